"""Appointments as calendars read them (RFC 5545). Plain values in, a file out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from icalendar import Alarm, Calendar, Event
from icalendar.enums import STATUS

PRODUCT = "-//maillage//rendez-vous//FR"
# Time to find somebody who comes along, and time to leave.
ALARMS = (timedelta(days=1), timedelta(hours=2))


@dataclass(frozen=True)
class Entry:
    """``uid`` stays the same whatever becomes of the appointment; ``sequence`` grows each time it is moved or
    cancelled, so that a calendar that has it takes the change over instead of a second one. ``words``: under the
    title; ``link``: where it can be moved or cancelled, empty for who only looks."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    title: str
    where: str
    words: str
    link: str = ""
    is_cancelled: bool = False


def calendar(entries: Iterable[Entry], *, timezone: tzinfo, reminds: bool = True) -> bytes:
    """Times are those of ``timezone``, which the file describes, for the years that it needs, to calendars that do not
    know it."""
    found = list(entries)
    events = [_event(entry, timezone, reminds=reminds) for entry in found]
    made = Calendar.new(prodid=PRODUCT, method="PUBLISH", subcomponents=events)
    made.pop("uid", None)
    if found:
        first, last = min(entry.starts_at for entry in found), max(entry.ends_at for entry in found)
        made.add_missing_timezones(first_date=date(first.year - 1, 1, 1), last_date=date(last.year + 2, 1, 1))
    return made.to_ical()


def _event(entry: Entry, timezone: tzinfo, *, reminds: bool) -> Event:
    alarms = [_alarm(entry.title, before) for before in ALARMS] if reminds and not entry.is_cancelled else []
    event = Event.new(
        uid=entry.uid,
        sequence=entry.sequence,
        start=entry.starts_at.astimezone(timezone),
        end=entry.ends_at.astimezone(timezone),
        stamp=entry.changed_at,
        last_modified=entry.changed_at,
        summary=entry.title,
        location=entry.where,
        description=entry.words,
        status=STATUS.CANCELLED if entry.is_cancelled else STATUS.CONFIRMED,
        subcomponents=alarms,
    )
    if entry.link:
        event.url = entry.link
    return event


def _alarm(title: str, before: timedelta) -> Alarm:
    alarm = Alarm.new(description=title)
    alarm.pop("uid", None)
    alarm.add("action", "DISPLAY")
    alarm.TRIGGER = -before
    return alarm
