"""People enrol, wait, get a seat, leave, come. Whoever writes holds the workshop first: one after the other."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from maillage.web.accounts.models import User
from maillage.web.bookings.rules.person import Person
from maillage.web.messages.rules.phone import normal_phone
from maillage.web.privacy.actions import journal

from ..models import Enrolment, Seat, Workshop
from ..rules.moments import REMINDED_BEFORE, is_to_be_reminded, why_not_enrolled, why_not_left, why_not_marked
from ..rules.refusals import RefusedError
from .telling import ENROLLED, PROMOTED, REMINDER, WAITING, tell


@transaction.atomic
def enrol(
    *, workshop: Workshop, person: Person, via: str, by: User | None, now: datetime, key: UUID | None = None
) -> Enrolment:
    """On a seat, or on the waiting list behind the others. ``by`` None: the person themselves. ``key``: of the form;
    the enrolment that it made already is the answer. Raises RefusedError."""
    held = hold(workshop)
    if key is not None and (made := find_by_key(key)):
        return made
    _refuse(why_not_enrolled(held.ends_at, called_off=held.is_called_off, now=now))
    enrolment = Enrolment(
        workshop=held,
        key=key,
        via=via,
        name=person.name.strip(),
        phone=normal_phone(person.phone),
        email=person.email.strip(),
        address=person.address,
        language=person.language,
        wish=person.wish,
        reminded=person.reminded,
        commune=person.commune,
        asked_by=by,
        asked_at=now,
    )
    if _is_there(enrolment):
        raise RefusedError("twice")
    enrolment.save(force_insert=True)
    seated = seat_those_who_wait(held)
    tell(ENROLLED if enrolment in seated else WAITING, enrolment, by=by, now=now)
    said = ["name", *(field for field in ("phone", "email", "address", "commune") if getattr(enrolment, field))]
    journal.record(verb="mediation.enrolled", subject=enrolment, by=by, now=now, fields=said)
    return enrolment


@transaction.atomic
def leave(*, enrolment: Enrolment, by: User | None, now: datetime) -> None:
    """Whoever waits longest has the seat, and is told. Raises RefusedError."""
    workshop = hold(enrolment.workshop)
    known = Enrolment.objects.get(pk=enrolment.pk)
    called_off, has_left = workshop.is_called_off, known.left_at is not None
    _refuse(why_not_left(workshop.starts_at, called_off=called_off, has_left=has_left, now=now))
    Enrolment.objects.filter(pk=known.pk).update(left_at=now)
    Seat.objects.filter(enrolment=known).update(enrolment=None)
    promote(workshop, by=by, now=now)
    journal.record(verb="mediation.left", subject=known, by=by, now=now)


@transaction.atomic
def mark(*, workshop: Workshop, came: Collection[int], by: User, now: datetime) -> None:
    """The sheet: of those who have a seat, who came. Filled in anew, the last one holds. Raises RefusedError."""
    held = hold(workshop)
    today = localdate(now, held.zone)
    _refuse(why_not_marked(held.begins.date(), called_off=held.is_called_off, today=today))
    seated = Enrolment.objects.filter(seat__workshop=held)
    seated.filter(pk__in=list(came)).update(came=True)
    seated.exclude(pk__in=list(came)).update(came=False)
    journal.record(verb="mediation.marked", subject=held, by=by, now=now, fields=["enrolment.came"])


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Who asked for it and has a seat is reminded on the day before; how many. Once, however often it is called."""
    until = now + 2 * REMINDED_BEFORE
    soon = Workshop.objects.to_come(now).filter(starts_at__lt=until, starts_at__gt=now).select_related("place")
    tomorrow = [each for each in soon if _is_tomorrow(each, now)]
    seated = Enrolment.objects.filter(seat__workshop__in=tomorrow, reminded=True, forgotten_at__isnull=True)
    reminded = list(seated.select_related("workshop__place"))
    for enrolment in reminded:
        tell(REMINDER, enrolment, by=None, now=now)
    return len(reminded)


def hold(workshop: Workshop) -> Workshop:
    """As it is now; nobody else changes it, or who comes, until this transaction ends."""
    held = Workshop.objects.select_for_update(of=("self",)).select_related("place")
    return held.get(pk=workshop.pk)


def promote(workshop: Workshop, *, by: User | None, now: datetime) -> None:
    """Free seats go to those who waited, who are told."""
    for enrolment in seat_those_who_wait(workshop):
        tell(PROMOTED, enrolment, by=by, now=now)


def seat_those_who_wait(workshop: Workshop) -> list[Enrolment]:
    """In the order in which they asked, as far as there are seats; who got one."""
    free = list(Seat.objects.filter(workshop=workshop, enrolment__isnull=True))
    waiting = Enrolment.objects.filter(workshop=workshop, left_at__isnull=True, seat__isnull=True)
    first = list(waiting.select_related("workshop__place")[: len(free)])
    for seat, enrolment in zip(free, first, strict=False):
        seat.enrolment = enrolment
        seat.save(update_fields=["enrolment"])
    return first


def find_by_key(key: UUID) -> Enrolment | None:
    return Enrolment.objects.filter(key=key).first()


def _is_tomorrow(workshop: Workshop, now: datetime) -> bool:
    return is_to_be_reminded(workshop.begins.date(), today=localdate(now, workshop.zone))


def _is_there(enrolment: Enrolment) -> bool:
    """Somebody of this name, with this telephone or address. Without either, two may well have the same name."""
    there = Enrolment.objects.filter(workshop=enrolment.workshop, left_at__isnull=True)
    same = [
        each
        for index, contact in (("phone_index", enrolment.phone), ("email_index", enrolment.email))
        if contact
        for each in there.filter(**{index: contact})
    ]
    return any(each.name.casefold() == enrolment.name.casefold() for each in same)


def _refuse(why: str) -> None:
    if why:
        raise RefusedError(why)
