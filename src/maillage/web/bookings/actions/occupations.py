"""Rooms, equipment and people are taken by whatever needs them, an appointment or a workshop, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, models, transaction

from maillage.web.privacy.actions.journal import reference

from ..models import Appointment, Occupation
from ..models.exclusion import queue_for, refused
from ..rules.refusals import TakenError
from ..rules.slot import Slot


def take(*, holder: models.Model, takes: Iterable[tuple[str, int, datetime]], starts_at: datetime) -> None:
    """In the caller's transaction: all of ``takes``, each (kind of resource, its number, until when), or nothing.

    In the one order of :meth:`..rules.slot.Slot.takes`, so that two who want the same never wait for each other.
    Raises TakenError, and ValueError for what is longer than anything may be taken.
    """
    appointment = holder if isinstance(holder, Appointment) else None
    rows = [
        Occupation(
            kind=Occupation.Kind[kind.upper()],
            resource=number,
            starts_at=starts_at,
            ends_at=until,
            holder=reference(holder),
            appointment=appointment,
        )
        for kind, number, until in takes
    ]
    if any(row.ends_at - row.starts_at > Occupation.LONGEST for row in rows):
        raise ValueError(f"Nothing is taken for longer than {Occupation.LONGEST}.")
    queue_for((row.kind, row.resource) for row in rows)
    try:
        with transaction.atomic():
            Occupation.objects.bulk_create(rows)
    except IntegrityError as error:
        if not refused(error):
            raise
        raise TakenError(_taken_of(rows)) from error


def takes_of(what: Appointment | Slot) -> list[tuple[int, int]]:
    """(kind, number) of everything that an appointment has, or that a moment would take."""
    if isinstance(what, Slot):
        return [(Occupation.Kind[kind.upper()], number) for kind, number, _until in what.takes()]
    return list(what.occupations.order_by().values_list("kind", "resource"))


def release(*, holder: models.Model) -> None:
    """In the caller's transaction: whatever it took is free."""
    Occupation.objects.filter(holder=reference(holder)).delete()


def _taken_of(rows: Iterable[Occupation]) -> str:
    for row in rows:
        same = Occupation.objects.filter(kind=row.kind, resource=row.resource)
        if same.filter(starts_at__lt=row.ends_at, ends_at__gt=row.starts_at).exists():
            return Occupation.Kind(row.kind).name.lower()
    return ""
