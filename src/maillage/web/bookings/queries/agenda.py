"""A day or a week of the agenda: who and what is where, when it is open, and what is taken."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.web.accounts.models import User
from maillage.web.places.models import Mediator, Place
from maillage.web.places.rules.openings import midnight
from maillage.web.privacy.queries.journal import kind_words

from ..models import Appointment, Occupation
from ..rules.codes import printed
from ..rules.grid import Stretch, hours_shown, lanes, stretch_on
from .hours import Hours, Span, hours_of, next_open_day, zone_of
from .moments import hour_words
from .sight import acts, sees

State = Appointment.State
EXPECTED = (State.BOOKED, State.OFFERED)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Card:
    """An appointment, or another thing that takes a room or a mediator. ``code``, ``person`` and ``address`` are empty
    where the reader may only know that it is taken. ``lane``, from 1, of ``wide`` that are side by side."""

    stretch: Stretch
    state: str
    state_label: str
    place: str = ""
    room: str = ""
    mediator: str = ""
    practitioner: str = ""
    reason: str = ""
    person: str = ""
    code: str = ""
    address: str = ""
    version: int = 0
    may_act: bool = False
    is_late: bool = False
    lane: int = 1
    wide: int = 1

    @property
    def begins(self) -> str:
        return hour_words(self.stretch.clock[0])

    @property
    def ends(self) -> str:
        return hour_words(self.stretch.clock[1])


@dataclass(frozen=True)
class Column:
    """``kind``: "room", "mediator" or "day". ``bands``: when it is open, or they are there."""

    kind: str
    name: str
    under: str
    bands: list[Stretch]
    cards: list[Card]
    day: date | None = None
    is_today: bool = False

    @property
    def said(self) -> str:
        """Its bands in words."""
        return ", ".join("–".join(map(hour_words, band.clock)) for band in self.bands)


@dataclass(frozen=True)
class Page:
    """``hours``: whole hours that the grid shows. ``now``: the rows of the present moment, where it is on the page.
    ``version`` changes whenever somebody changed something that is shown. ``opens_next``: of a day on which all is
    shut, the next on which something is open."""

    columns: list[Column]
    cards: list[Card]
    hours: range
    now: str
    version: str
    counts: Mapping[str, int] = field(default_factory=dict)
    opens_next: date | None = None


def mediators_at(place: Place) -> list[Mediator]:
    return list(Mediator.objects.filter(working_hours__place=place, left_at=None).distinct().order_by("name", "pk"))


def today_at(places: Sequence[Place], now: datetime) -> date:
    """By the clock on the wall of the first of them; of the mainland if there is none."""
    return now.astimezone(zone_of(places[0])).date() if places else now.date()


def day_page(places: Sequence[Place], day: date, *, reader: User, now: datetime) -> Page:
    """Rooms and mediators of some places, side by side."""
    zones = {place.pk: zone_of(place) for place in places}
    rows = _appointments(places, day, day)
    cards = {each.pk: card for each in rows if (card := _card(each, day, zones[each.place_id], reader, now))}
    hours, others = hours_of(places, day, day), _others(places, day)
    columns = [
        column
        for place in places
        for column in _columns(place, day, [each for each in rows if each.place_id == place.pk], cards, others, hours)
    ]
    states = Counter(each.state for each in rows if each.pk in cards)
    return Page(
        columns=columns,
        cards=list(cards.values()),
        hours=_hours(columns),
        now=_now(places, [day], now),
        version=_version(rows),
        counts={
            "expected": sum(states[state] for state in EXPECTED),
            "arrived": states[State.ARRIVED],
            "done": states[State.DONE],
            "missed": states[State.NO_SHOW],
        },
        opens_next=None if any(hours.openings.values()) else next_open_day(places, day),
    )


def week_page(place: Place, days: Sequence[date], *, reader: User, now: datetime, mediator: Mediator | None) -> Page:
    """The days side by side: of a place, or of a mediator wherever they work; what overlaps has its own lane."""
    zone, places = zone_of(place), _places_of(mediator) if mediator else [place]
    hours = hours_of(places, days[0], days[-1])
    rows = _appointments(places, days[0], days[-1])
    if mediator:
        rows = [each for each in rows if each.mediator_id == mediator.pk]
        spans = [span for where in places for span in hours.presence.get((mediator.pk, where.pk), [])]
    else:
        spans = hours.openings[place.pk]
    kept = [each for each in rows if each.state != State.CANCELLED]
    today = now.astimezone(zone).date()
    columns = []
    for day in days:
        cards = _in_lanes([card for each in kept if (card := _card(each, day, zone, reader, now))])
        columns.append(Column("day", "", "", _bands(day, spans, zone), cards, day=day, is_today=day == today))
    return Page(
        columns=columns,
        cards=[card for column in columns for card in column.cards],
        hours=_hours(columns),
        now=_now([place], days, now),
        version=_version(rows),
    )


def _places_of(mediator: Mediator) -> list[Place]:
    rows = Place.objects.filter(working_hours__mediator=mediator, closed_at=None)
    return list(rows.distinct().order_by("name", "pk"))


def _appointments(places: Sequence[Place], first: date, last: date) -> list[Appointment]:
    if not places:
        return []
    zones = [zone_of(place) for place in places]
    begins, ends = min(midnight(first, zone) for zone in zones), max(midnight(last + DAY, zone) for zone in zones)
    rows = Appointment.objects.filter(
        place__in=[place.pk for place in places], starts_at__lt=ends, ends_at__gt=begins
    ).select_related("place", "reason", "room", "mediator", "practitioner")
    return list(rows.order_by("starts_at", "pk"))


def _card(appointment: Appointment, day: date, zone: tzinfo, reader: User, now: datetime) -> Card | None:
    """None if it is on another day."""
    stretch = stretch_on(day, appointment.starts_at, appointment.ends_at, zone)
    if stretch is None:
        return None
    where = {
        "stretch": stretch,
        "place": appointment.place.name,
        "room": appointment.room.name,
        "mediator": appointment.mediator.name if appointment.mediator else "",
    }
    if not sees(reader, appointment):
        return Card(**where, state="taken", state_label=_("occupé"))
    return Card(
        **where,
        state=appointment.state,
        state_label=appointment.get_state_display(),
        practitioner=appointment.practitioner.name if appointment.practitioner else "",
        reason=appointment.reason.said,
        person=appointment.name or printed(appointment.code),
        code=appointment.code,
        address=reverse("bookings:appointment", args=[appointment.code]),
        version=appointment.version,
        may_act=acts(reader, appointment),
        is_late=appointment.state == State.BOOKED and appointment.starts_at < now,
    )


def _columns(
    place: Place,
    day: date,
    rows: Iterable[Appointment],
    cards: Mapping[int, Card],
    others: Mapping[tuple[int, int], list[Card]],
    hours: Hours,
) -> list[Column]:
    """Of one place: its rooms, then the mediators who are there, are missed there, or have an appointment there."""
    by_room, by_mediator = defaultdict(list), defaultdict(list)
    for each in rows:
        if each.state != State.CANCELLED and each.pk in cards:
            by_room[each.room_id].append(cards[each.pk])
            by_mediator[each.mediator_id].append(cards[each.pk])
    zone = zone_of(place)
    opening = _bands(day, hours.openings[place.pk], zone)
    found = [
        Column("room", room.name, place.name, opening, by_room[room.pk] + others[Occupation.Kind.ROOM, room.pk])
        for room in hours.rooms
        if room.place_id == place.pk
    ]
    for mediator in hours.mediators:
        there = _bands(day, hours.presence.get((mediator.pk, place.pk), []), zone)
        taken = by_mediator[mediator.pk] + (others[Occupation.Kind.MEDIATOR, mediator.pk] if there else [])
        missed = opening and hours.is_usually_there(mediator.pk, place.pk, day)
        if there or taken or missed:
            found.append(Column("mediator", mediator.name, place.name, there, taken))
    return found


def _others(places: Sequence[Place], day: date) -> Mapping[tuple[int, int], list[Card]]:
    """What is taken by something else than an appointment: a workshop."""
    found: dict[tuple[int, int], list[Card]] = defaultdict(list)
    if not places:
        return found
    zone = zone_of(places[0])
    kinds = (Occupation.Kind.ROOM, Occupation.Kind.MEDIATOR)
    rows = Occupation.objects.filter(
        appointment=None, kind__in=kinds, starts_at__lt=midnight(day + DAY, zone), ends_at__gt=midnight(day, zone)
    )
    for row in rows.order_by("starts_at", "pk"):
        stretch = stretch_on(day, row.starts_at, row.ends_at, zone)
        if stretch:
            label = kind_words(row.holder.partition(" ")[0])
            found[row.kind, row.resource].append(Card(stretch, "taken", label))
    return found


def _in_lanes(cards: list[Card]) -> list[Card]:
    found = lanes([card.stretch for card in cards])
    return [replace(card, lane=lane, wide=wide) for card, (lane, wide) in zip(cards, found, strict=True)]


def _bands(day: date, spans: Iterable[Span], zone: tzinfo) -> list[Stretch]:
    return [stretch for span in spans if (stretch := stretch_on(day, *span, zone))]


def _hours(columns: Iterable[Column]) -> range:
    return hours_shown(
        stretch for column in columns for stretch in (*column.bands, *(card.stretch for card in column.cards))
    )


def _now(places: Sequence[Place], days: Iterable[date], now: datetime) -> str:
    if not places:
        return ""
    clock = now.astimezone(zone_of(places[0]))
    minute = min(clock.hour * 60 + clock.minute, 24 * 60 - 1)
    return Stretch(minute, minute + 1).rows if clock.date() in set(days) else ""


def _version(rows: Iterable[Appointment]) -> str:
    known = [(each.pk, each.version, each.changed_at) for each in rows]
    return f"{len(known)}-{sum(version for _pk, version, _at in known)}-{max((at for *_, at in known), default=0)!s}"
