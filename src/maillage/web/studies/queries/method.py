"""How the figures of a sheet were made, how far they are from the official ones, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from maillage.engine.diagnosis.agreement import Agreement, agreement
from maillage.engine.diagnosis.columns import COLUMNS, Column
from maillage.outputs.drawing.svg import Svg

from ..rules.indicators import PRIORITY_PARTS
from . import charts
from .diagnoses import Sheet

# A note names so many communes, then counts.
NAMED = 5


@dataclass(frozen=True)
class Line:
    """A column of the figures, and the official columns that it is taken or computed from."""

    column: Column
    sources: list[Mapping[str, Any]]


@dataclass(frozen=True)
class Method:
    lines: list[Line]
    agreement: Agreement
    scatter: Svg | None
    travel: Mapping[str, Any]
    weights: list[tuple[str, float]]
    acts_per_gp: float
    notes: list[str]


def method(sheet: Sheet) -> Method:
    found = agreement(sheet.communes, scope=sheet.name)
    return Method(
        lines=_lines(sheet),
        agreement=found,
        scatter=charts.agreement(sheet.communes, found.pearson, found.year) if found.communes >= 3 else None,
        travel=sheet.facts["travel"],
        weights=[(_(label), sheet.facts["weights"][part]) for part, label in PRIORITY_PARTS.items()],
        acts_per_gp=sheet.facts["acts_per_gp"],
        notes=_notes(sheet.facts["notes"], sheet.communes),
    )


def _lines(sheet: Sheet) -> list[Line]:
    known = {line["column"]: line for line in sheet.facts["provenance"] if line["table"] == "communes"}
    return [
        Line(column, [known[source] for source in column.sources if source in known])
        for column in COLUMNS
        if column.kind != "identity" and column.name in sheet.communes
    ]


def _notes(kept: list[Mapping[str, Any]], communes: pd.DataFrame) -> list[str]:
    """Of an excerpt, only what is about its own communes."""
    told = []
    for note in kept:
        about = communes[communes.index.isin(note["codes"])]
        if len(about):
            names = [f"{name} ({code})" for code, name in about["name"].head(NAMED).items()]
            more = ["…"] if len(about) > NAMED else []
            told.append(_(note["message"]) % {"count": len(about), "names": ", ".join([*names, *more])})
    return told
