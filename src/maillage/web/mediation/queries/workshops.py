"""Workshops as residents and agents see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from maillage.web.accounts.models import User

from ..models import Enrolment, Workshop
from .scope import WORKSHOPS, places_of
from .stranded import trouble_of, with_what_it_needs

# How long after it a workshop stands among those to fill in.
SHOWN_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class Sheet:
    """Who has a seat, in the order of the seats, and who waits, in the order in which they asked."""

    seated: list[Enrolment]
    waiting: list[Enrolment]

    @property
    def is_filled_in(self) -> bool:
        return any(each.came is not None for each in self.seated)

    @property
    def came(self) -> int:
        return sum(each.came is True for each in self.seated)


def public(now: datetime, *, audience: str = "") -> QuerySet[Workshop]:
    """To come, for whoever enrols online, in places that are open to residents, each with its counts."""
    found = Workshop.objects.to_come(now).filter(is_public=True, place__is_public=True, place__closed_at=None)
    if audience:
        found = found.filter(audience=audience)
    return found.select_related("place", "room").counted()


def find_public(pk: int, *, now: datetime) -> Workshop | None:
    return public(now).filter(pk=pk).first()


def to_come(reader: User, *, now: datetime) -> list[tuple[Workshop, str]]:
    """Of one's places, the next one first, each with what stands against it, if anything does."""
    return [(each, trouble_of(each, now=now)) for each in _of(reader).filter(ends_at__gt=now)]


def past(reader: User, *, now: datetime) -> list[Workshop]:
    """Of the last weeks, the last one first; what was called off took no place."""
    rows = _of(reader).filter(ends_at__lte=now, ends_at__gt=now - SHOWN_AFTER, called_off_at=None)
    return list(rows.order_by("-starts_at", "-pk"))


def find(pk: int, reader: User) -> Workshop | None:
    return _of(reader).filter(pk=pk).first()


def sheet_of(workshop: Workshop) -> Sheet:
    there = list(
        Enrolment.objects.filter(workshop=workshop, left_at=None).select_related("seat", "workshop").order_by("pk")
    )
    seated = sorted((each for each in there if each.is_seated), key=lambda each: each.seat.number)
    return Sheet(seated, [each for each in there if not each.is_seated])


def find_enrolment(pk: int, reader: User) -> Enrolment | None:
    found = Enrolment.objects.filter(pk=pk, workshop__place__in=places_of(reader, WORKSHOPS), forgotten_at=None)
    return found.select_related("workshop__place").first()


def rank_of(enrolment: Enrolment) -> int:
    """On the waiting list: 1 is the next."""
    before = Enrolment.objects.filter(workshop=enrolment.workshop_id, left_at=None, seat=None, pk__lte=enrolment.pk)
    return before.count()


def _of(reader: User) -> QuerySet[Workshop]:
    rows = Workshop.objects.filter(place__in=places_of(reader, WORKSHOPS))
    return with_what_it_needs(rows).counted()
