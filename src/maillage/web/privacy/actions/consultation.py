"""Whoever reads the journal about a person is in the journal too."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from ..models import Entry
from .journal import record, reference

# Pages of one search, turned one after the other, are one consultation.
ONE_SEARCH = timedelta(minutes=30)


@transaction.atomic
def note_search(*, person: models.Model, by: AbstractBaseUser, now: datetime) -> None:
    """``by`` searched the journal for what a person did, and for what was done about them."""
    recent = Entry.objects.filter(
        verb="privacy.journal_read", subject=reference(person), by=by, at__gt=now - ONE_SEARCH
    )
    if not recent.exists():
        record(verb="privacy.journal_read", subject=person, by=by, now=now)


@transaction.atomic
def note_download(*, person: models.Model | None, by: AbstractBaseUser, now: datetime) -> None:
    """``by`` took a part of the journal away; ``person``: if it is about one."""
    record(verb="privacy.journal_downloaded", subject=by, about=person, by=by, now=now)
