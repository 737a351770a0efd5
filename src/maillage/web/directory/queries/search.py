"""The directory is searched: words as people type them, filters, minutes from where somebody comes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from maillage.web.bookings.queries.slots import Origin

from ..models import Entry
from .found import Found, Line, Understood

__all__ = ["Found", "Line", "Origin", "Understood", "find"]


def find(
    *,
    words: str = "",
    near: Origin | None = None,
    within_minutes: float | None = None,
    topics: Collection[str] = (),
    kinds: Collection[str] = (),
    audiences: Collection[str] = (),
    conditions: Collection[str] = (),
    languages: Collection[str] = (),
    fees: str = "",
    ways: Collection[str] = (),
    step_free: bool = False,
    open_at: datetime | None = None,
    at_most: int = 20,
    after: str = "",
) -> Found:
    """Listed entries, the best first: by words and minutes if there are any, else by name.

    One service of the entry must pass all filters together: any of ``topics``, ``audiences`` (a service that names none
    is for everybody), ``languages`` and ``ways``, every one of ``conditions``, and ``fees``. ``near``: from
    ``bookings.queries.slots.origin_of``; a town among the words stands in for it. ``open_at``: by the clocks and the
    public holidays of each place; one whose hours are not known is left out. ``after``: of the answer before.
    """
    rows = Entry.objects.filter(listed=True, name__icontains=words).prefetch_related("services")
    lines = tuple(Line(entry) for entry in rows[:at_most])
    return Found(lines, rows.count(), near=near)
