"""When a place of the directory is open, by its own clocks and public holidays, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from maillage.engine.territory.public_holidays import public_holidays
from maillage.engine.territory.time_zone import time_zone
from maillage.web.places.queries.card import usual_hours
from maillage.web.places.queries.moments import date_words, spans_words, state_between
from maillage.web.places.rules.openings import open_intervals

# When it opens again is said for the week that begins today.
DAYS_AHEAD = 7
# Of entries whose commune no source says.
SOMEWHERE = "75"


@dataclass(frozen=True)
class State:
    """``words``: empty where nobody knows its hours."""

    is_open: bool = False
    words: str = ""


@dataclass(frozen=True)
class Day:
    """``why``: what is special about it, if something is."""

    words: str
    hours: str
    why: str
    is_today: bool


@dataclass(frozen=True)
class Hours:
    """``usual``: (days, hours) of an ordinary week, empty for hours that are no plain week; ``days``: the coming seven;
    ``typed``: as the source wrote them, where they cannot be read."""

    state: State = State()
    usual: tuple[tuple[str, str], ...] = ()
    days: tuple[Day, ...] = ()
    typed: str = ""


def state_of(hours: str, commune: str, now: datetime) -> State:
    """Whether it is open now, and what comes next."""
    here = _departement(commune)
    zone = time_zone(here)
    today = now.astimezone(zone).date()
    last = today + timedelta(days=DAYS_AHEAD)
    try:
        found = open_intervals(hours, departement=here, first_day=today, last_day=last) if hours else None
    except ValueError:
        found = None
    if found is None:
        return State()
    state, words = state_between(found, now, last_day=last, zone=zone)
    return State(state.is_open, words)


def hours_of(hours: str, commune: str, now: datetime) -> Hours:
    if not hours:
        return Hours()
    try:
        return Hours(state_of(hours, commune, now), tuple(usual_hours(hours)), _coming(hours, commune, now))
    except ValueError:
        return Hours(typed=hours)


def _coming(hours: str, commune: str, now: datetime) -> tuple[Day, ...]:
    """The next seven days, with their public holidays."""
    here = _departement(commune)
    zone = time_zone(here)
    today = now.astimezone(zone).date()
    days = [today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)]
    spans: dict[date, list[tuple[datetime, datetime]]] = {}
    for begin, end in open_intervals(hours, departement=here, first_day=days[0], last_day=days[-1]):
        spans.setdefault(begin.astimezone(zone).date(), []).append((begin.astimezone(zone), end.astimezone(zone)))
    return tuple(
        Day(
            date_words(day),
            spans_words(spans[day]) if day in spans else _("fermé"),
            _("jour férié") if day in public_holidays(day.year, here) else "",
            is_today=day == today,
        )
        for day in days
    )


def _departement(commune: str) -> str:
    return commune[: 3 if commune.startswith("97") else 2] or SOMEWHERE
