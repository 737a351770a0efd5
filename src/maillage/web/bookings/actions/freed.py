"""Something became free: who waits for it is to be offered it, beside the pages."""

from __future__ import annotations

from datetime import datetime

from maillage.web.jobs.actions.queue import ask

from ..models import Waiting

OFFERER = "bookings.offer_freed"


def offer_what_is_free(*, place: int, now: datetime) -> None:
    """In the caller's transaction. Nothing is asked for where nobody waits."""
    if Waiting.objects.filter(state=Waiting.State.WAITING, places=place).exists():
        ask(OFFERER, place, now=now)
