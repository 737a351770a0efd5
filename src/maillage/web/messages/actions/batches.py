"""Letters and calls are made by people. Who takes a batch has it alone: no letter is printed twice by two of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from maillage.web.privacy.actions import journal

from ..models import Message
from ..rules.channels import Channel
from ..rules.retries import BETWEEN_CALLS, MOST_CALLS
from ..rules.states import State
from .decisions import TooLateError

MOST = {Channel.LETTER: 200, Channel.CALL: 20}
WAITING = {"state": State.QUEUED, "claim": None, "claimed_at": None, "claimed_by": None}


@transaction.atomic
def gather(*, channel: Channel, by: AbstractBaseUser, now: datetime) -> UUID | None:
    """Takes what waits, the oldest first, into a batch; None if nothing does. Names and addresses are read from here
    on, and it is written down."""
    waiting = Message.objects.filter(state=State.QUEUED, channel=channel, due_at__lte=now)
    taken = list(waiting.select_for_update(of=("self",), skip_locked=True).order_by("due_at", "pk")[: MOST[channel]])
    claim = uuid4()
    taken_now = {"state": State.SENDING, "claim": claim, "claimed_at": now, "claimed_by": by}
    for message in taken:
        _write(message, **taken_now, attempts=message.attempts + 1)
    fields = ["name", "phone" if channel == Channel.CALL else "address", "text"]
    for message in taken:
        journal.record(verb="messages.gathered", subject=message, about=message.person, by=by, now=now, fields=fields)
    return claim if taken else None


@transaction.atomic
def all_given(*, claim: UUID, by: AbstractBaseUser, now: datetime) -> int:
    """The letters of a batch were posted, or given by hand; how many."""
    held = _held(claim)
    for message in held:
        _sent(message, now)
    _record(held, "messages.letter_given", by, now)
    return len(held)


@transaction.atomic
def put_all_back(*, claim: UUID, by: AbstractBaseUser, now: datetime) -> int:
    """Nobody printed them, or made the calls: they wait again; how many."""
    held = _held(claim)
    for message in held:
        _write(message, **WAITING, attempts=message.attempts - 1)
    _record(held, "messages.put_back", by, now)
    return len(held)


@transaction.atomic
def reached(*, message: Message, by: AbstractBaseUser, now: datetime) -> None:
    """The person was told, by telephone. Raises TooLateError if the batch is no longer open."""
    held = _one(message)
    _sent(held, now)
    _record([held], "messages.call_made", by, now)


@transaction.atomic
def not_reached(*, message: Message, by: AbstractBaseUser, now: datetime) -> None:
    """Nobody answered: another day, and after the last time a letter if there is an address. Raises TooLateError."""
    held = _one(message)
    if held.attempts < MOST_CALLS:
        _write(held, **WAITING, reason="not_reached", due_at=now + BETWEEN_CALLS)
    elif held.address:
        _write(held, **WAITING, reason="not_reached", channel=Channel.LETTER, due_at=now, attempts=0)
    else:
        _write(held, state=State.GIVEN_UP, reason="not_reached", ended_at=now)
    _record([held], "messages.call_made", by, now)


@transaction.atomic
def wrong(*, message: Message, by: AbstractBaseUser, now: datetime) -> None:
    """The number, or the address, is not the person's. Raises TooLateError if the batch is no longer open."""
    held = _one(message)
    reason = "wrong_number" if held.channel == Channel.CALL else "wrong_address"
    _write(held, state=State.FAILED, reason=reason, ended_at=now)
    _record([held], "messages.call_made" if held.channel == Channel.CALL else "messages.put_back", by, now)


def _held(claim: UUID) -> list[Message]:
    open_ones = Message.objects.filter(claim=claim, state=State.SENDING, channel__in=MOST)
    return list(open_ones.select_for_update(of=("self",)).order_by("pk"))


def _one(message: Message) -> Message:
    held = next((each for each in _held(message.claim) if each.pk == message.pk), None) if message.claim else None
    if held is None:
        raise TooLateError
    return held


def _sent(message: Message, now: datetime) -> None:
    forgotten = {"text": "", "short": ""} if message.is_secret else {}
    _write(message, state=State.SENT, reason="", ended_at=now, **forgotten)


def _write(message: Message, **said: Any) -> None:
    for name, value in said.items():
        setattr(message, name, value)
    message.save(update_fields=list(said))


def _record(held: list[Message], verb: str, by: AbstractBaseUser, now: datetime) -> None:
    for message in held:
        journal.record(verb=verb, subject=message, about=message.person, by=by, now=now, fields=["state"])
