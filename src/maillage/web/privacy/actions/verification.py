"""The journal is read through, and that it is sound is written in it."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from ..models import Entry
from ..models.reading import verify_rows
from ..rules.verification import Verdict
from .journal import record


def verify_journal(*, by: AbstractBaseUser | None, now: datetime) -> Verdict:
    """A sound one has one row more, about the last that was read; a broken one is left as it was found."""
    verdict = verify_rows()
    if verdict.rows and verdict.sound:
        with transaction.atomic():
            last = Entry.objects.get(number=verdict.rows)
            record(verb="privacy.journal_verified", subject=last, by=by, now=now)
    return verdict
