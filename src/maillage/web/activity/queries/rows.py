"""Everything that the dashboard counts, read in a number of questions that grows neither with places nor with what
happened there. No name is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Count, Min, QuerySet
from django.utils.timezone import localdate, make_aware

from maillage.web.accounts.models import Organisation, User
from maillage.web.accounts.queries.organisations import organisations_of
from maillage.web.bookings.models import Appointment, Occupation
from maillage.web.bookings.queries.hours import hours_of
from maillage.web.bookings.rules.cancelling import OFFERS
from maillage.web.mediation.models import Accompaniment, Enrolment
from maillage.web.places.models import Place, Station

from ..rules.measures import Occupancy, Span, clipped, occupancy
from ..rules.periods import DAY, Period

ABILITY = "activity.read"
Kind, State = Occupation.Kind, Appointment.State


class Visit(NamedTuple):
    """An appointment. ``reason``: its number."""

    place: int
    reason: int
    state: str
    via: str
    starts_at: datetime
    commune: str
    because: str

    @property
    def came(self) -> bool:
        return self.state in (State.ARRIVED, State.DONE)


class Help(NamedTuple):
    """An accompaniment. ``appointment``: the one that it belongs to: the person is counted there."""

    place: int
    at: datetime
    minutes: int
    themes: list[str]
    autonomy: str
    commune: str
    appointment: int | None


class Attendance(NamedTuple):
    """Of somebody who came to a workshop."""

    place: int
    starts_at: datetime
    commune: str
    theme: str
    audience: str


@dataclass(frozen=True)
class Use:
    """Of a place."""

    rooms: Occupancy
    stations: Occupancy
    mediators: Occupancy


@dataclass(frozen=True)
class Rows:
    period: Period
    places: list[Place]
    visits: list[Visit]
    helps: list[Help]
    attendances: list[Attendance]
    use: dict[int, Use]
    begun: dict[int, date]

    @property
    def first_day(self) -> date:
        """Of the period, or the day on which the first of the places began, if it was later."""
        begun = min(self.begun.values(), default=self.period.first)
        return min(max(self.period.first, begun), self.period.last)

    def received(self) -> list[tuple[datetime, str]]:
        """When, and from which commune: each person once each time."""
        visits = [(visit.starts_at, visit.commune) for visit in self.visits if visit.came]
        helps = [(each.at, each.commune) for each in self.helps if each.appointment is None]
        return visits + helps + [(each.starts_at, each.commune) for each in self.attendances]


def organisations(reader: User) -> QuerySet[Organisation]:
    """Whose activity the reader sees, as far as they have places."""
    return organisations_of(reader, ABILITY).annotate(count=Count("places")).filter(count__gt=0)


def read(reader: User, period: Period, organisation: Organisation | None, *, now: datetime) -> Rows:
    """Of all organisations that the reader may see, or of one of them."""
    scope = [organisation] if organisation else organisations_of(reader, ABILITY)
    places = list(Place.objects.filter(organisation__in=scope, opened_at__lt=_midnight(period.last) + DAY))
    begins, ends = _midnight(period.first), min(_midnight(period.last) + DAY, now)
    begun = begun_on(places)
    return Rows(
        period=period,
        places=places,
        visits=_visits(places, begins, ends),
        helps=_helps(places, begins, ends),
        attendances=_attendances(places, begins, ends),
        use=_use(places, period, begins, ends, begun),
        begun=begun,
    )


def begun_on(places: Sequence[Place]) -> dict[int, date]:
    """Since when the platform sees what happens in each: its first appointment, or its opening if that was later. A
    place that opened long before it was described here is not measured over the time before."""
    kept = Appointment.objects.filter(place__in=places).exclude(state__in=(State.OFFERED, State.CANCELLED))
    first = dict(kept.order_by().values_list("place").annotate(Min("starts_at")))
    return {place.pk: localdate(max(place.opened_at, first.get(place.pk, place.opened_at))) for place in places}


def _visits(places: Sequence[Place], begins: datetime, ends: datetime) -> list[Visit]:
    """Moments that were offered and not taken never were appointments."""
    rows = Appointment.objects.filter(place__in=places, starts_at__gte=begins, starts_at__lt=ends)
    rows = rows.exclude(state=State.OFFERED).exclude(cancelled_because__in=OFFERS).order_by("starts_at")
    columns = ("place", "reason", "state", "via", "starts_at", "commune", "cancelled_because")
    return [Visit(*row) for row in rows.values_list(*columns)]


def _helps(places: Sequence[Place], begins: datetime, ends: datetime) -> list[Help]:
    rows = Accompaniment.objects.filter(place__in=places, at__gte=begins, at__lt=ends).order_by("at")
    return [Help(*row) for row in rows.values_list(*Help._fields)]


def _attendances(places: Sequence[Place], begins: datetime, ends: datetime) -> list[Attendance]:
    rows = Enrolment.objects.filter(
        came=True, workshop__place__in=places, workshop__starts_at__gte=begins, workshop__starts_at__lt=ends
    )
    columns = ("workshop__place", "workshop__starts_at", "commune", "workshop__theme", "workshop__audience")
    return [Attendance(*row) for row in rows.order_by("workshop__starts_at", "pk").values_list(*columns)]


def _use(
    places: Sequence[Place], period: Period, begins: datetime, ends: datetime, begun: Mapping[int, date]
) -> dict[int, Use]:
    hours = hours_of(places, period.first, period.last)
    stations = list(
        Station.objects.filter(room__place__in=places, removed_at=None).order_by("pk").values_list("pk", "room__place")
    )
    people = {mediator for mediator, _place in hours.presence}
    numbers = {
        Kind.ROOM: [room.pk for room in hours.rooms],
        Kind.STATION: [number for number, _place in stations],
        Kind.MEDIATOR: sorted(people),
    }
    taken = _taken(numbers, begins, ends)

    def used(place: Place) -> Use:
        since = max(begins, _midnight(begun[place.pk]))
        until = min(ends, place.closed_at) if place.closed_at else ends
        opened = clipped(hours.openings[place.pk], since, until)
        rooms = [taken[Kind.ROOM, room.pk] for room in hours.rooms if room.place_id == place.pk]
        boxes = [taken[Kind.STATION, number] for number, where in stations if where == place.pk]
        at_work = {
            mediator: clipped(spans, since, until)
            for (mediator, where), spans in hours.presence.items()
            if where == place.pk
        }
        return Use(
            sum((occupancy(spans, opened) for spans in rooms), Occupancy()),
            sum((occupancy(spans, opened) for spans in boxes), Occupancy()),
            sum((occupancy(taken[Kind.MEDIATOR, who], there) for who, there in at_work.items()), Occupancy()),
        )

    return {place.pk: used(place) for place in places}


def _taken(
    numbers: Mapping[Kind, Sequence[int]], begins: datetime, ends: datetime
) -> Mapping[tuple[int, int], list[Span]]:
    found: dict[tuple[int, int], list[Span]] = defaultdict(list)
    rows = Occupation.objects.filter(kind__in=numbers, starts_at__lt=ends, ends_at__gt=begins - timedelta(days=1))
    wanted = {(kind.value, number) for kind, each in numbers.items() for number in each}
    for kind, resource, starts_at, ends_at in rows.order_by("starts_at").values_list(
        "kind", "resource", "starts_at", "ends_at"
    ):
        if (kind, resource) in wanted:
            found[kind, resource].append((starts_at, ends_at))
    return found


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))
