"""What an appointment takes is taken whole, or the whole is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from maillage.web.privacy.actions.journal import reference

from ..models import Appointment, Occupation
from ..models.exclusion import queue_for, refused
from ..rules.refusals import TakenError
from ..rules.slot import Slot


@contextmanager
def exclusively() -> Iterator[None]:
    """A transaction in which things are taken. Raises TakenError where the database refuses that one is taken twice."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if refused(error):
            raise TakenError from error
        raise


def take(slot: Slot, appointment: Appointment) -> None:
    holder = reference(appointment)
    wanted = [
        Occupation(
            kind=Occupation.Kind[kind.upper()],
            resource=number,
            starts_at=slot.starts_at,
            ends_at=until,
            holder=holder,
            appointment=appointment,
        )
        for kind, number, until in slot.takes()
    ]
    queue_for((row.kind, row.resource) for row in wanted)
    Occupation.objects.bulk_create(wanted)


def release(appointment: Appointment) -> None:
    held = Occupation.objects.filter(appointment=appointment)
    held.delete()
