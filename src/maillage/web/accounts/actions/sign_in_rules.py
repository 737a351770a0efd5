"""How people come in here, as the authority chose."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.web.privacy.actions import journal

from ..models import Authority, User
from ..rules.second_factor import CHOICE


@transaction.atomic
def choose_second_factor_roles(*, roles: Collection[str], by: User, now: datetime) -> None:
    """Their holders are asked for a second factor from the next page on. Raises PermissionDenied."""
    if not by.has_perm("accounts.settings"):
        raise PermissionDenied
    authority, _made = Authority.objects.select_for_update().get_or_create(pk=Authority.ONLY)
    authority.second_factor_roles = [role for role in CHOICE if role in roles]
    authority.save(update_fields=["second_factor_roles"])
    journal.record(
        verb="accounts.second_factor_chosen", subject=authority, by=by, now=now, fields=["second_factor_roles"]
    )
