"""What a place says of itself, by the link that it received. Nobody has an account, so nobody is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from maillage.engine.sources.directory.card import Offer
from maillage.web.privacy.actions import journal

from ..models import Asking, Entry, Note
from ..rules.corrections import CORRECTABLE, different, without_what_is_reviewed
from ..rules.trust import PROVIDER
from .entries import follow
from .saying import hold_entry, say
from .sources import built_in

BY_LINK = "par le lien envoyé au lieu"
Answer = Asking.Answer


@transaction.atomic
def confirm(*, asking: Asking, now: datetime) -> None:
    """All is right. Said twice, it is said once."""
    entry = _answer(asking, Answer.RIGHT, now)
    journal.record(verb="directory.confirmed", subject=entry, by=None, now=now, why=BY_LINK)


@transaction.atomic
def correct(*, asking: Asking, said: Mapping[str, Any], offer: Offer | None, now: datetime) -> dict[str, Any]:
    """Holds at once, but for what leads people or our mail elsewhere: that waits for an agent, and is returned."""
    entry = hold_entry(asking.entry_id)
    changed = different({name: getattr(entry, name) for name in CORRECTABLE}, said)
    at_once, waiting = without_what_is_reviewed(changed)
    if at_once or offer is not None:
        say(entry, built_in(PROVIDER), at_once, offer=offer, now=now)
    if waiting:
        _note(entry, Note.About.CONTACT, now, proposed=waiting)
    _answer(asking, Answer.CORRECTED, now)
    fields = [*changed, *(["services"] if offer is not None else [])]
    journal.record(verb="directory.corrected", subject=entry, by=None, now=now, fields=fields, why=BY_LINK)
    return waiting


@transaction.atomic
def close(*, asking: Asking, now: datetime) -> None:
    """It has shut for good: nobody is sent there from now on. An agent is told, and may put it back."""
    entry = hold_entry(asking.entry_id)
    Entry.objects.filter(pk=entry.pk).update(unlisted_because=Entry.Unlisted.CLOSED)
    follow([entry.pk], now=now)
    _note(entry, Note.About.CLOSED, now)
    _answer(asking, Answer.CLOSED, now)
    journal.record(
        verb="directory.unlisted", subject=entry, by=None, now=now, why=f"{Entry.Unlisted.CLOSED}, {BY_LINK}"
    )


def _answer(asking: Asking, answer: Answer, now: datetime) -> Entry:
    Asking.objects.filter(pk=asking.pk).update(answer=answer, answered_at=now)
    Entry.objects.filter(pk=asking.entry_id).update(confirmed_at=now)
    return Entry.objects.get(pk=asking.entry_id)


def _note(entry: Entry, about: Note.About, now: datetime, *, proposed: Mapping[str, Any] | None = None) -> None:
    """Takes the place of what it told before and nobody has looked at."""
    entry.notes.filter(by=Note.By.PROVIDER, about=about, settled_at=None).delete()
    Note.objects.create(entry=entry, by=Note.By.PROVIDER, about=about, proposed=dict(proposed or {}), sent_at=now)
