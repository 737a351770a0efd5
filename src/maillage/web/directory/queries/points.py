"""Where the directory says that people are helped with something: for those who measure how far it is."""

from __future__ import annotations

from collections.abc import Collection
from itertools import batched

from ..models import Entry
from ..rules.filters import Filters
from .index import current
from .search import matching

# SQLite takes so many numbers in one question, and some more.
AT_ONCE = 900


def points_about(topics: Collection[str]) -> list[tuple[int, str, str, str, float, float]]:
    """(number, name, kind, commune, lat, lon) of the listed entries that help with any of ``topics`` and have a
    position, by number."""
    found: list[tuple[int, str, str, str, float, float]] = []
    columns = ("pk", "name", "kind", "commune", "lat", "lon")
    for numbers in batched(sorted(matching(Filters(topics=tuple(topics)))), AT_ONCE):
        rows = Entry.objects.filter(pk__in=numbers, listed=True, lat__isnull=False).order_by("pk")
        found += rows.values_list(*columns)
    return found


def points_version() -> str:
    """Changes whenever what is found may."""
    return str(current().index.revision)
