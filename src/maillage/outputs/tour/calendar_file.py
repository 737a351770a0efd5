"""``timetable.ics`` (iCalendar, RFC 5545): a series of events for each hour of each stop, public holidays taken out."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vGeo

from ...engine.siting.tour.plan import TourPlan
from ...engine.territory.time_zone import time_zone
from ..words.tour import span, when
from ..write import replacing
from .timetable import Hours, Season, hours_of


def write_calendar(plan: TourPlan, season: Season, path: Path, *, departement: str = "") -> None:
    """Raises OutputError if the file cannot be written."""
    with replacing(path) as aside:
        aside.write_bytes(calendar(plan, season, departement=departement).to_ical())


def calendar(plan: TourPlan, season: Season, *, departement: str = "") -> Calendar:
    """The whole season, in the time of the département. Same plan and season, same bytes."""
    zone = time_zone(departement)
    found = Calendar()
    found.add("prodid", "-//maillage//tour//FR")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Bus santé")
    for hours in hours_of(plan):
        for weeks, every in series(hours.weeks, plan.problem.cycle.weeks):
            event = _event(plan, season, hours, first_week=weeks[0], every=every, zone=zone)
            if event is not None:
                found.add_component(event)
    found.add_missing_timezones(first_date=season.start, last_date=season.end + timedelta(days=366))
    return found


def series(weeks: tuple[int, ...], of_weeks: int) -> list[tuple[tuple[int, ...], int]]:
    """Weeks of a cycle as few rules: (weeks, interval in weeks). Evenly spaced ones are one rule, others one each.

    >>> series((0, 2), 4), series((0, 1), 4)
    ([((0, 2), 2)], [((0,), 4), ((1,), 4)])
    """
    step = of_weeks // len(weeks)
    if of_weeks % len(weeks) == 0 and all(week == weeks[0] + k * step for k, week in enumerate(weeks)):
        return [(weeks, step)]
    return [((week,), of_weeks) for week in weeks]


def _event(
    plan: TourPlan, season: Season, hours: Hours, *, first_week: int, every: int, zone: ZoneInfo
) -> Event | None:
    all_days = list(season.dates(every, first_week, hours.weekday))
    if not any(day not in season.holidays for day in all_days):
        return None
    stop = plan.problem.stops[hours.stop]
    told = (
        f"{when(hours.weekday, hours.weeks, plan.problem.cycle.weeks)}, {span(hours.opens, hours.closes, hours.pause)}"
    )
    event = Event()
    named = f"{stop.key}/{hours.weekday}/{hours.opens:g}/{first_week}/{every}/{season.start}"
    event.add("uid", f"{hashlib.sha256(named.encode()).hexdigest()[:24]}@maillage")
    event.add("dtstamp", datetime.combine(season.start, time(), UTC))
    event.add("dtstart", _moment(all_days[0], hours.opens, zone))
    event.add("dtend", _moment(all_days[0], hours.closes, zone))
    until = datetime.combine(season.end, time(23, 59, 59), zone).astimezone(UTC)
    event.add("rrule", {"freq": "weekly", "interval": every, "until": until})
    for day in all_days:
        if day in season.holidays:
            event.add("exdate", _moment(day, hours.opens, zone))
    event.add("summary", f"Bus santé : {stop.name}")
    event.add("location", stop.name)
    event.add("geo", vGeo((stop.lat, stop.lon)))
    event.add("description", f"{told[0].upper()}{told[1:]}. Pas de passage les jours fériés.")
    return event


def _moment(day: date, minutes: float, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone) + timedelta(minutes=round(minutes))
