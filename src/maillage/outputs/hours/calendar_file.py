"""``mediators/NAME.ics`` (iCalendar, RFC 5545): the sessions of a mediator, week after week, holidays taken out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
from icalendar import Calendar, Event, vGeo

from ...engine.siting.hours.roster import Roster
from ...engine.territory.public_holidays import public_holidays
from ...engine.territory.time_zone import time_zone
from ..write import replacing


def file_names(roster: Roster) -> list[str]:
    """One for each mediator, of letters that every system can hold; the number of a second one of a name follows it."""
    found: list[str] = []
    for mediator in roster.problem.mediators:
        plain = unicodedata.normalize("NFKD", mediator.name).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "mediator"
        number = next(n for n in count(1) if (stem if n == 1 else f"{stem}-{n}") not in found)
        found.append(stem if number == 1 else f"{stem}-{number}")
    return found


def write_calendar(
    roster: Roster, mediator: int, path: Path, *, places: pd.DataFrame, start: date, end: date, departement: str = ""
) -> None:
    """Raises OutputError if the file cannot be written."""
    found = calendar(roster, mediator, places=places, start=start, end=end, departement=departement)
    with replacing(path) as aside:
        aside.write_bytes(found.to_ical())


def calendar(
    roster: Roster, mediator: int, *, places: pd.DataFrame, start: date, end: date, departement: str = ""
) -> Calendar:
    """From ``start``, the Monday of the first week of the cycle, to ``end``. Same roster and dates, same bytes."""
    zone = time_zone(departement)
    holidays = [day for year in range(start.year, end.year + 1) for day in public_holidays(year, departement)]
    lat, lon = (places[each].astype(float).tolist() for each in ("lat", "lon"))
    found = Calendar()
    found.add("prodid", "-//maillage//hours//FR")
    found.add("version", "2.0")
    found.add("x-wr-calname", f"Permanences de {roster.problem.mediators[mediator].name}")
    for number, week in sorted(
        {(k, a.week) for a in roster.assigned if a.mediator == mediator for k in a.duty.openings}
    ):
        site, session = roster.problem.openings[number]
        first = start + timedelta(days=7 * week + session.day)
        every = roster.problem.weeks
        if first > end:
            continue
        event = Event()
        named = f"{roster.problem.mediators[mediator].name}/{site}/{session}/{week}/{start}"
        event.add("uid", f"{hashlib.sha256(named.encode()).hexdigest()[:24]}@maillage")
        event.add("dtstamp", datetime.combine(start, time.min, UTC))
        event.add("dtstart", _moment(first, session.start, zone))
        event.add("dtend", _moment(first, session.end, zone))
        until = datetime.combine(end, time.max.replace(microsecond=0), zone).astimezone(UTC)
        event.add("rrule", {"freq": "weekly", "interval": every, "until": until})
        for day in _cancelled(first, end, every, holidays):
            event.add("exdate", _moment(day, session.start, zone))
        event.add("summary", roster.problem.sites[site].name)
        event.add("location", roster.problem.sites[site].name)
        event.add("geo", vGeo((lat[site], lon[site])))
        found.add_component(event)
    found.add_missing_timezones(first_date=start, last_date=end + timedelta(days=366))
    return found


def _cancelled(first: date, end: date, every: int, holidays: list[date]) -> list[date]:
    return [day for day in holidays if first <= day <= end and (day - first).days % (7 * every) == 0]


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone) + timedelta(minutes=minutes)
