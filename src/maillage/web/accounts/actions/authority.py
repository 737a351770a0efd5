"""What the authority says of itself: name, contact, colour, languages, logo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.web.privacy.actions import journal
from maillage.web.privacy.actions.changing import change

from ..models import Authority, Organisation, User
from .organisations import UNNAMED


@transaction.atomic
def change_appearance(
    *,
    name: str,
    contact: str,
    accent: str,
    languages: Sequence[str],
    logo: bytes | None,
    by: User,
    now: datetime,
) -> Authority:
    """``logo``: None leaves it as it is, empty takes it away. Raises PermissionDenied."""
    if not by.has_perm("accounts.settings"):
        raise PermissionDenied
    Authority.objects.get_or_create(pk=Authority.ONLY)
    row = Authority.objects.select_for_update().get(pk=Authority.ONLY)
    said = {"name": name.strip(), "contact": contact.strip(), "accent": accent, "languages": list(languages)}
    if logo is not None:
        said["logo"] = logo
    if changed := change(row, said):
        row.revision += 1
        row.save()
        # The organisation that stands for the authority is called so too, unless somebody named it.
        Organisation.objects.filter(is_own=True, name=UNNAMED).update(name=row.name or UNNAMED)
        journal.record(verb="accounts.appearance_changed", subject=row, by=by, now=now, fields=changed)
    transaction.on_commit(lambda: cache.delete(Authority.KEPT_AS))
    return row
