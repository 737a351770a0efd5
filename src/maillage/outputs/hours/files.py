"""The files of a plan of hours, by format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from ...engine.siting.hours.roster import Roster
from ..plain import write_plain_json
from ..typeset import write_document
from ..write import write_table
from .calendar_file import file_names, write_calendar
from .content import posters, report, weeks
from .plan_json import plan_values
from .table import duties_table, sites_table

FORMATS = ("json", "csv", "ics", "pdf")


def write_files(
    roster: Roster,
    places: pd.DataFrame,
    formats: Sequence[str],
    folder: Path,
    *,
    start: date,
    end: date,
    departement: str,
    **told: Any,
) -> list[Path]:
    """Writes the files and returns their paths. ``places``: name, commune, lat, lon of the sites.

    ``told``: the arguments of :func:`~.content.report` but the roster. Raises OutputError.
    """
    paths: list[Path] = []
    if "json" in formats:
        paths.append(folder / "hours.json")
        write_plain_json(plan_values(roster, places, **told), paths[-1])
    if "csv" in formats:
        paths += [folder / "duties.csv", folder / "sites.csv"]
        write_table(duties_table(roster), paths[-2])
        write_table(sites_table(roster, places), paths[-1])
    if "ics" in formats:
        for number, name in enumerate(file_names(roster)):
            paths.append(folder / "mediators" / f"{name}.ics")
            write_calendar(roster, number, paths[-1], places=places, start=start, end=end, departement=departement)
    if "pdf" in formats:
        documents = {
            "hours": report(roster, **told),
            "posters": posters(roster, start=start),
            "weeks": weeks(roster, start=start),
        }
        for name, content in documents.items():
            paths.append(folder / f"{name}.pdf")
            write_document(__name__, f"{name}.typ", content, paths[-1])
    return paths
