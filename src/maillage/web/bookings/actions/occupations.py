"""Rooms, equipment and people are taken by whatever needs them, an appointment or a workshop, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from maillage.web.privacy.actions.journal import reference

from ..models import Appointment, Occupation
from ..models.exclusion import put_unless_taken, queue_for
from ..rules.refusals import TakenError
from ..rules.slot import Slot


def take(*, holder: models.Model, takes: Iterable[tuple[str, int, datetime]], starts_at: datetime) -> None:
    """In the caller's transaction: all of ``takes``, each (kind of resource, its number, until when).

    In the one order of :meth:`..rules.slot.Slot.takes`, so that two who want the same never wait for each other.
    Raises TakenError, with which the transaction has to end, and ValueError for what is longer than anything may be
    taken.
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
    for row in rows:
        if not put_unless_taken(row):
            raise TakenError(Occupation.Kind(row.kind).name.lower())


def takes_of(what: Appointment | Slot) -> list[tuple[int, int]]:
    """(kind, number) of everything that an appointment has, or that a moment would take."""
    if isinstance(what, Slot):
        return [(Occupation.Kind[kind.upper()], number) for kind, number, _until in what.takes()]
    return list(what.occupations.order_by().values_list("kind", "resource"))


def release(*, holder: models.Model) -> None:
    """In the caller's transaction: whatever it took is free."""
    Occupation.objects.filter(holder=reference(holder)).delete()
