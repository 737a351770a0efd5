"""Sessions are closed, by the person or because they lasted long enough."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from maillage.web.privacy.actions import journal

from ..models import Session, User


@transaction.atomic
def close(*, mark: str, by: User, now: datetime) -> None:
    """One of the person's own, named by its mark."""
    keys = [each.session_key for each in Session.objects.filter(person=by) if each.mark == mark]
    if Session.objects.filter(session_key__in=keys).delete()[0]:
        journal.record(verb="accounts.session_closed", subject=by, by=by, now=now)


@transaction.atomic
def close_others(*, keep: str, by: User, now: datetime) -> int:
    """How many were closed."""
    closed, _each = Session.objects.filter(person=by).exclude(session_key=keep).delete()
    if closed:
        journal.record(verb="accounts.sessions_closed", subject=by, by=by, now=now)
    return closed
