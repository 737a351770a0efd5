"""How the figures of a sheet were made, how far they are from the official ones, and where they come from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from maillage.engine.diagnosis.agreement import FRANCE_CROW_FLIGHT, ISERE_REAL_TIMES, Agreement, agreement
from maillage.engine.diagnosis.columns import COLUMNS, Column
from maillage.outputs.drawing.svg import Svg

from ..rules.indicators import PRIORITY_PARTS
from . import charts
from .diagnoses import Sheet
from .imported import has_zoning, lines_of
from .roads import Roads, roads_of
from .words import printed

# The crow-flight model's own words, which the engine has in French only.
CROW_FLIGHT = re.compile(r"modèle à vol d'oiseau calé sur des temps réels \((?P<on>.*)\)")
# A note names so many communes, then counts.
NAMED = 5


@dataclass(frozen=True)
class Line:
    """A column of the figures, and the official columns that it is taken or computed from."""

    column: Column
    sources: list[Mapping[str, Any]]


@dataclass(frozen=True)
class Scope:
    """How faithful the computed figures are, somewhere; ``times``: how the minutes were known there."""

    name: str
    times: str
    agreement: Agreement


@dataclass(frozen=True)
class Method:
    """``scopes``: this territory first, then where it was measured once and for all."""

    lines: list[Line]
    scopes: list[Scope]
    scatter: Svg | None
    travel_label: str
    travel: Mapping[str, Any]
    roads: Roads | None
    weights: list[tuple[str, float]]
    acts_per_gp: float
    notes: list[str]
    imported: list[Mapping[str, Any]]
    has_zoning: bool


def method(sheet: Sheet) -> Method:
    found, roads = agreement(sheet.communes, scope=sheet.name), roads_of(sheet)
    return Method(
        lines=_lines(sheet),
        scopes=_scopes(sheet, found),
        scatter=charts.agreement(sheet.communes, found.pearson, found.year) if found.communes >= 3 else None,
        travel_label=roads.label if roads else travel_label(sheet.facts["travel"]["label"]),
        travel=sheet.facts["travel"],
        roads=roads,
        weights=[(_(label), sheet.facts["weights"][part]) for part, label in PRIORITY_PARTS.items()],
        acts_per_gp=sheet.facts["acts_per_gp"],
        notes=_notes(sheet.facts["notes"], sheet.communes),
        imported=lines_of(sheet),
        has_zoning=has_zoning(sheet),
    )


def travel_label(label: str) -> str:
    """How the minutes were known, in the language of the page; a file keeps the name that it was given."""
    model = CROW_FLIGHT.fullmatch(label)
    if model is None:
        return label
    return printed(_("modèle à vol d'oiseau calé sur des temps réels (%(on)s)") % {"on": model["on"]})


def _scopes(sheet: Sheet, own: Agreement) -> list[Scope]:
    estimated, real = _("estimés"), _("réels, par la route")
    return [
        Scope(sheet.name, _times(sheet), own),
        Scope(_("France métropolitaine"), estimated, FRANCE_CROW_FLIGHT),
        Scope(_("Isère"), real, ISERE_REAL_TIMES),
    ]


def _times(sheet: Sheet) -> str:
    if sheet.facts.get("roads"):
        return _("réels sur le réseau, estimés au-delà")
    return _("estimés") if sheet.facts["travel"]["approximate"] else _("réels, par la route")


def _lines(sheet: Sheet) -> list[Line]:
    known = {line["column"]: line for line in sheet.facts["provenance"] if line["table"] == "communes"}
    return [
        Line(column, [known[source] for source in column.sources if source in known])
        for column in COLUMNS
        if column.kind != "identity" and column.name in sheet.communes
    ]


def _notes(kept: list[Mapping[str, Any]], communes: pd.DataFrame) -> list[str]:
    """Of an excerpt, only what is about its own communes; what is about no commune is about imported files."""
    told = [note["message"] for note in kept if not note["codes"]]
    for note in kept:
        about = communes[communes.index.isin(note["codes"])]
        if len(about):
            names = [f"{name} ({code})" for code, name in about["name"].head(NAMED).items()]
            more = ["…"] if len(about) > NAMED else []
            told.append(_(note["message"]) % {"count": len(about), "names": ", ".join([*names, *more])})
    return told
