"""What somebody saw on the spot, question by question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from maillage.web.accounts.models import User
from maillage.web.privacy.actions import journal

from ..models import Answer, Place
from ..rules.checklist import BY_KEY
from .holding import hold_place


@transaction.atomic
def answer(*, place: Place, said: Mapping[str, tuple[bool, str]], by: User, now: datetime) -> int:
    """``said``: question -> whether it holds, and a note. What is as it was keeps its author and its day; returns how
    many answers are new. Raises PermissionDenied, and KeyError for a question that nobody asks."""
    held = hold_place(place, by=by)
    known = {row.question: (row.holds, row.note) for row in held.answers.all()}
    fresh = {BY_KEY[key].key: value for key, value in said.items() if known.get(key) != value}
    for key, (holds, note) in fresh.items():
        told = {"holds": holds, "note": note, "answered_at": now, "answered_by": by}
        Answer.objects.update_or_create(place=held, question=key, defaults=told)
    if fresh:
        journal.record(verb="places.checklist_answered", subject=held, by=by, now=now, fields=fresh)
    return len(fresh)
