"""Free moments: of some places, the nearest to a person, and whether one is still free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import Q, QuerySet

from maillage.web.places.models import Place, Reason
from maillage.web.places.rules.openings import midnight

from ..rules.openings import DAY, MINUTE, minute_of
from ..rules.order import Best, Order, rank
from ..rules.slot import Slot
from ..rules.slots import Choice, lacking
from ..rules.states import moment_refusal
from .offered import offered
from .schedules import Schedules, offering
from .searching import Bounds, slots_of, strides_of
from .travel import Origin, UnknownOriginError, Way, minutes_from, origin_of

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

# Places that are looked at together: the nearest ones first, then ever more. Whoever does not mind the way may find
# the soonest moment anywhere.
FIRST_PLACES = {Order.BALANCED: 8, Order.NEAREST: 8, Order.SOONEST: 64}
MOST_PLACES = 256
# A cancellation of the day does not flatter it.
THIRD = 3


@dataclass(frozen=True)
class Offer:
    """``minutes`` to get there; ``approximate``: by a model of roads, not by roads."""

    slot: Slot
    place: Place
    minutes: float
    approximate: bool


def free(
    *,
    reason: Reason,
    places: Iterable[int],
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
    schedules = Schedules.of(places, reason)
    found: dict[int, list[Slot]] = {place: [] for place in schedules.sites}
    strides = strides_of(schedules, bounds) if at_most else [schedules.days(bounds.since, bounds.until)]
    for first_day, last_day in strides:
        hungry = [place for place, mine in found.items() if at_most is None or len(mine) < at_most]
        for window, supply in schedules.supplies(hungry, first_day, last_day):
            mine = found[supply.place]
            mine += islice(slots_of(schedules, window, supply, bounds), at_most and at_most - len(mine))
    return sorted((slot for mine in found.values() for slot in mine), key=lambda slot: (slot.starts_at, slot.place))


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
    organisations: Iterable[int] | None = None,
    notice: bool = True,
) -> list[Offer]:
    """The best moments for somebody at ``origin``, best first, at most the first ``a_place`` of each place.

    ``public_only``: at places open to residents, of these ``organisations`` if any are named; otherwise at those of
    the organisations too, or at every place if none is named.

    Places are looked at from the nearest on, and days from the first, as long as something better may be found there.
    """
    bounds = Bounds.of(reason, since=since, until=until, now=now, notice=notice)
    places = _wanted(offering(reason), step_free=step_free, public_only=public_only, organisations=organisations)
    ways = minutes_from(origin, places, within_minutes=within_minutes)
    best: Best[tuple[Slot, Way]] = Best(at_most)
    for batch in _growing(ways, FIRST_PLACES[order]):
        if not best.would_take(rank(order, batch[0].minutes, 0, bounds.since)):
            break
        _look_at(batch, reason, bounds, best, order=order, a_place=a_place, now=now)
    rows = Place.objects.select_related("organisation").in_bulk({slot.place for slot, _ in best})
    return [Offer(slot, rows[slot.place], way.minutes, way.approximate) for slot, way in best]


def still_free(slot: Slot, *, now: datetime, notice: bool = True) -> bool:
    """Whether everything that it takes is there, and taken by nobody else."""
    return not obstacle(slot, now=now, notice=notice)


def obstacle(slot: Slot, *, now: datetime, notice: bool = True) -> str:
    """Why a moment cannot be had: a code of ``refusals.REFUSALS``, or ``"taken"``; empty if it can.

    The same rules as of those that are offered, except that it may begin between two of them.
    """
    found = offered(slot)
    return obstacle_between(*found, slot, now=now, notice=notice) if found else "ended"


def obstacle_between(
    reason: Reason, place: Place, slot: Slot, *, now: datetime, notice: bool, taken: bool = True
) -> str:
    """The same of what is offered. ``taken``: whether to look at what is taken, as the database does when it is
    written."""
    if slot.ends_at - slot.starts_at != reason.minutes * MINUTE:
        return "ended"
    needs_notice = timedelta(minutes=reason.notice_minutes if notice else 0)
    horizon = timedelta(days=reason.horizon_days)
    if code := moment_refusal(slot.starts_at, now=now, notice=needs_notice, horizon=horizon):
        return code
    schedules = Schedules([place], reason, taken=taken)
    [(window, supply)] = schedules.supplies([place.pk], *schedules.days(slot.starts_at, slot.starts_at))
    start = minute_of(slot.starts_at) - window.origin
    choice = Choice(slot.room, slot.station, slot.devices, slot.mediator, slot.practitioner)
    return lacking(supply, schedules.need, choice, start)


def third_next(*, reason: Reason, places: Sequence[int], now: datetime) -> dict[int, float | None]:
    """Days until the third next free moment of each place: the standard measure of delay. None where there are not
    three."""
    horizon = now + timedelta(days=reason.horizon_days)
    found = free(reason=reason, places=places, since=now, until=horizon, now=now, at_most=THIRD, notice=False)
    delays: dict[int, list[float]] = {place: [] for place in places}
    for slot in found:
        delays[slot.place].append((slot.starts_at - now) / DAY)
    return {place: each[THIRD - 1] if len(each) == THIRD else None for place, each in delays.items()}


def _wanted(
    places: QuerySet[Place], *, step_free: bool, public_only: bool, organisations: Iterable[int] | None
) -> QuerySet[Place]:
    if organisations is not None:
        theirs = Q(organisation__in=organisations)
        places = places.filter(theirs if public_only else theirs | Q(is_public=True))
    if public_only:
        places = places.filter(is_public=True)
    return places.filter(step_free=Place.StepFree.YES) if step_free else places


def _growing(ways: Sequence[Way], many: int) -> Iterator[Sequence[Way]]:
    """The nearest ones first, then ever more."""
    first = 0
    while first < len(ways):
        yield ways[first : first + many]
        first, many = first + many, min(2 * many, MOST_PLACES)


def _look_at(
    ways: Iterable[Way],
    reason: Reason,
    bounds: Bounds,
    best: Best[tuple[Slot, Way]],
    *,
    order: Order,
    a_place: int,
    now: datetime,
) -> None:
    """Days are looked at as long as a place may still have something that is better than what is known."""
    way_to = {way.place: way for way in ways}
    schedules = Schedules.of(way_to, reason, offered=True)
    found = dict.fromkeys(schedules.sites, 0)

    def hopeful(place: int, day: date) -> bool:
        zone = schedules.sites[place].zone
        days = max((day - now.astimezone(zone).date()).days, 0)
        soonest = max(midnight(day, zone), bounds.since)
        return found[place] < a_place and best.would_take(rank(order, way_to[place].minutes, days, soonest))

    for first_day, last_day in strides_of(schedules, bounds):
        places = [place for place in found if hopeful(place, first_day)]
        days = range((last_day - first_day).days, 0, -1)
        useful = next(
            (number for number in days if any(hopeful(place, first_day + number * DAY) for place in places)), 0
        )
        for window, supply in schedules.supplies(places, first_day, first_day + useful * DAY):
            way = way_to[supply.place]
            for slot in islice(slots_of(schedules, window, supply, bounds), a_place - found[supply.place]):
                found[supply.place] += 1
                days = (slot.starts_at.astimezone(window.zone).date() - now.astimezone(window.zone).date()).days
                best.offer(rank(order, way.minutes, days, slot.starts_at, supply.place), (slot, way))
