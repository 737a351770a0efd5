"""Places are asked whether their card is right: twice a year, reminded twice, by a link that opens it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from maillage.web.accounts.models import User
from maillage.web.messages.actions import outbox
from maillage.web.messages.rules.recipient import Recipient
from maillage.web.privacy.actions import journal

from ..models import Asking, Entry
from ..models.links import link_of, reached_at
from ..rules.asking import BETWEEN_LINKS, OPEN_FOR, PATIENCE, REMINDERS, ROUND, is_to_be_reminded
from .allowed import EDIT, require
from .saying import hold_entry

PURPOSE = "directory"
ASK, REMIND = "directory/asked", "directory/reminded"


class NoAddressError(Exception):
    """Nobody knows where to write to this place."""


@transaction.atomic
def ask(*, entry: Entry, by: User | None, now: datetime) -> Asking:
    """A round begins: links of earlier ones open nothing any more. Asked again within a quarter of an hour, it is the
    same question. Raises PermissionDenied and NoAddressError."""
    require(by, EDIT)
    held = hold_entry(entry.pk)
    asking, is_new = _asking(held, now)
    if is_new:
        Entry.objects.filter(pk=held.pk).update(asked_at=now)
        journal.record(verb="directory.asked", subject=held, by=by, now=now)
    return asking


@transaction.atomic
def send_again(*, asking: Asking, now: datetime) -> None:
    """Whoever holds a link that is too old has a new one sent: to the address that we know, not to who asks."""
    _asking(hold_entry(asking.entry_id), now)


@transaction.atomic
def remind(*, asking: Asking, now: datetime) -> None:
    """By the same link."""
    held = Asking.objects.select_for_update(of=("self",)).select_related("entry__resource_person").get(pk=asking.pk)
    if held.answered_at is None and is_to_be_reminded(asked_at=held.asked_at, reminders=held.reminders, now=now):
        held.reminders += 1
        held.save(update_fields=["reminders"])
        _write(held, REMIND, now)


def due(now: datetime) -> QuerySet[Entry]:
    """Whom to ask now, who was never asked first."""
    never_or_long_ago = Q(asked_at=None) | Q(asked_at__lte=now - ROUND)
    unconfirmed = Q(confirmed_at=None) | Q(confirmed_at__lte=now - ROUND)
    reachable = ~Q(email="") | ~Q(resource_person__email="") & Q(resource_person__isnull=False)
    listed = Entry.objects.filter(never_or_long_ago, unconfirmed, reachable, listed=True)
    return listed.order_by("asked_at", "pk")


def to_remind(now: datetime) -> QuerySet[Asking]:
    """The last question of each place, if nobody answered it and it was asked long enough ago."""
    waiting = Asking.objects.filter(answered_at=None, reminders__lt=REMINDERS, asked_at__lte=now - PATIENCE)
    return waiting.filter(entry__listed=True, expires_at__gt=now).order_by("asked_at", "pk")


def _asking(entry: Entry, now: datetime) -> tuple[Asking, bool]:
    """The one that has just been sent, or a new one; whether it is new."""
    email = entry.resource_person.email if entry.resource_person else entry.email
    if not email:
        raise NoAddressError
    last = entry.askings.first()
    if last is not None and last.email == email and now - last.asked_at < BETWEEN_LINKS:
        return last, False
    made = Asking.objects.create(entry=entry, email=email, asked_at=now, expires_at=now + OPEN_FOR)
    _write(made, ASK, now)
    return made, True


def _write(asking: Asking, template: str, now: datetime) -> None:
    entry = asking.entry
    outbox.send(
        template=template,
        to=Recipient(name=entry.person or entry.name, email=reached_at(asking)),
        words={"name": entry.name, "link": link_of(asking, language="fr"), "days": OPEN_FOR.days},
        key=f"directory.asking:{asking.pk}:{asking.reminders}",
        purpose=PURPOSE,
        by=None,
        now=now,
    )
