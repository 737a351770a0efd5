"""Workshops that are ready to be held, each with a room and a moment at which it could be: planned in one click."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.engine.territory.time_zone import time_zone
from maillage.web.accounts.models import User
from maillage.web.bookings.models import Occupation
from maillage.web.places.models import Mediator, Room
from maillage.web.places.rules.holidays import holidays_between

from ..models import Workshop
from ..rules.lesson import Lesson
from ..rules.lists import WORKSHOPS
from ..rules.programmes import PROGRAMMES, Programme
from ..rules.suggesting import LAST_AFTER, Span, first_free
from .lessons import find_lesson
from .scope import mediators_of, rooms_of


@dataclass(frozen=True)
class Offer:
    """``room`` and ``span``: where and when it could be; None where nothing is free, or there is no room."""

    programme: Programme
    lessons: tuple[Lesson, ...]
    room: Room | None
    mediators: tuple[Mediator, ...]
    span: Span | None

    @property
    def said(self) -> dict[str, Any]:
        """What the form of a plan begins with."""
        of_programme = plan_of(self.programme)
        if self.room is None or self.span is None:
            return of_programme
        begins, ends = self.span
        where = {"room": self.room.pk, "mediators": [each.pk for each in self.mediators]}
        return of_programme | where | {"day": begins.date(), "begins": begins.time(), "ends": ends.time()}


def offers(reader: User, *, now: datetime) -> list[Offer]:
    """In the room in which the last workshop was, by who held it, as far as the reader may plan there."""
    room, mediators = _usual(reader)
    taken = _taken(room, mediators, now) if room else []
    return [
        Offer(each, lessons_of(each.lessons), room, mediators, _free(room, each, taken, now) if room else None)
        for each in PROGRAMMES
    ]


def plan_of(programme: Programme) -> dict[str, Any]:
    """Its own words as the first value of each field; a title only where the theme does not say it."""
    title = _(programme.title)
    return {
        "theme": programme.theme,
        "audience": programme.audience,
        "title": "" if title == _(WORKSHOPS[programme.theme]) else title,
        "capacity": programme.seats,
        "bring": _(programme.bring) if programme.bring else "",
        "is_public": True,
    }


def lessons_of(slugs: Iterable[str]) -> tuple[Lesson, ...]:
    return tuple(lesson for slug in slugs if (lesson := find_lesson(slug)))


def _usual(reader: User) -> tuple[Room | None, tuple[Mediator, ...]]:
    rooms = rooms_of(reader)
    last = Workshop.objects.filter(room__in=rooms).order_by("-made_at", "-pk").first()
    if last is None:
        return rooms.first(), ()
    held_by = mediators_of(reader).filter(workshops=last)
    return rooms.get(pk=last.room_id), tuple(held_by)


def _taken(room: Room, mediators: Iterable[Mediator], now: datetime) -> list[Span]:
    """Of the room and of who holds it, in the weeks that are looked at."""
    wanted = [(Occupation.Kind.ROOM, room.pk), *((Occupation.Kind.MEDIATOR, each.pk) for each in mediators)]
    found: list[Span] = []
    for kind, number in wanted:
        rows = Occupation.objects.filter(
            kind=kind, resource=number, ends_at__gt=now, starts_at__lt=now + LAST_AFTER + timedelta(days=1)
        )
        found += rows.values_list("starts_at", "ends_at")
    return found


def _free(room: Room, programme: Programme, taken: list[Span], now: datetime) -> Span | None:
    departement = room.place.departement
    zone = time_zone(departement)
    today = localdate(now, zone)
    holidays = holidays_between(today, today + LAST_AFTER, departement)
    return first_free(today, zone, programme.lasts, holidays=holidays, taken=taken)
