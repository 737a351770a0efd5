"""What people decide about one message. Each is journaled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from maillage.web.jobs.actions.queue import ask
from maillage.web.privacy.actions import journal

from ..models import Message
from ..queries.ringing import leaves_at
from ..rules.channels import SENT_BY_MACHINE, Channel
from ..rules.recipient import Recipient
from ..rules.states import Act, State, possible
from .outbox import SENDER, send


class TooLateError(Exception):
    """The message is no longer where the person saw it: somebody else, or the machine, was faster."""


@transaction.atomic
def cancel(*, message: Message, by: AbstractBaseUser, now: datetime) -> Message:
    """It will not be sent. Raises TooLateError if it is on its way or gone."""
    held = _hold(message, Act.CANCEL)
    return _decide(held, "messages.cancelled", by, now, state=State.CANCELLED, reason="by_hand", ended_at=now)


@transaction.atomic
def resend(*, message: Message, channel: Channel, by: AbstractBaseUser, now: datetime) -> Message:
    """What did not arrive is tried anew, by a ``channel`` for which it has an address and words.

    Raises TooLateError, and ValueError for a channel that it cannot go by.
    """
    held = _hold(message, Act.RESEND)
    return _queue(held, channel, "messages.resent", by, now)


@transaction.atomic
def settle(*, message: Message, was_sent: bool, by: AbstractBaseUser, now: datetime) -> Message:
    """Says whether a message in doubt left; if not, it is sent. Raises TooLateError."""
    held = _hold(message, Act.SAY_SENT if was_sent else Act.SAY_NOT_SENT)
    if not was_sent:
        return _queue(held, Channel(held.channel), "messages.settled", by, now)
    return _decide(held, "messages.settled", by, now, state=State.SENT, reason="by_hand", ended_at=now)


@transaction.atomic
def read(*, message: Message, by: AbstractBaseUser, now: datetime) -> Message:
    """Name, address and words of a message, for who needs them; it is written down that they were read."""
    fields = ["name", "email", "phone", "address", "subject", "text", "short"]
    journal.record(verb="messages.read", subject=message, about=message.person, by=by, now=now, fields=fields)
    return message


@transaction.atomic
def try_out(*, to: Recipient, by: AbstractBaseUser, now: datetime) -> Message:
    """A message to oneself, to see that sending works."""
    key = f"messages.trial:{by.pk}:{now.isoformat()}"
    message = send(
        template="messages/trial", to=to, words={"name": to.name}, key=key, by=by, now=now, purpose="security"
    )
    journal.record(verb="messages.tried", subject=message, about=by, by=by, now=now)
    return message


def _hold(message: Message, act: Act) -> Message:
    held = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if act not in possible(State(held.state)):
        raise TooLateError
    return held


def _queue(held: Message, channel: Channel, verb: str, by: AbstractBaseUser, now: datetime) -> Message:
    if channel not in held.channels():
        raise ValueError(f"This message cannot go by {channel}.")
    due_at = leaves_at(channel, now, urgent=held.is_urgent)
    fresh = {
        "state": State.QUEUED,
        "channel": channel,
        "due_at": due_at,
        "claim": None,
        "claimed_at": None,
        "claimed_by": None,
    }
    decided = _decide(held, verb, by, now, **fresh, attempts=0, reason="by_hand", ended_at=None)
    if channel in SENT_BY_MACHINE:
        ask(SENDER, now=now, run_after=due_at)
    return decided


def _decide(held: Message, verb: str, by: AbstractBaseUser, now: datetime, **said: Any) -> Message:
    for name, value in said.items():
        setattr(held, name, value)
    held.save(update_fields=list(said))
    journal.record(verb=verb, subject=held, about=held.person, by=by, now=now, fields=["state"])
    return held
