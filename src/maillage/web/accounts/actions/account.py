"""A person's own account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from maillage.web.privacy.actions import journal

from ..models import User


@transaction.atomic
def correct(*, name: str, language: str, by: User, now: datetime) -> None:
    """Journals what changed, if anything did. Raises ValidationError."""
    before = {"name": by.name, "language": by.language}
    by.name, by.language = name.strip(), language
    changed = [column for column, value in before.items() if getattr(by, column) != value]
    if not changed:
        return
    by.full_clean()
    by.save(update_fields=changed)
    journal.record(verb="accounts.corrected", subject=by, by=by, now=now, fields=changed)
