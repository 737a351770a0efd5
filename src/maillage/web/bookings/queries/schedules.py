"""What many places have, read in a number of queries that does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property, reduce
from operator import or_

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from maillage.engine.territory.time_zone import time_zone
from maillage.web.places.models import (
    Absence,
    Availability,
    Closing,
    Device,
    Place,
    Practitioner,
    Reason,
    Room,
    Station,
    WorkingHours,
)
from maillage.web.places.rules.holidays import holidays_between
from maillage.web.places.rules.weeks import Line

from ..models import Occupation
from ..rules.openings import Window, jumps, midnight_minute, moment_of, opened, working
from ..rules.slots import Desk, Need, Resource, Supply
from .epoch import MinuteAfter, MinuteOf

Kind = Occupation.Kind
Span = tuple[int, int]


@dataclass(frozen=True)
class Site:
    """What a place has whatever the day. ``stations``: (number, room); ``devices``: (number, station, kind, last day of
    its calibration); ``mediators``: the lines of each one's week here; ``practitioners``: who serves it."""

    number: int
    hours: str
    departement: str
    zone: tzinfo
    closings: list[tuple[date, date]] = field(default_factory=list)
    rooms: list[tuple[int, bool]] = field(default_factory=list)
    stations: list[tuple[int, int]] = field(default_factory=list)
    devices: list[tuple[int, int | None, str, date | None]] = field(default_factory=list)
    mediators: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    practitioners: list[int] = field(default_factory=list)


def need_of(reason: Reason) -> Need:
    return Need(
        minutes=reason.minutes,
        airing=reason.airing_minutes,
        closed_room=reason.needs_closed_room,
        station=reason.needs_station,
        kinds=tuple(sorted(set(reason.equipment))),
        mediator=reason.needs_mediator,
        practitioner=bool(reason.profession),
    )


class Schedules:
    """Of some places, as far as a reason needs them. What does not change from day to day is read once; what is taken,
    once for each window and resource."""

    def __init__(self, places: Iterable[int], reason: Reason) -> None:
        self.reason, self.need = reason, need_of(reason)
        self.sites = {site.number: site for site in _sites(offering(reason).filter(pk__in=places))}
        self._absences: dict[int, list[Span]] = defaultdict(list)
        self._read_rooms()
        if self.need.mediator:
            self._read_mediators()
        if self.need.practitioner:
            self._read_practitioners()

    @cached_property
    def zones(self) -> set[tzinfo]:
        return {site.zone for site in self.sites.values()}

    def days(self, since: datetime, until: datetime) -> tuple[date, date]:
        """The first and the last, by the clock of any of the places."""
        zones = self.zones or {UTC}
        return min(since.astimezone(zone).date() for zone in zones), max(
            until.astimezone(zone).date() for zone in zones
        )

    def supplies(self, places: Sequence[int], first_day: date, last_day: date) -> Iterator[tuple[Window, Supply]]:
        """Of these among the places, on the days from the first to the last, by the clocks of each."""
        if not places:
            return
        sites = [self.sites[place] for place in places]
        origin = min(midnight_minute(first_day, zone) for zone in self.zones)
        windows = {zone: Window(first_day, last_day, zone, origin, self.need.taken) for zone in self.zones}
        longest = max(windows.values(), key=lambda window: window.length)
        taken = self._taken(sites, longest)
        reached = self._reached(sites, longest)
        for site in sites:
            window = windows[site.zone]
            yield window, self._supply(site, window, taken, reached)

    def _supply(
        self, site: Site, window: Window, taken: Mapping[tuple[int, int], int], reached: Mapping[int, int]
    ) -> Supply:
        holidays = frozenset(holidays_between(window.first_day, window.last_day + timedelta(days=1), site.departement))
        whole = window.whole

        def resource(kind: Kind, number: int, there: int) -> Resource:
            return Resource(number, there, taken.get((kind, number), 0))

        def usable(until: date | None) -> int:
            return whole if until is None else window.days(window.first_day, until) if until >= window.first_day else 0

        def worked(mediator: int, lines: Sequence[Line]) -> int:
            return working(window, tuple(lines), holidays) & ~window.within(self._absences[mediator])

        rooms = {number: resource(Kind.ROOM, number, whole) for number, _ in site.rooms}
        closed = dict(site.rooms)
        ready: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        carried: dict[str, list[Resource]] = defaultdict(list)
        for number, station, kind, until in site.devices:
            if station is None:
                carried[kind].append(resource(Kind.DEVICE, number, usable(until)))
            else:
                ready[station][kind] |= usable(until)
        return Supply(
            place=site.number,
            open=opened(window, site.hours, site.departement, site.closings),
            jumps=tuple(each - window.origin for each in jumps(window.first_day, window.last_day, site.zone)),
            desks=[
                *(Desk(room, closed[number]) for number, room in rooms.items()),
                *(
                    Desk(rooms[room], closed[room], resource(Kind.STATION, number, whole), ready[number])
                    for number, room in site.stations
                    if room in rooms
                ),
            ],
            carried=carried,
            mediators=[
                resource(Kind.MEDIATOR, mediator, worked(mediator, lines)) for mediator, lines in site.mediators.items()
            ],
            practitioners=[resource(Kind.PRACTITIONER, each, reached.get(each, 0)) for each in site.practitioners],
        )

    def _taken(self, sites: Iterable[Site], window: Window) -> dict[tuple[int, int], int]:
        """By kind and number, all minutes of the window at which it is taken."""
        wanted = defaultdict(set)
        for site in sites:
            wanted[Kind.ROOM].update(number for number, _ in site.rooms)
            wanted[Kind.STATION].update(number for number, _ in site.stations)
            wanted[Kind.DEVICE].update(number for number, station, _, _ in site.devices if station is None)
            wanted[Kind.MEDIATOR].update(site.mediators)
            wanted[Kind.PRACTITIONER].update(site.practitioners)
        asked = [Q(kind=kind, resource__in=sorted(numbers)) for kind, numbers in wanted.items() if numbers]
        if not asked:
            return {}
        rows = _meeting(Occupation.objects.filter(reduce(or_, asked)), window)
        rows = rows.annotate(begins=MinuteOf("starts_at"), ends=MinuteAfter("ends_at"))
        spans = defaultdict(list)
        for kind, number, begins, ends in rows.values_list("kind", "resource", "begins", "ends"):
            spans[kind, number].append((begins, ends))
        return {key: window.within(found) for key, found in spans.items()}

    def _reached(self, sites: Iterable[Site], window: Window) -> dict[int, int]:
        """By practitioner, the minutes at which they can be reached."""
        numbers = {number for site in sites for number in site.practitioners}
        if not numbers:
            return {}
        rows = _meeting(Availability.objects.filter(practitioner__in=numbers), window)
        rows = rows.annotate(begins=MinuteAfter("starts_at"), ends=MinuteOf("ends_at"))
        spans = defaultdict(list)
        for number, begins, ends in rows.values_list("practitioner", "begins", "ends"):
            spans[number].append((begins, ends))
        return {number: window.within(found) for number, found in spans.items()}

    def _read_rooms(self) -> None:
        here = {"removed_at": None}
        for place, *room in (
            Room.objects.filter(place__in=self.sites, **here).order_by("pk").values_list("place", "pk", "is_closed")
        ):
            self.sites[place].rooms.append(tuple(room))
        if not (self.need.station or self.need.kinds):
            return
        stations = Station.objects.filter(room__place__in=self.sites, **here).order_by("pk")
        for place, *station in stations.values_list("room__place", "pk", "room"):
            self.sites[place].stations.append(tuple(station))
        if self.need.kinds:
            usable = Device.objects.filter(
                place__in=self.sites, kind__in=self.need.kinds, state=Device.State.IN_USE, **here
            )
            for place, *device in usable.order_by("pk").values_list(
                "place", "pk", "station", "kind", "calibrated_until"
            ):
                self.sites[place].devices.append(tuple(device))

    def _read_mediators(self) -> None:
        hours = WorkingHours.objects.filter(place__in=self.sites, mediator__left_at=None).order_by("mediator", "pk")
        line = ("place", "weekday", "begins", "ends", "weeks", "first_day", "last_day")
        for mediator, place, *rest in hours.values_list("mediator", *line):
            self.sites[place].mediators[mediator].append(Line(place, *rest))
        people = {mediator for site in self.sites.values() for mediator in site.mediators}
        absences = Absence.objects.filter(mediator__in=people).order_by()
        spans = absences.annotate(begins=MinuteOf("starts_at"), ends=MinuteAfter("ends_at"))
        for mediator, begins, ends in spans.values_list("mediator", "begins", "ends"):
            self._absences[mediator].append((begins, ends))

    def _read_practitioners(self) -> None:
        serving = Practitioner.objects.filter(
            Q(places__isnull=True) | Q(places__in=self.sites), profession=self.reason.profession, left_at=None
        )
        for number, place in serving.order_by("pk").values_list("pk", "places"):
            for site in self.sites.values() if place is None else [self.sites[place]]:
                site.practitioners.append(number)


def offering(reason: Reason) -> QuerySet[Place]:
    """The places that are open to anybody at all, and where one may come for this."""
    named = Reason.places.through.objects.filter(reason=reason)
    return Place.objects.filter(Exists(named.filter(place=OuterRef("pk"))) | ~Exists(named), closed_at=None)


def _sites(places: QuerySet[Place]) -> Iterator[Site]:
    sites = {
        place.pk: Site(place.pk, place.hours, place.departement, time_zone(place.departement))
        for place in places.only("hours", "commune").order_by("pk")
    }
    closings = Closing.objects.filter(place__in=sites).order_by("pk")
    for place, first_day, last_day in closings.values_list("place", "first_day", "last_day"):
        sites[place].closings.append((first_day, last_day))
    yield from sites.values()


def _meeting[Row: Model](rows: QuerySet[Row], window: Window) -> QuerySet[Row]:
    """Those with a beginning and an end that meet a window; in no order, as none matters."""
    begins, ends = moment_of(window.origin), moment_of(window.origin + window.length)
    return rows.filter(ends_at__gt=begins, starts_at__lt=ends).order_by()
