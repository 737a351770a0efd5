"""When places are open and who is there, from one day to another: what the agenda draws behind the appointments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects

from maillage.engine.territory.time_zone import time_zone
from maillage.web.places.models import Absence, Mediator, Place, Room, WorkingHours
from maillage.web.places.queries.places import opened
from maillage.web.places.rules.holidays import holidays_between
from maillage.web.places.rules.openings import midnight
from maillage.web.places.rules.weeks import Line, working_intervals

LOOKED_AHEAD_DAYS = 28

type Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Hours:
    """By number of place, or of mediator and place. ``lines``: of their working weeks, which absences leave as they
    are."""

    rooms: list[Room]
    mediators: list[Mediator]
    openings: dict[int, list[Span]]
    presence: dict[tuple[int, int], list[Span]]
    lines: dict[tuple[int, int], list[Line]]

    def is_usually_there(self, mediator: int, place: int, day: date) -> bool:
        return any(line.falls_on(day) for line in self.lines.get((mediator, place), ()))


def zone_of(place: Place) -> ZoneInfo:
    """What the clock on its wall shows."""
    return time_zone(place.departement)


def hours_of(places: Sequence[Place], first: date, last: date) -> Hours:
    numbers = [place.pk for place in places]
    lines: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for row in WorkingHours.objects.filter(place__in=numbers).order_by("pk"):
        lines[row.mediator_id, row.place_id].append(_line(row))
    mediators = Mediator.objects.filter(pk__in={mediator for mediator, _ in lines}, left_at=None)
    return Hours(
        rooms=list(Room.objects.filter(place__in=numbers, removed_at=None).order_by("name", "pk")),
        mediators=list(mediators.order_by("name", "pk")),
        openings=_openings(places, first, last),
        presence=_presence(places, lines, first, last),
        lines=lines,
    )


def next_open_day(places: Sequence[Place], after: date) -> date | None:
    """The first day on which one of them is open; None if none is for some weeks."""
    found = _openings(places, after + timedelta(days=1), after + timedelta(days=LOOKED_AHEAD_DAYS))
    return min(
        (starts_at.astimezone(zone_of(place)).date() for place in places for starts_at, _ in found[place.pk][:1]),
        default=None,
    )


def _openings(places: Sequence[Place], first: date, last: date) -> dict[int, list[Span]]:
    prefetch_related_objects(places, "closings")
    return {place.pk: opened(place, first_day=first, last_day=last) for place in places}


def _presence(
    places: Sequence[Place], weeks: Mapping[tuple[int, int], list[Line]], first: date, last: date
) -> dict[tuple[int, int], list[Span]]:
    away: dict[int, list[Span]] = defaultdict(list)
    zones = {place.pk: zone_of(place) for place in places}
    holidays = {place.pk: set(holidays_between(first, last, place.departement)) for place in places}
    earliest = min((midnight(first, zone) for zone in zones.values()), default=None)
    if earliest is not None:
        gone = Absence.objects.filter(mediator__in={number for number, _ in weeks}, ends_at__gt=earliest)
        for absence in gone.order_by("pk"):
            away[absence.mediator_id].append((absence.starts_at, absence.ends_at))
    return {
        (mediator, place): [
            (there.starts_at, there.ends_at)
            for there in working_intervals(
                lines,
                away[mediator],
                first_day=first,
                last_day=last,
                timezone=zones[place],
                holidays=holidays[place],
            )
        ]
        for (mediator, place), lines in weeks.items()
    }


def _line(row: WorkingHours) -> Line:
    return Line(row.place_id, row.weekday, row.begins, row.ends, row.weeks, row.first_day, row.last_day)
