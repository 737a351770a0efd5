"""Places that come from a list: all of those that were shown, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from maillage.web.accounts.models import Organisation, User

from ..models import Place
from ..rules.imports.drafts import Draft
from .holding import require
from .places import describe

# What only the list needs.
_OF_THE_LIST = ("key", "code", "line")


@transaction.atomic
def bring(*, drafts: Mapping[str, Draft], organisation: Organisation, by: User, now: datetime) -> int:
    """``drafts``: by origin, each with the code of its commune and a point. What came before, or meanwhile, is left as
    it is; returns how many are new. Raises PermissionDenied, ValidationError."""
    require(by, organisation)
    # Two who send the same list at once bring it once: the second waits here.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    known = set(Place.objects.filter(origin__in=drafts).values_list("origin", flat=True))
    fresh = {origin: draft for origin, draft in drafts.items() if origin not in known}
    for origin, draft in fresh.items():
        said = {name: value for name, value in asdict(draft).items() if name not in _OF_THE_LIST}
        describe(**said | {"commune": draft.code, "organisation": organisation, "origin": origin}, by=by, now=now)
    return len(fresh)
