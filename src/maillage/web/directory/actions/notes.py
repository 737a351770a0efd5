"""What readers and places tell the keepers of the directory, and what becomes of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from maillage.web.accounts.actions import attempts
from maillage.web.accounts.models import User
from maillage.web.accounts.rules.guesses import Guess
from maillage.web.privacy.actions import journal

from ..models import Entry, Note
from ..rules.trust import PROVIDER
from .allowed import EDIT, require
from .saying import hold_entry, say
from .sources import built_in


@transaction.atomic
def report(*, entry: Entry, about: str, said: str, address: str, now: datetime) -> Note:
    """By somebody who reads the card; who, is not asked. ``address``: from which the form was sent: counted, not kept.

    The same told twice is one note. Raises LockedError if too much is told from there.
    """
    known = entry.notes.filter(by=Note.By.READER, about=about, said=said, settled_at=None).first()
    if known is not None:
        return known
    attempts.begin(guess=Guess.REPORT, account=address, address=address, now=now)
    made = Note.objects.create(entry=entry, by=Note.By.READER, about=about, said=said, sent_at=now)
    journal.record(verb="directory.noted", subject=entry, by=None, now=now, why=about)
    return made


@transaction.atomic
def settle(*, note: Note, by: User, now: datetime, accept: bool = False) -> None:
    """It was looked at; ``accept``: what the place proposed becomes what it says. Raises PermissionDenied."""
    require(by, EDIT)
    entry = hold_entry(note.entry_id)
    held = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if held.settled_at is not None:
        return
    accepted = held.proposed if accept else {}
    if accepted:
        say(entry, built_in(PROVIDER), accepted, now=now)
    held.settled_at, held.settled_by = now, by
    held.save(update_fields=["settled_at", "settled_by"])
    journal.record(verb="directory.note_settled", subject=entry, by=by, now=now, fields=accepted)
