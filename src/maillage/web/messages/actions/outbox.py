"""What is to be sent is written in the same transaction as its cause: both are kept, or neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.db.transaction import TransactionManagementError

from maillage.web.inserting import insert
from maillage.web.jobs.actions.queue import ask
from maillage.web.prepared import Prepared

from ..models import DeadAddress, Message, OptOut
from ..queries.ringing import leaves_at
from ..rules.channels import SENT_BY_MACHINE, Channel, choose
from ..rules.phone import normal_phone, takes_sms
from ..rules.purposes import PURPOSES, SERVICE
from ..rules.recipient import Recipient
from ..rules.states import State
from .writing import write

SENDER = "messages.send_waiting"
DEAD = Prepared(lambda *digests: DeadAddress.objects.filter(email_index__in=digests).values_list("pk"))


def send(
    *,
    template: str,
    to: Recipient,
    words: Mapping[str, str | int],
    key: str,
    by: AbstractBaseUser | None,
    now: datetime,
    purpose: str = SERVICE,
    not_before: datetime | None = None,
) -> Message:
    """Promises a message. It leaves after the transaction of its cause has ended well, and once.

    ``key`` names the cause, such as ``"accounts.invitation:42"``: the same key is the same message, whose first words
    hold. ``template``: see :func:`.writing.write`. ``purpose``: key of ``rules.purposes``; who said no to it is sent
    nothing, and the message is kept as cancelled. ``not_before``: now, unless said otherwise.

    Raises TransactionManagementError outside a transaction, WordsError if the words do not fill the template, and
    ValueError for an unknown purpose, a telephone number that is none, or a key that was used for another template.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A message is written in the transaction of what causes it: open one first.")
    if purpose not in PURPOSES:
        raise ValueError(f"{purpose!r} is no purpose of a message: {', '.join(PURPOSES)}.")
    known = _kept(_written(template, to, words, purpose, not_before or now), key, by=by, now=now)
    if known.template != template:
        raise ValueError(f"The key {key!r} is that of a message {known.template}, not {template}.")
    return known


def withdraw(*, keys: Iterable[str], now: datetime) -> int:
    """What was promised under these keys and waits is not sent: its cause is gone. What has left has left. How many.

    To be called in the transaction of whatever makes it untrue.
    """
    waiting = Message.objects.filter(key__in=list(keys), state=State.QUEUED)
    return waiting.update(state=State.CANCELLED, reason="withdrawn", ended_at=now)


def _written(
    template: str, to: Recipient, words: Mapping[str, str | int], purpose: str, not_before: datetime
) -> Message:
    phone = normal_phone(to.phone)
    optional = PURPOSES[purpose].optional
    said = write(template, words, language=to.language, short=takes_sms(phone), optional=optional)
    message = Message(
        template=template,
        purpose=purpose,
        language=to.language,
        person_id=to.person,
        name=to.name.strip(),
        email=to.email.strip(),
        phone=phone,
        address="\n".join(line.strip() for line in to.address if line.strip()),
        subject=said.subject,
        text=said.text,
        short=said.short,
    )
    message.channel = choose(
        message.channels(),
        wish=to.wish,
        refused=[Channel.EMAIL] if message.email and _is_dead(message.email) else [],
        has_address=bool(message.address),
    )
    message.due_at = leaves_at(message.channel, not_before, urgent=message.is_urgent)
    return message


def _kept(message: Message, key: str, *, by: AbstractBaseUser | None, now: datetime) -> Message:
    message.key, message.by, message.written_at = key, by, now
    if message.is_optional and _said_no(message):
        message.state, message.reason, message.ended_at = State.CANCELLED, "opted_out", now
    # Causes are rarely told twice, so that nobody looks first.
    if not insert(message, unless_there=True):
        return Message.objects.get(key=key)
    if message.state == State.QUEUED and message.channel in SENT_BY_MACHINE:
        ask(SENDER, now=now, run_after=message.due_at)
    return message


def _is_dead(email: str) -> bool:
    return bool(DEAD.ask(*DeadAddress._meta.get_field("email_index").digests(email)))


def _said_no(message: Message) -> bool:
    contacts = [contact for contact in (message.email, message.phone) if contact]
    return bool(contacts) and OptOut.objects.filter(contact_index__in=contacts, purpose=message.purpose).exists()
