"""What waits is sent: claimed in a transaction of its own, then given to its gateway, then written down.

A process that dies in between leaves a claim that nobody answers for. Where the gateway is idempotent, as the folders
are, the message is sent again under the same key; elsewhere it may have left or not, and a person decides: a message is
late rather than twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from ..gateways import mail
from ..gateways.answers import NotNowError, RefusedError
from ..gateways.sms import Sms, sms_gateway
from ..models import Message
from ..queries.ringing import leaves_at
from ..rules.channels import SENT_BY_MACHINE, Channel
from ..rules.message_id import message_id
from ..rules.retries import LEASE, wait_after
from ..rules.states import ON_ITS_WAY, State
from .opt_out import refusal_address


@dataclass(frozen=True)
class Outcome:
    """What became of an attempt. ``reason``: key of ``rules.reasons``."""

    state: State
    reason: str = ""
    reference: str = ""


def send_next(*, now: datetime) -> Message | None:
    """Sends the message that is due for longest; None if none is. What became of it stands on its row."""
    message = _claim(now)
    if message is not None:
        _settle(message, _attempt(message), now=now)
    return message


def recover(*, now: datetime) -> int:
    """Looks after claims that nobody answers for; how many."""
    silent = Message.objects.filter(
        state=State.SENDING, channel__in=SENT_BY_MACHINE, claimed_at__lte=now - LEASE
    ).values_list("pk", "claim", "channel")
    return sum(_release(pk, claim, channel) for pk, claim, channel in silent.order_by("pk"))


def _release(pk: int, claim: UUID, channel: str) -> int:
    again = mail.is_idempotent() if channel == Channel.EMAIL else sms_gateway().idempotent
    state = State.QUEUED if again else State.IN_DOUBT
    return Message.objects.filter(pk=pk, claim=claim, state=State.SENDING).update(state=state, reason="interrupted")


def _claim(now: datetime) -> Message | None:
    """A plain read comes first: on SQLite a transaction locks out every other writer."""
    waiting = Message.objects.filter(state=State.QUEUED, channel__in=SENT_BY_MACHINE, due_at__lte=now)
    return _claim_first(waiting, now) if waiting.exists() else None


@transaction.atomic
def _claim_first(waiting: QuerySet[Message], now: datetime) -> Message | None:
    """The row is ours alone once this is committed, before anything leaves. What may not ring now waits."""
    free = waiting.select_for_update(skip_locked=True).order_by("due_at", "pk")
    while message := free.first():
        allowed = leaves_at(message.channel, now, urgent=message.is_urgent)
        if allowed > now:
            Message.objects.filter(pk=message.pk).update(due_at=allowed)
            continue
        message.state, message.claim, message.claimed_at = State.SENDING, uuid4(), now
        message.attempts += 1
        if message.channel == Channel.EMAIL:
            message.reference = message_id(message.key, _host())
        message.save(update_fields=["state", "claim", "claimed_at", "attempts", "reference"])
        return message
    return None


def _attempt(message: Message) -> Outcome:
    """Whatever a gateway raises that it did not say it would, nobody knows whether the message left."""
    give = _packed(message)
    try:
        reference = give()
    except RefusedError as refused:
        return Outcome(State.FAILED, refused.reason)
    except NotNowError as busy:
        return Outcome(State.QUEUED, busy.reason)
    except Exception:  # noqa: BLE001 - a gateway is somebody else's code
        return Outcome(State.IN_DOUBT, "no_answer")
    return Outcome(State.SENT, "", reference)


def _packed(message: Message) -> Callable[[], str]:
    """Ready to be given to its gateway, which answers with its own name for it."""
    if message.channel == Channel.SMS:
        return partial(sms_gateway().send, Sms(message.key, message.phone, message.short))
    refusal = refusal_address(message) if message.is_optional else ""
    letter = mail.Mail(message.reference, message.email, message.subject, message.text, refusal)
    return partial(mail.send, letter)


@transaction.atomic
def _settle(message: Message, outcome: Outcome, *, now: datetime) -> None:
    """Only the claim that is still in force is answered: what a person decided meanwhile holds."""
    said = {"state": outcome.state, "reason": outcome.reason, "reference": outcome.reference or message.reference}
    if outcome.state == State.QUEUED:
        wait = wait_after(message.attempts)
        if wait is None:
            said |= {"state": State.GIVEN_UP, "reason": "too_often", "ended_at": now}
        else:
            said["due_at"] = now + wait
    elif outcome.state != State.IN_DOUBT:
        said["ended_at"] = now
    if outcome.state == State.SENT and message.is_secret:
        said |= {"text": "", "short": ""}
    Message.objects.filter(pk=message.pk, claim=message.claim, state__in=ON_ITS_WAY).update(**said)


def _host() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
