"""Software that tells us."""

from __future__ import annotations

from uuid import UUID

from maillage.web.accounts.models import User
from maillage.web.accounts.queries.organisations import organisations_of

from ..models import Source
from .endpoints import ABILITY


def find_open_source(number: UUID) -> Source | None:
    """One that is still heard, of an organisation that is open."""
    rows = Source.objects.select_related("organisation")
    return rows.filter(number=number, closed_at=None, organisation__closed_at=None).first()


def sources_for(reader: User) -> list[Source]:
    """Those that are heard, of the organisations for which the reader may connect software."""
    rows = Source.objects.filter(closed_at=None, organisation__in=organisations_of(reader, ABILITY))
    return list(rows.select_related("organisation").order_by("organisation__name", "name", "pk"))


def find_source(pk: int, reader: User) -> Source | None:
    return next((each for each in sources_for(reader) if each.pk == pk), None)
