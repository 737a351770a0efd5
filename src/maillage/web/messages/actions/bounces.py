"""Mail that came back, and what operators say of what they carried. The machine's own writes stand on the row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ..gateways.sms import TellingGateway, sms_gateway
from ..models import DeadAddress, Message
from ..rules.bounces import Bounce
from ..rules.channels import Channel
from ..rules.states import State


class UnknownGatewayError(LookupError):
    """The gateway in use has no receipts."""


MAY_COME_BACK = (State.SENT, State.SENDING, State.IN_DOUBT)


@transaction.atomic
def note_bounce(*, bounce: Bounce, now: datetime) -> Message | None:
    """Marks the message, and the address if nothing would arrive there. None if it is about no message of ours: a
    report that anybody may have forged marks no address."""
    if not bounce.is_final or not bounce.message_id:
        return None
    ours = Message.objects.select_for_update().filter(channel=Channel.EMAIL, reference=bounce.message_id)
    message = ours.first()
    if message is None or message.email.casefold() != bounce.address.casefold():
        return None
    if message.state in MAY_COME_BACK:
        message.state, message.reason, message.ended_at = State.BOUNCED, "bounced", now
        message.save(update_fields=["state", "reason", "ended_at"])
    if bounce.is_dead and not DeadAddress.objects.filter(email_index=message.email).exists():
        DeadAddress.objects.create(email=message.email, status=bounce.status, at=now)
    return message


def take_receipt(*, body: bytes, headers: Mapping[str, str], now: datetime) -> None:
    """What the operator posted. Raises UnknownGatewayError if ours has no receipts, ValueError if it is not the
    operator's."""
    gateway = sms_gateway()
    if not isinstance(gateway, TellingGateway):
        raise UnknownGatewayError
    receipt = gateway.read_receipt(body, headers)
    if receipt is not None:
        note_receipt(reference=receipt.reference, arrived=receipt.arrived, now=now)


@transaction.atomic
def note_receipt(*, reference: str, arrived: bool, now: datetime) -> Message | None:
    """A gateway tells whether an SMS arrived, which settles a doubt as well. None if it is no message of ours."""
    ours = Message.objects.select_for_update().filter(channel=Channel.SMS, reference=reference)
    message = ours.first() if reference else None
    if message is None or message.state not in MAY_COME_BACK:
        return None
    message.state, message.ended_at = (State.SENT if arrived else State.FAILED), message.ended_at or now
    message.reason, message.received_at = ("", now) if arrived else ("not_received", None)
    message.save(update_fields=["state", "ended_at", "reason", "received_at"])
    return message
