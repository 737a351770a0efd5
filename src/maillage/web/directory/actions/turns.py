"""Long work, in turns with all others who write."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from ..models import Delivery

# Whoever waits for SQLite looks again every tenth of a second, and nobody keeps a place in a queue for them.
REST_SECONDS = 0.1


class OvertakenError(Exception):
    """Somebody else works on this delivery too, and went further: it is theirs."""


def in_turns[Portion](portions: Iterable[Portion]) -> Iterator[Portion]:
    """Each is to be a transaction of its own; between two of them others write."""
    for rank, portion in enumerate(portions):
        if rank and connection.vendor == "sqlite" and not connection.in_atomic_block:
            time.sleep(REST_SECONDS)
        yield portion


@contextmanager
def advancing(delivery: Delivery) -> Iterator[None]:
    """One portion: what the caller adds to ``counts`` and ``problems`` is kept if and only if the portion is whole.

    Raises OvertakenError.
    """
    with transaction.atomic():
        held = Delivery.objects.select_for_update().get(pk=delivery.pk)
        if (held.state, held.counts) != (delivery.state, delivery.counts):
            raise OvertakenError
        yield
        delivery.save(update_fields=["counts", "problems"])
