"""The files of a plan of rounds, by format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd

from ...engine.siting.tour.plan import TourPlan
from ...engine.sources.provenance import Provenance
from ..typeset import write_document
from ..write import write_table
from .calendar_file import write_calendar
from .content import content
from .page import write_page
from .plan_json import write_plan_json
from .table import dates, timetable
from .timetable import Season

TEMPLATE = "tour.typ"
FILES = {
    "html": ("timetable.html",),
    "pdf": ("timetable.pdf",),
    "ics": ("timetable.ics",),
    "csv": ("timetable.csv", "dates.csv"),
    "json": ("plan.json",),
}


def write_files(
    plan: TourPlan,
    season: Season,
    formats: Sequence[str],
    folder: Path,
    *,
    outlines: gpd.GeoSeries,
    provenance: Sequence[Provenance] = (),
    departement: str = "",
) -> list[Path]:
    """Writes the files of some formats and returns their paths. Raises OutputError where one cannot be written."""
    told = content(plan, season, outlines, provenance) if {"html", "pdf"} & set(formats) else {}
    for each in formats:
        first = folder / FILES[each][0]
        if each == "html":
            write_page(told, first)
        elif each == "pdf":
            write_document(__name__, TEMPLATE, told, first)
        elif each == "ics":
            write_calendar(plan, season, first, departement=departement)
        elif each == "csv":
            write_table(timetable(plan), first)
            write_table(dates(plan, season), folder / FILES[each][1])
        else:
            write_plan_json(plan, season, provenance, first)
    return [folder / name for each in formats for name in FILES[each]]
