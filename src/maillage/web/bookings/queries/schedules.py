"""What many places have, read in a number of queries that does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property, reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from django.db.models import Model, Q, QuerySet

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
    WorkingHours,
)
from maillage.web.places.rules.weeks import Line
from maillage.web.prepared import Prepared

from ..models import Occupation
from ..rules.openings import Window, jumps, midnight_minute, moment_of, opened, working
from ..rules.slots import Desk, Need, Resource, Supply
from .epoch import MinuteAfter, MinuteOf

# Of some places, and of some mediators.
CLOSINGS = Prepared(
    lambda *places: (
        Closing.objects.filter(place__pk__in=places).order_by().values_list("place", "first_day", "last_day")
    )
)
ROOMS = Prepared(
    lambda *places: (
        Room.objects.filter(place__pk__in=places, removed_at=None)
        .order_by()
        .values_list("place", "pk", "is_closed", "stations", "stations__removed_at")
    )
)
HOURS = Prepared(
    lambda *places: (
        WorkingHours.objects.filter(place__pk__in=places, mediator__left_at=None)
        .order_by("pk")
        .values_list("mediator", "place", "weekday", "begins", "ends", "weeks", "first_day", "last_day")
    )
)
ABSENCES = Prepared(
    lambda *mediators: (
        Absence.objects.filter(mediator__pk__in=mediators)
        .order_by()
        .values_list("mediator", MinuteOf("starts_at"), MinuteAfter("ends_at"))
    )
)
Kind = Occupation.Kind
type Span = tuple[int, int]


class Fit(NamedTuple):
    """A device that is neither broken nor away. ``calibrated_until``: its last day, None for one that needs none."""

    pk: int
    station: int | None
    kind: str
    calibrated_until: date | None


@dataclass(frozen=True)
class Site:
    """What a place has whatever the day. ``rooms``: whether each is closed; ``stations``: the room of each;
    ``mediators``: the lines of each one's week here; ``practitioners``: who serves it."""

    number: int
    hours: str
    departement: str
    zone: tzinfo
    closings: list[tuple[date, date]] = field(default_factory=list)
    rooms: dict[int, bool] = field(default_factory=dict)
    stations: dict[int, int] = field(default_factory=dict)
    devices: list[Fit] = field(default_factory=list)
    mediators: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    practitioners: list[int] = field(default_factory=list)

    def resources(self) -> Iterator[tuple[Kind, int]]:
        """Whatever may be taken here."""
        yield from ((Kind.ROOM, number) for number in self.rooms)
        yield from ((Kind.STATION, number) for number in self.stations)
        yield from ((Kind.DEVICE, device.pk) for device in self.devices if device.station is None)
        yield from ((Kind.MEDIATOR, number) for number in self.mediators)
        yield from ((Kind.PRACTITIONER, number) for number in self.practitioners)


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
    """Of some places where one may come for a reason, as far as it needs them. What does not change from day to day is
    read once; what is taken, for each window, and not at all if ``taken`` is false: as if nothing were."""

    @classmethod
    def of(cls, numbers: Iterable[int], reason: Reason, *, taken: bool = True, offered: bool = False) -> Schedules:
        """Of those of these places where one may come for it. ``offered``: it is known that one may come to each."""
        places = Place.objects.all() if offered else offering(reason)
        return cls(places.filter(pk__in=numbers).only("hours", "commune").order_by(), reason, taken=taken)

    def __init__(self, places: Iterable[Place], reason: Reason, *, taken: bool = True) -> None:
        self.reason, self.need, self._looks_at_taken = reason, need_of(reason), taken
        self.sites = _sites(places)
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
        taken = self._taken(sites, longest) if self._looks_at_taken else {}
        reached = self._reached(sites, longest)
        for site in sites:
            window = windows[site.zone]
            yield window, self._supply(site, window, taken, reached)

    def _supply(
        self, site: Site, window: Window, taken: Mapping[tuple[int, int], int], reached: Mapping[int, int]
    ) -> Supply:
        whole = window.whole

        def resource(kind: Kind, number: int, there: int = whole) -> Resource:
            return Resource(number, there, taken.get((kind, number), 0))

        def usable(device: Fit) -> int:
            until = device.calibrated_until
            return whole if until is None else window.days(window.first_day, until)

        def worked(mediator: int, lines: Sequence[Line]) -> int:
            return working(window, tuple(lines), site.departement) & ~window.within(self._absences[mediator])

        rooms = {number: resource(Kind.ROOM, number) for number in site.rooms}
        carried: dict[str, list[Resource]] = defaultdict(list)
        ready: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for device in site.devices:
            if device.station is None:
                carried[device.kind].append(resource(Kind.DEVICE, device.pk, usable(device)))
            else:
                ready[device.station][device.kind] |= usable(device)
        return Supply(
            place=site.number,
            open=opened(window, site.hours, site.departement, site.closings),
            jumps=jumps(window),
            desks=[
                *(Desk(room, site.rooms[number]) for number, room in rooms.items()),
                *(
                    Desk(rooms[room], site.rooms[room], resource(Kind.STATION, number), ready[number])
                    for number, room in site.stations.items()
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
        wanted: dict[Kind, set[int]] = defaultdict(set)
        for kind, number in chain.from_iterable(site.resources() for site in sites):
            wanted[kind].add(number)
        if not wanted:
            return {}
        asked = reduce(or_, (Q(kind=kind, resource__in=numbers) for kind, numbers in wanted.items()))
        # The index is read from where the window begins to where what meets its end must have ended.
        ended_by = moment_of(window.origin + window.length) + Occupation.LONGEST
        rows = _meeting(Occupation.objects.filter(asked, ends_at__lt=ended_by), window)
        rows = rows.annotate(begins=MinuteOf("starts_at"), ends=MinuteAfter("ends_at"))
        spans: dict[tuple[int, int], list[Span]] = defaultdict(list)
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
        for place, room, is_closed, station, removed_at in ROOMS.ask(*self.sites) if self.sites else ():
            self.sites[place].rooms[room] = is_closed
            if station and not removed_at and (self.need.station or self.need.kinds):
                self.sites[place].stations[station] = room
        if self.need.kinds:
            devices = Device.objects.filter(
                place__in=self.sites, kind__in=self.need.kinds, state=Device.State.IN_USE, removed_at=None
            )
            for place, *device in devices.order_by().values_list("place", *Fit._fields):
                self.sites[place].devices.append(Fit(*device))

    def _read_mediators(self) -> None:
        for mediator, place, *rest in HOURS.ask(*self.sites) if self.sites else ():
            self.sites[place].mediators[mediator].append(Line(place, *rest))
        people = {mediator for site in self.sites.values() for mediator in site.mediators}
        for mediator, begins, ends in ABSENCES.ask(*people) if people else ():
            self._absences[mediator].append((begins, ends))

    def _read_practitioners(self) -> None:
        serving = Practitioner.objects.filter(
            Q(places__isnull=True) | Q(places__in=self.sites), profession=self.reason.profession, left_at=None
        )
        for number, place in serving.order_by().values_list("pk", "places"):
            for site in self.sites.values() if place is None else [self.sites[place]]:
                site.practitioners.append(number)


def offering(reason: Reason) -> QuerySet[Place]:
    """The places that are open to anybody at all, and where one may come for this."""
    named = list(reason.places.order_by().values_list("pk", flat=True))
    places = Place.objects.filter(closed_at=None)
    return places.filter(pk__in=named) if named else places


def _sites(places: Iterable[Place]) -> dict[int, Site]:
    sites = {place.pk: Site(place.pk, place.hours, place.departement, time_zone(place.departement)) for place in places}
    for place, first_day, last_day in CLOSINGS.ask(*sites) if sites else ():
        sites[place].closings.append((first_day, last_day))
    return sites


def _meeting[Row: Model](rows: QuerySet[Row], window: Window) -> QuerySet[Row]:
    """Those with a beginning and an end that meet a window; in no order, as none matters."""
    begins, ends = moment_of(window.origin), moment_of(window.origin + window.length)
    return rows.filter(ends_at__gt=begins, starts_at__lt=ends).order_by()
