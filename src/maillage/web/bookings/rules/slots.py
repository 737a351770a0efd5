"""Which moments are free at a place, and what each of them takes. Minutes are counted from the start of a window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .minutes import lasting, meeting, span, spans

GRID_MINUTES = 5


@dataclass(frozen=True)
class Need:
    """What a reason takes. ``minutes`` with the person, ``airing`` after it; ``kinds`` of devices, one of each."""

    minutes: int
    airing: int = 0
    closed_room: bool = True
    station: bool = False
    kinds: tuple[str, ...] = ()
    mediator: bool = True
    practitioner: bool = False

    @property
    def taken(self) -> int:
        """How long nobody else has what it takes."""
        return self.minutes + self.airing

    @property
    def step(self) -> int:
        """From one start to the next that leaves no gap."""
        return -(-self.taken // GRID_MINUTES) * GRID_MINUTES


@dataclass(frozen=True)
class Resource:
    """Something or somebody, by the number of its row: the minutes when it is ``there``, and when it is ``taken``."""

    number: int
    there: int
    taken: int = 0

    def starts(self, minutes: int, airing: int = 0) -> int:
        """When it could begin: there with the person, and had by nobody else until it is free again. Nobody need be
        there while the room is aired."""
        return lasting(self.there, minutes) & ~meeting(self.taken, minutes + airing)

    def has(self, minutes: int) -> bool:
        """Whether it is there all the time."""
        return not minutes & ~self.there

    def load(self, day: int) -> int:
        """Minutes taken on a day."""
        return (self.taken & day).bit_count()


@dataclass(frozen=True)
class Desk:
    """A room, alone or with one station in it. ``ready``: for a kind of device, when the station's own may be used."""

    room: Resource
    is_closed: bool = True
    station: Resource | None = None
    ready: Mapping[str, int] = field(default_factory=dict)

    @property
    def numbers(self) -> tuple[int, int | None]:
        return self.room.number, self.station.number if self.station else None


@dataclass(frozen=True)
class Supply:
    """What a place has in a window. ``jumps``: where the clocks begin to show another time. ``carried``: devices that
    belong to no station, by kind."""

    place: int
    open: int
    jumps: Sequence[int] = ()
    desks: Sequence[Desk] = ()
    carried: Mapping[str, Sequence[Resource]] = field(default_factory=dict)
    mediators: Sequence[Resource] = ()
    practitioners: Sequence[Resource] = ()


@dataclass(frozen=True)
class Choice:
    """Numbers of rows: what an appointment at one moment would take."""

    room: int
    station: int | None = None
    devices: tuple[int, ...] = ()
    mediator: int | None = None
    practitioner: int | None = None


@dataclass(frozen=True)
class Found:
    """``starts``: every minute at which an appointment may begin. The rest: who and what could have it, and when."""

    starts: int
    need: Need
    desks: Sequence[tuple[Desk, int]] = ()
    carried: Mapping[str, Sequence[tuple[Resource, int]]] = field(default_factory=dict)
    mediators: Sequence[tuple[Resource, int]] = ()
    practitioners: Sequence[tuple[Resource, int]] = ()

    def choose(self, start: int, day: int) -> Choice:
        """For one of the starts: what is most easily spared, then whoever has least to do on that ``day``, then the
        lowest number. The answer depends on no order of rows."""
        desk = min((desk for desk, starts in self.desks if starts >> start & 1), key=lambda desk: _spare(desk, day))
        lacking = [
            kind for kind in self.need.kinds if not lasting(desk.ready.get(kind, 0) >> start, self.need.minutes) & 1
        ]
        return Choice(
            room=desk.room.number,
            station=desk.station.number if desk.station else None,
            devices=tuple(sorted(_least(self.carried[kind], start, day) for kind in lacking)),
            mediator=_least(self.mediators, start, day) if self.need.mediator else None,
            practitioner=_least(self.practitioners, start, day) if self.need.practitioner else None,
        )


def search(supply: Supply, need: Need) -> Found:
    """Every moment at which everything that is needed is there and taken by nobody, wherever it begins."""
    starts = lasting(supply.open, need.minutes)
    for jump in supply.jumps:
        starts &= ~span(jump - need.minutes + 1, jump)
    mediators, practitioners = (), ()
    if starts and need.mediator:
        mediators = [(each, each.starts(need.minutes, need.airing)) for each in supply.mediators]
        starts &= _any(mediators)
    if starts and need.practitioner:
        practitioners = [(each, each.starts(need.minutes)) for each in supply.practitioners]
        starts &= _any(practitioners)
    if not starts:
        return Found(0, need)
    carried = {
        kind: [(each, each.starts(need.minutes, need.airing)) for each in supply.carried.get(kind, ())]
        for kind in need.kinds
    }
    anywhere = {kind: _any(devices) for kind, devices in carried.items()}
    desks = [(desk, _desk_starts(desk, need, anywhere)) for desk in supply.desks if _fits(desk, need)]
    return Found(starts & _any(desks), need, desks, carried, mediators, practitioners)


def lacking(supply: Supply, need: Need, choice: Choice, start: int) -> str:
    """What keeps this choice from having the minute ``start``: ``"closed"`` if the place or somebody is not there,
    ``"device"``, ``"taken"`` if that is all; empty if nothing does."""
    during = span(start, start + need.minutes)
    desk = next((each for each in supply.desks if each.numbers == (choice.room, choice.station)), None)
    mediator = _numbered(supply.mediators, choice.mediator)
    practitioner = _numbered(supply.practitioners, choice.practitioner)
    devices = {each.number: kind for kind, carried in supply.carried.items() for each in carried if each.has(during)}
    if any(start < jump < start + need.minutes for jump in supply.jumps) or during & ~supply.open:
        return "closed"
    if desk is None or not _fits(desk, need):
        return "closed"
    for needed, somebody in ((need.mediator, mediator), (need.practitioner, practitioner)):
        if needed and not (somebody and somebody.has(during)):
            return "closed"
    brought = {devices.get(number, "") for number in choice.devices}
    if "" in brought or any(kind not in brought and during & ~desk.ready.get(kind, 0) for kind in need.kinds):
        return "device"
    whole = span(start, start + need.taken)
    carried = [each for kind in supply.carried.values() for each in kind if each.number in choice.devices]
    shared = [each for each in (desk.room, desk.station, mediator, *carried) if each]
    if any(each.taken & whole for each in shared) or (practitioner and practitioner.taken & during):
        return "taken"
    return ""


def packed(starts: int, step: int) -> Iterator[int]:
    """The starts that are offered, in order: the first of every free stretch, then one ``step`` after the other, so
    that no time is lost between two appointments. People are told ten past ten, not nine minutes past.

    >>> list(packed(span(3, 100), step=35))
    [5, 40, 75]
    """
    for begins, ends in spans(starts):
        yield from range(-(-begins // GRID_MINUTES) * GRID_MINUTES, ends, step)


def _fits(desk: Desk, need: Need) -> bool:
    """A station is taken by who needs one, or a device of it."""
    if need.closed_room and not desk.is_closed:
        return False
    if desk.station is None:
        return not need.station
    return need.station or bool(need.kinds)


def _numbered(resources: Iterable[Resource], number: int | None) -> Resource | None:
    return next((each for each in resources if each.number == number), None)


def _desk_starts(desk: Desk, need: Need, carried: Mapping[str, int]) -> int:
    starts = desk.room.starts(need.minutes, need.airing)
    if desk.station:
        starts &= desk.station.starts(need.minutes, need.airing)
    for kind in need.kinds:
        starts &= lasting(desk.ready.get(kind, 0), need.minutes) | carried[kind]
    return starts


def _any(found: Iterable[tuple[object, int]]) -> int:
    whole = 0
    for _, starts in found:
        whole |= starts
    return whole


def _least(found: Iterable[tuple[Resource, int]], start: int, day: int) -> int:
    free = (resource for resource, starts in found if starts >> start & 1)
    return min(free, key=lambda each: (each.load(day), each.number)).number


def _spare(desk: Desk, day: int) -> tuple[int, ...]:
    """An open room before a closed one, a room before a station: they are left to whoever needs them."""
    station = desk.station
    loads = (
        desk.room.load(day),
        desk.room.number,
        station.load(day) if station else 0,
        station.number if station else 0,
    )
    return (station is not None, desk.is_closed, *loads)
