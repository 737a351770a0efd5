"""Keys of the API that are in force."""

from __future__ import annotations

from datetime import datetime

from maillage.web.accounts.models import User
from maillage.web.accounts.queries.organisations import organisations_of

from ..models import ApiKey


def keys_for(reader: User, *, now: datetime) -> list[ApiKey]:
    """Those that count, of the organisations for which the reader may connect software."""
    rows = ApiKey.objects.that_count(now).filter(organisation__in=organisations_of(reader, "partners.keys"))
    return list(rows.select_related("organisation").order_by("organisation__name", "name", "pk"))


def find_key(pk: int, reader: User, *, now: datetime) -> ApiKey | None:
    return next((each for each in keys_for(reader, now=now) if each.pk == pk), None)
