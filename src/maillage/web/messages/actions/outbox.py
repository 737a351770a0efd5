"""What is to be sent is written in the same transaction as its cause: both are kept, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.db.transaction import TransactionManagementError

from ..models import Message
from ..rules.channels import Channel, choose
from ..rules.phone import normal_phone, takes_sms
from ..rules.purposes import PURPOSES, SERVICE
from ..rules.recipient import Recipient
from .writing import Written, write


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
    hold. ``template``: see :func:`.writing.write`. ``purpose``: key of ``rules.purposes``. ``not_before``: now, unless
    said otherwise.

    Raises TransactionManagementError outside a transaction, WordsError if the words do not fill the template, and
    ValueError if the key was used for another template or the telephone number is none.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A message is written in the transaction of what causes it: open one first.")
    if purpose not in PURPOSES:
        raise ValueError(f"{purpose!r} is no purpose of a message: {', '.join(PURPOSES)}.")
    known = Message.objects.filter(key=key).first()
    if known is None:
        phone = normal_phone(to.phone)
        written = write(template, words, language=to.language)
        known, _created = Message.objects.get_or_create(
            key=key,
            defaults={
                "template": template,
                "purpose": purpose,
                "channel": _channel(to, phone, written),
                "language": to.language,
                "person_id": to.person,
                "by": by,
                "name": to.name.strip(),
                "email": to.email.strip(),
                "phone": phone,
                "address": "\n".join(line.strip() for line in to.address if line.strip()),
                "subject": written.subject,
                "text": written.text,
                "short": written.short,
                "written_at": now,
                "due_at": not_before or now,
            },
        )
    if known.template != template:
        raise ValueError(f"The key {key!r} is that of a message {known.template}, not {template}.")
    return known


def _channel(to: Recipient, phone: str, written: Written) -> Channel:
    possible = {Channel.LETTER}
    if to.email.strip():
        possible.add(Channel.EMAIL)
    if phone:
        possible.add(Channel.CALL)
    if phone and written.short and takes_sms(phone):
        possible.add(Channel.SMS)
    return choose(possible, wish=to.wish, has_address=any(line.strip() for line in to.address))
