"""Of which organisations somebody sees or changes places and teams."""

from __future__ import annotations

from django.db.models import QuerySet

from maillage.web.accounts.models import Organisation, User
from maillage.web.accounts.rules.abilities import ROLES


def organisations_of(reader: User, ability: str) -> QuerySet[Organisation]:
    """All that are open, or those in which the reader holds a role that opens ``ability``."""
    opened = Organisation.objects.filter(closed_at=None)
    able = [held for held in reader.held if ability in ROLES[held.role].abilities]
    if any(held.organisation is None for held in able):
        return opened
    return opened.filter(pk__in=[held.organisation for held in able])
