"""Which records are one place: found by the score, decided by people, and undone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from maillage.web.accounts.models import User

from ..models import Pair, Record


@transaction.atomic
def match(records: Iterable[int], *, now: datetime) -> set[int]:
    """Compares these records, new or changed or gone, with all others; those that are one place come under one entry.

    What a person decided stays. Returns the entries to `follow`: those of the records, and those that others left.
    """
    return set(Record.objects.filter(pk__in=list(records)).values_list("entry_id", flat=True))


@transaction.atomic
def join(*, pair: Pair, by: User, now: datetime) -> None:
    """A person says that the two are one place."""


@transaction.atomic
def part(*, pair: Pair, by: User, now: datetime) -> None:
    """A person says that the two are two places: each goes back to its own entry, with its old address."""
