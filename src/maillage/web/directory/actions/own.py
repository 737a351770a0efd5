"""What the authority says itself: its own entries, its corrections of others, what it takes off the directory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.engine.sources.directory.card import Card, Offer
from maillage.web.accounts.models import User
from maillage.web.privacy.actions import journal

from ..models import Entry, Record
from ..rules.cards import digest, to_plain
from ..rules.corrections import CORRECTABLE, different
from ..rules.trust import OWN
from .allowed import EDIT, MANAGE, require
from .entries import follow
from .matching import match
from .saying import hold_entry, said_by, say
from .sources import built_in


@transaction.atomic
def describe(*, said: Mapping[str, Any], offer: Offer, by: User | None, now: datetime) -> Entry:
    """A place that no list has; if one has it after all, it is found to be the same. Returns the entry under which it
    stands. Raises PermissionDenied."""
    require(by, EDIT)
    entry = Entry.objects.create(name=said["name"], listed=False, made_at=now, changed_at=now)
    card = Card(key=str(entry.pk), **said, updated_on=localdate(now))
    card = replace(card, offers=() if offer == Offer() else (offer,))
    record = Record.objects.create(
        source=built_in(OWN),
        key=card.key,
        entry=entry,
        card=to_plain(card),
        digest=digest(card),
        first_seen_at=now,
        last_seen_at=now,
    )
    follow({entry.pk, *match([record.pk], now=now)}, now=now)
    journal.record(verb="directory.described", subject=entry, by=by, now=now, fields=said)
    return Record.objects.select_related("entry").get(pk=record.pk).entry


@transaction.atomic
def correct(
    *, entry: Entry, said: Mapping[str, Any], by: User | None, now: datetime, offer: Offer | None = None
) -> list[str]:
    """``said``: fields as they should be; those that the card says so already are left to their source. ``offer``:
    what is helped with there beside what lists say. Returns the names of what changed. Raises PermissionDenied."""
    require(by, EDIT)
    held, source = hold_entry(entry.pk), built_in(OWN)
    changed = different({name: getattr(held, name) for name in CORRECTABLE}, said)
    known = said_by(source, held)
    helps = offer is not None and to_plain(Card(key="", name="", offers=(offer,))).get("offers") != (
        known.card.get("offers", [{}]) if known else [{}]
    )
    fields = [*changed, *(["services"] if helps else [])]
    if fields:
        say(held, source, changed, offer=offer, now=now)
        journal.record(verb="directory.corrected", subject=held, by=by, now=now, fields=fields)
    return fields


@transaction.atomic
def unlist(*, entry: Entry, because: str, by: User | None, now: datetime) -> None:
    """Nobody sees it any more, whatever lists say, until it is put back. Raises PermissionDenied."""
    require(by, EDIT)
    _list(hold_entry(entry.pk), because, now=now)
    journal.record(verb="directory.unlisted", subject=entry, by=by, now=now, why=because)


@transaction.atomic
def relist(*, entry: Entry, by: User | None, now: datetime) -> None:
    """Raises PermissionDenied; and for a person who is no longer of a mind to be named, ValueError."""
    require(by, EDIT)
    held = hold_entry(entry.pk)
    if held.unlisted_because == Entry.Unlisted.CONSENT:
        raise ValueError("Only the person can say that they want to be named again.")
    _list(held, "", now=now)
    journal.record(verb="directory.relisted", subject=entry, by=by, now=now)


@transaction.atomic
def take_back(*, entry: Entry, by: User | None, now: datetime, source: str = OWN) -> None:
    """What the authority, or the place, said of it counts no more: lists are believed again. Raises
    PermissionDenied."""
    require(by, MANAGE)
    held = hold_entry(entry.pk)
    Record.objects.filter(source__slug=source, entry=held, gone_at=None).update(gone_at=now)
    Entry.objects.filter(pk=held.pk).update(struck=[])
    follow([held.pk], now=now)
    journal.record(verb="directory.corrected", subject=held, by=by, now=now, fields=["records"])


def _list(entry: Entry, because: str, *, now: datetime) -> None:
    Entry.objects.filter(pk=entry.pk).update(unlisted_because=because)
    follow([entry.pk], now=now)
