"""Columns that a user's imported files add to the figures of communes: the ARS zones, a newer count, ..."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from .imported import latest_imported, read_imported
from .provenance import Provenance
from .succession import Successions, carry


@dataclass(frozen=True)
class Additions:
    """``frame`` by current commune code, columns ``<source>_<column>``; where each comes from; what was not matched."""

    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    provenance: tuple[Provenance, ...] = ()
    notes: tuple[str, ...] = ()


NONE = Additions()


def additions(folder: Path, communes: pd.Index, successions: pd.Series) -> Additions:
    """Every imported table about communes, carried to the communes of today. Raises SourceError for a damaged one.

    Of two vintages of one source, the later is taken. Outlines, and tables about other things than communes, are left.
    """
    latest = latest_imported(folder)
    if not latest:
        return NONE
    of = Successions.between(communes, successions)
    parts, lines, notes = [], [], []
    for record in latest.values():
        table = read_imported(record, folder)
        if table.frame.index.name != "code" or "geometry" in table.frame:
            continue
        carried = carry(table.frame, of, table.weights)
        parts.append(carried.frame.add_prefix(f"{record.source}_").reindex(communes))
        lines += [record.provenance(f"{record.source}_{column}") for column in table.frame]
        notes += [f"{record.title} : {note}" for note in carried.notes()]
    return Additions(pd.concat(parts, axis=1), tuple(lines), tuple(notes)) if parts else NONE
