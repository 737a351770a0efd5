"""Resource persons: named because they said so, and only for as long as they do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from maillage.engine.sources.directory.card import Offer
from maillage.web.accounts.models import User
from maillage.web.privacy.actions import journal
from maillage.web.privacy.actions.consents import give_consent, withdraw_consent
from maillage.web.privacy.actions.erasure import erase
from maillage.web.privacy.models import Means
from maillage.web.privacy.queries.consents import shown_notice

from ..models import Asking, Entry, ResourcePerson
from ..rules.trust import OWN
from .allowed import EDIT, require
from .entries import follow
from .saying import say
from .sources import built_in

PURPOSE = "resource-persons"


class NoNoticeError(Exception):
    """No text is published to which somebody could agree."""


@transaction.atomic
def enter(*, said: Mapping[str, Any], email: str, offer: Offer, means: Means, by: User, now: datetime) -> Entry:
    """Somebody agreed, at the counter, on paper or by telephone, that others find them. ``said``: fields of the card,
    with ``person``, their name; ``email``: where their own link goes. Raises PermissionDenied and NoNoticeError."""
    require(by, EDIT)
    notice = shown_notice(PURPOSE, language="fr")
    if notice is None:
        raise NoNoticeError
    person = ResourcePerson.objects.create(name=said["person"], email=email, entered_at=now)
    entry = Entry.objects.create(
        name=said["person"], kind="person", resource_person=person, listed=False, made_at=now, changed_at=now
    )
    give_consent(person=person, notice=notice, means=means, by=by, now=now)
    say(entry, built_in(OWN), {**said, "kind": "person", "name": said["person"]}, offer=offer, now=now)
    journal.record(verb="directory.person_entered", subject=entry, about=person, by=by, now=now, fields=said)
    return Entry.objects.get(pk=entry.pk)


@transaction.atomic
def withdraw(*, asking: Asking, now: datetime) -> None:
    """By their own link: the consent ends, and what was said of them is gone at once. Done again, nothing happens."""
    entry = Entry.objects.select_related("resource_person").get(pk=asking.entry_id)
    person = entry.resource_person
    if person is None or person.withdrawn_at is not None:
        return
    withdraw_consent(person=person, purpose=PURPOSE, means=Means.WEB, by=None, now=now)
    ResourcePerson.objects.filter(pk=person.pk).update(withdrawn_at=now)
    Entry.objects.filter(pk=entry.pk).update(unlisted_because=Entry.Unlisted.CONSENT)
    journal.record(verb="directory.person_withdrew", subject=entry, about=person, by=None, now=now)
    erase(person=person, by=None, now=now)
    follow([entry.pk], now=now)
