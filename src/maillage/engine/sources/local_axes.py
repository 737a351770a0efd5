"""What a user's imported files tell of digital fragility: diplomas (INSEE), and the authority's own figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from .digital_axes import TITLES
from .imported import latest_imported, read_imported
from .provenance import Provenance
from .source import Table
from .succession import Successions, carry

NAMES = ("diploma", "digital_axes")


@dataclass(frozen=True)
class LocalAxes:
    """Shares between 0 and 1, one column an axis: of ``communes`` by current code, and of ``iris``, with the commune of
    each in ``code``. ``provenance`` by axis."""

    communes: pd.DataFrame = field(default_factory=pd.DataFrame)
    iris: pd.DataFrame = field(default_factory=pd.DataFrame)
    provenance: Mapping[str, Provenance] = field(default_factory=dict)


def local_axes(folder: Path, communes: pd.Index, successions: pd.Series) -> LocalAxes:
    """From the latest import of each source. What the authority says itself goes before the census. Raises SourceError
    for a damaged table."""
    latest = latest_imported(folder)
    of = Successions.between(communes, successions)
    by_commune, by_iris, lines = pd.DataFrame(), pd.DataFrame(), {}
    for record in (latest[name] for name in NAMES if name in latest):
        table = with_shares(read_imported(record, folder))
        axes = [axis for axis in TITLES if axis in table.frame]
        if table.frame.index.name == "iris":
            by_iris = _with(by_iris, table.frame[["code", *axes]])
        by_commune = _with(by_commune, carry(of_communes(table), of, table.weights).frame[axes])
        lines |= {axis: record.provenance(axis) for axis in axes}
    return LocalAxes(by_commune, by_iris, lines)


def with_shares(table: Table) -> Table:
    """The census' counts as a share of ``people`` in a column ``diploma``; other tables as they are."""
    without = next((name for name in map(str, table.frame) if name.startswith("people_without_diploma_")), None)
    if without is None:
        return table
    people = table.frame[without.replace("without_diploma", "out_of_school")]
    frame = pd.DataFrame({"diploma": (table.frame[without] / people).where(people > 0), "people": people})
    if "code" in table.frame:
        frame["code"] = table.frame["code"]
    return Table(frame, table.vintage, table.file, table.sha256, {"diploma": "people"}, table.notes)


def of_communes(table: Table) -> pd.DataFrame:
    """Shares and people by commune: means of its IRIS over their people, of those whose share is known."""
    if table.frame.index.name != "iris":
        return table.frame
    code, people = table.frame["code"], table.frame["people"]
    columns = {}
    for axis in table.weights:
        known = people.where(table.frame[axis].notna())
        total = known.groupby(code).sum()
        columns[axis] = (table.frame[axis] * known).groupby(code).sum() / total.where(total > 0)
    return pd.DataFrame(columns | {"people": people.groupby(code).sum()}).rename_axis("code")


def _with(frame: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """What is told later goes first."""
    return later.combine_first(frame) if len(frame) else later
