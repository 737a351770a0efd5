"""What people come for, and where it can be offered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.web.accounts.models import User
from maillage.web.accounts.queries.organisations import find_own

from ..models import Absence, Availability, Device, Place, Reason, Room, Station, WorkingHours
from ..models.presence import presences
from ..rules.offering import SENTENCES, Missing, Needs, RoomThere, There, missing
from .places import opened, visible_to


@dataclass(frozen=True)
class Offered:
    """A place, and in words what it lacks for a reason; nothing where it can be offered."""

    place: Place
    lacks: list[str]


@dataclass(frozen=True)
class Row:
    """``offered_at``: in how many of ``places`` it can be offered today."""

    reason: Reason
    offered_at: int
    places: int


def may_write(reader: User) -> bool:
    """Reasons are those of the whole platform."""
    own = find_own()
    return own is not None and reader.has_perm("places.manage", own)


def find_reason(pk: int) -> Reason | None:
    return Reason.objects.prefetch_related("places").filter(pk=pk).first()


def rows_for(reader: User, *, now: datetime) -> list[Row]:
    """Reasons that did not end, by title."""
    places = _places(reader)
    found = there_on(places, timezone.localdate(now))
    rows = []
    for reason in Reason.objects.filter(ended_at=None).prefetch_related("places").order_by("title", "pk"):
        meant = _meant(reason, places)
        offered = sum(not missing(needs_of(reason), found[place.pk]) for place in meant)
        rows.append(Row(reason, offered, len(meant)))
    return rows


def ended() -> list[Reason]:
    return list(Reason.objects.exclude(ended_at=None).order_by("-ended_at", "pk"))


def offered(reason: Reason, reader: User, *, day: date) -> list[Offered]:
    """On a day, at each place that it is meant for and the reader sees: first where it can be."""
    places = _meant(reason, _places(reader))
    found = there_on(places, day)
    rows = [Offered(place, [_said(each) for each in missing(needs_of(reason), found[place.pk])]) for place in places]
    return sorted(rows, key=lambda row: (len(row.lacks), row.place.name))


def needs_of(reason: Reason) -> Needs:
    return Needs(
        reason.needs_closed_room,
        reason.needs_station,
        reason.needs_mediator,
        reason.profession,
        tuple(reason.equipment),
    )


def there_on(places: list[Place], day: date) -> dict[int, There]:
    """What each of the places has on a day, by number; a handful of questions, however many places."""
    carried, of_station = _ready_devices(places, day)
    rooms: dict[int, list[RoomThere]] = defaultdict(list)
    stations = Station.objects.filter(removed_at=None).order_by("pk")
    rows = Room.objects.filter(place__in=places, removed_at=None).prefetch_related(Prefetch("stations", stations))
    for room in rows.order_by("pk"):
        kinds = tuple(frozenset(of_station[station.pk]) for station in room.stations.all())
        rooms[room.place_id].append(RoomThere(room.is_closed, kinds))
    staffed = _staffed(places, day)
    professions = _professions(places, day)
    return {
        place.pk: There(
            is_open=place.closed_at is None and bool(opened(place, first_day=day, last_day=day)),
            rooms=tuple(rooms[place.pk]),
            carried=frozenset(carried[place.pk]),
            has_mediator=place.pk in staffed,
            professions=frozenset(professions[place.pk]),
        )
        for place in places
    }


def _places(reader: User) -> list[Place]:
    return list(visible_to(reader).filter(closed_at=None).prefetch_related("closings").order_by("name", "pk"))


def _meant(reason: Reason, places: list[Place]) -> list[Place]:
    named = {place.pk for place in reason.places.all()}
    return [place for place in places if not named or place.pk in named]


def _ready_devices(places: list[Place], day: date) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """Kinds that can be used: carried, by place; of a station, by station."""
    carried: dict[int, set[str]] = defaultdict(set)
    of_station: dict[int, set[str]] = defaultdict(set)
    valid = Q(calibrated_until=None) | Q(calibrated_until__gte=day)
    ready = Device.objects.filter(valid, place__in=places, removed_at=None, state=Device.State.IN_USE)
    for place, station, kind in ready.order_by("pk").values_list("place", "station", "kind"):
        if station is None:
            carried[place].add(kind)
        else:
            of_station[station].add(kind)
    return carried, of_station


def _staffed(places: list[Place], day: date) -> set[int]:
    """Where a mediator is at some time of the day."""
    absences = Absence.objects.order_by("starts_at", "pk")
    rows = WorkingHours.objects.filter(
        Q(last_day=None) | Q(last_day__gte=day),
        place__in=places,
        mediator__left_at=None,
        weekday=day.weekday(),
        first_day__lte=day,
    ).select_related("place", "mediator")
    found = rows.prefetch_related(Prefetch("mediator__absences", absences)).order_by("pk")
    return {
        present.place
        for row in found
        for present in presences([row], row.mediator.absences.all(), first_day=day, last_day=day)
    }


def _professions(places: list[Place], day: date) -> dict[int, set[str]]:
    """Of the practitioners who can be reached on the day, by place."""
    midnight = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    rows = Availability.objects.filter(
        practitioner__left_at=None, starts_at__lt=midnight + timedelta(days=1), ends_at__gt=midnight
    ).select_related("practitioner")
    found: dict[int, set[str]] = defaultdict(set)
    for row in rows.prefetch_related("practitioner__places").order_by("pk"):
        named = {place.pk for place in row.practitioner.places.all()}
        for place in places:
            if not named or place.pk in named:
                found[place.pk].add(row.practitioner.profession)
    return found


def _said(each: Missing) -> str:
    kind = str(Device.Kind(each.kind).label) if each.kind else ""
    return _(SENTENCES[each.code]) % {"kind": kind}
