"""Free moments: of some places, the nearest to a person, and whether one is still free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from maillage.web.places.models import Place, Reason

from ..rules.minutes import span
from ..rules.openings import MINUTE, Window, minute_after, minute_of, moment_of
from ..rules.order import Order, rank
from ..rules.slot import Slot
from ..rules.slots import Choice, Supply, lacking, packed, search
from ..rules.states import moment_refusal
from .schedules import Schedules
from .travel import Origin, UnknownOriginError, minutes_from, origin_of

__all__ = [
    "Offer",
    "Order",
    "Origin",
    "UnknownOriginError",
    "free",
    "nearest",
    "obstacle",
    "origin_of",
    "still_free",
    "third_next",
]

DAY = timedelta(days=1)
# Days that are looked at in one go: most people find something in the first, and few rows are read for nothing.
STRIDES = (3, 7, 14, 28)
# Places that are looked at in one go.
BATCHES = (8, 16, 32, 64, 128)
# A cancellation of the day does not flatter it.
THIRD = 3


@dataclass(frozen=True)
class Offer:
    """``minutes`` to get there; ``approximate``: by a model of roads, not by roads."""

    slot: Slot
    place: Place
    minutes: float
    approximate: bool


@dataclass(frozen=True)
class Bounds:
    """Moments that may be told: ``soonest`` may be booked first, ``since`` and ``until`` are what was asked for."""

    soonest: datetime
    since: datetime
    until: datetime

    @classmethod
    def of(
        cls, reason: Reason, *, since: datetime | None, until: datetime | None, now: datetime, notice: bool
    ) -> Bounds:
        soonest = now + (timedelta(minutes=reason.notice_minutes) if notice else MINUTE)
        horizon = now + timedelta(days=reason.horizon_days)
        return cls(soonest, max(since or soonest, soonest), min(until or horizon, horizon + MINUTE))


def free(
    *,
    reason: Reason,
    places: Sequence[int],
    since: datetime,
    until: datetime,
    now: datetime,
    at_most: int | None = None,
    notice: bool = True,
) -> list[Slot]:
    """Free moments of these places that begin from ``since`` until just before ``until``, in order of time.

    ``at_most``: a place. ``notice``: whether the reason's notice is asked for, as of somebody whom nobody sees.
    """
    bounds = Bounds.of(reason, since=since, until=until, now=now, notice=notice)
    schedules = Schedules(places, reason)
    found = _first(schedules, sorted(schedules.sites), bounds, at_most)
    return sorted((slot for slots in found.values() for slot in slots), key=lambda slot: (slot.starts_at, slot.place))


def nearest(
    *,
    reason: Reason,
    origin: Origin,
    now: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    at_most: int = 10,
    a_place: int = 3,
    order: Order = Order.BALANCED,
    step_free: bool = False,
    within_minutes: float | None = None,
    public_only: bool = True,
    organisations: Sequence[int] | None = None,
    notice: bool = True,
) -> list[Offer]:
    """The best moments for somebody at ``origin``, ``a_place`` of each place at most; see :class:`Order`."""
    bounds = Bounds.of(reason, since=since, until=until, now=now, notice=notice)
    places = Place.objects.filter(closed_at=None)
    if public_only:
        places = places.filter(is_public=True)
    if organisations is not None:
        places = places.filter(organisation__in=organisations)
    if step_free:
        places = places.filter(step_free=Place.StepFree.YES)
    ways = {way.place: way for way in minutes_from(origin, places, within_minutes=within_minutes)}
    schedules = Schedules(ways, reason)
    ranked = []
    for place, slots in _first(schedules, sorted(schedules.sites), bounds, a_place).items():
        for slot in slots:
            days = (slot.starts_at.date() - now.date()).days
            ranked.append((rank(order, ways[place].minutes, days, slot.starts_at, place), slot))
    best = [slot for _, slot in sorted(ranked, key=lambda each: each[0])[:at_most]]
    rows = Place.objects.select_related("organisation").in_bulk([slot.place for slot in best])
    return [Offer(slot, rows[slot.place], ways[slot.place].minutes, ways[slot.place].approximate) for slot in best]


def still_free(slot: Slot, *, now: datetime, notice: bool = True) -> bool:
    """Whether everything that it takes is there, and taken by nobody else."""
    return not obstacle(slot, now=now, notice=notice)


def obstacle(slot: Slot, *, now: datetime, notice: bool = True) -> str:
    """Why a moment cannot be had: a code of ``refusals.REFUSALS``, or ``"taken"``; empty if it can.

    The same rules as of those that are offered, except that it may begin between two of them.
    """
    reason = Reason.objects.filter(pk=slot.reason, ended_at=None).first()
    schedules = Schedules([slot.place], reason) if reason else None
    if schedules is None or not schedules.sites:
        return "ended"
    needs_notice = timedelta(minutes=reason.notice_minutes if notice else 0)
    horizon = timedelta(days=reason.horizon_days)
    if code := moment_refusal(slot.starts_at, now=now, notice=needs_notice, horizon=horizon):
        return code
    day = slot.starts_at.date()
    [(window, supply)] = schedules.supplies([slot.place], day - DAY, day + DAY)
    start = minute_of(slot.starts_at) - window.origin
    if slot.ends_at - slot.starts_at != reason.minutes * MINUTE or slot.starts_at != moment_of(window.origin + start):
        return "ended"
    choice = Choice(slot.room, slot.station, slot.devices, slot.mediator, slot.practitioner)
    return lacking(supply, schedules.need, choice, start)


def third_next(*, reason: Reason, places: Sequence[int], now: datetime) -> dict[int, float | None]:
    """Days until the third next free moment of each place: the standard measure of delay. None where
    there are not three."""
    horizon = now + timedelta(days=reason.horizon_days)
    found = free(reason=reason, places=places, since=now, until=horizon, now=now, at_most=THIRD, notice=False)
    delays: dict[int, list[float]] = {place: [] for place in places}
    for slot in found:
        delays[slot.place].append((slot.starts_at - now) / DAY)
    return {place: each[THIRD - 1] if len(each) == THIRD else None for place, each in delays.items()}


def _first(schedules: Schedules, places: Sequence[int], bounds: Bounds, at_most: int | None) -> dict[int, list[Slot]]:
    """The first ``at_most`` of each place."""
    found: dict[int, list[Slot]] = {place: [] for place in places}
    for first_day, last_day in _strides(bounds, whole=at_most is None):
        hungry = [place for place in places if at_most is None or len(found[place]) < at_most]
        for window, supply in schedules.supplies(hungry, first_day, last_day):
            mine = found[supply.place]
            for slot in _slots(schedules, window, supply, bounds):
                mine.append(slot)
                if len(mine) == at_most:
                    break
    return found


def _strides(bounds: Bounds, *, whole: bool) -> Iterator[tuple[date, date]]:
    """First and last days to be looked at together; a day more at both ends, for clocks overseas."""
    day, last = bounds.since.date() - DAY, bounds.until.date() + DAY
    if whole:
        yield day, last
        return
    for days in STRIDES:
        if day > last:
            return
        yield day, min(day + (days - 1) * DAY, last)
        day += days * DAY


def _slots(schedules: Schedules, window: Window, supply: Supply, bounds: Bounds) -> Iterator[Slot]:
    need, reason = schedules.need, schedules.reason
    found = search(supply, need)
    starts = found.starts & ~span(0, minute_after(bounds.soonest) - window.origin)
    for _, minutes in window.each_day():
        for start in packed(starts & minutes, need.step):
            starts_at = moment_of(window.origin + start)
            if bounds.since <= starts_at < bounds.until:
                choice = found.choose(start, minutes)
                yield Slot(
                    place=supply.place,
                    reason=reason.pk,
                    room=choice.room,
                    starts_at=starts_at,
                    ends_at=starts_at + need.minutes * MINUTE,
                    airing=need.airing * MINUTE,
                    station=choice.station,
                    devices=choice.devices,
                    mediator=choice.mediator,
                    practitioner=choice.practitioner,
                )
