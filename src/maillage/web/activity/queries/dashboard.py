"""The dashboard in one call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.outputs.spreadsheet import csv_text, workbook
from maillage.web.accounts.models import Organisation, User
from maillage.web.bookings.models import Appointment

from ..rules.measures import Occupancy, share_of
from ..rules.periods import Period, period_of
from . import sections
from .communes import communes
from .rows import Rows, read
from .sections import Section

State = Appointment.State
CSV, XLSX = "csv", "xlsx"


@dataclass(frozen=True)
class Tile:
    """A key figure, ``anchor``: the section that explains it. ``share``: of 1, else a count."""

    title: str
    value: float | None
    anchor: str
    share: bool = False


@dataclass(frozen=True)
class Dashboard:
    period: Period
    tiles: list[Tile]
    sections: list[Section]
    has_places: bool


def dashboard(reader: User, code: str, organisation: Organisation | None, *, now: datetime) -> Dashboard:
    """``code``: of a period. ``organisation`` None: all that the reader may see."""
    rows = read(reader, period_of(code, today=localdate(now)), organisation, now=now)
    shown = [
        sections.received(rows),
        sections.occupied(rows),
        sections.delays(rows, now=now),
        sections.outcomes(rows),
        sections.cancelled(rows),
        sections.reasons(rows),
        sections.via(rows),
        sections.themes(rows),
        sections.autonomy(rows),
        sections.workshops(rows),
        communes(rows),
    ]
    return Dashboard(rows.period, _tiles(rows), shown, bool(rows.places))


def table_file(section: Section) -> str:
    return csv_text([column.title for column in section.columns], section.rows)


def workbook_file(shown: Iterable[Section]) -> bytes:
    """One sheet a section."""
    return workbook(
        {_(each.about.title): ([column.title for column in each.columns], each.rows) for each in shown if each.columns}
    )


def _tiles(rows: Rows) -> list[Tile]:
    came = sum(visit.came for visit in rows.visits)
    missed = sum(visit.state == State.NO_SHOW for visit in rows.visits)
    rooms = sum((use.rooms for use in rows.use.values()), Occupancy())
    helped = [each for each in rows.helps if each.autonomy != "done-for"]
    return [
        Tile(_("Personnes reçues"), len(rows.received()), "semaines"),
        Tile(_("Rendez-vous honorés"), came, "issues"),
        Tile(_("Absents"), share_of(missed, came + missed), "issues", share=True),
        Tile(_("Occupation des salles"), rooms.share, "occupation", share=True),
        Tile(_("Accompagnements"), len(rows.helps), "themes"),
        Tile(_("Ont fait seuls ou avec de l’aide"), share_of(len(helped), len(rows.helps)), "autonomie", share=True),
    ]
