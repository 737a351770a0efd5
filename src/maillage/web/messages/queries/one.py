"""One message, and what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..models import Message
from ..rules.channels import USUAL_ORDER
from ..rules.phone import readable_phone
from ..rules.reasons import REASONS
from ..rules.states import Act, State, possible
from .listing import masked, moment_of, title_of


@dataclass(frozen=True)
class Sheet:
    """``acts``: what a person may do now; ``channels``: (code, name) by which it may be sent anew."""

    message: Message
    title: str
    at: datetime
    whom: str
    reason: str
    acts: tuple[Act, ...]
    channels: list[tuple[str, str]]


@dataclass(frozen=True)
class Unmasked:
    """Whom it is for and what it says; ``text`` is empty where its words open an account."""

    name: str
    email: str
    phone: str
    address: list[str]
    subject: str
    text: str


def find_message(pk: int) -> Message | None:
    return Message.objects.select_related("by", "person", "claimed_by").filter(pk=pk).first()


def sheet_of(message: Message) -> Sheet:
    able, names = message.channels(), dict(Message._meta.get_field("channel").flatchoices)
    acts = tuple(act for act in possible(State(message.state)) if act is not Act.RESEND or able)
    channels = [(str(channel), names[channel]) for channel in USUAL_ORDER if channel in able]
    return Sheet(
        message, title_of(message), moment_of(message), masked(message), REASONS[message.reason], acts, channels
    )


def unmasked(message: Message) -> Unmasked:
    said = message.short if message.channel == "sms" else message.text
    return Unmasked(
        name=message.name,
        email=message.email,
        phone=readable_phone(message.phone),
        address=message.address.splitlines(),
        subject=message.subject,
        text="" if message.is_secret else said,
    )


def about(person: int) -> list[Message]:
    """What was sent to somebody who has an account, the latest first."""
    return list(Message.objects.filter(person_id=person).order_by("-pk"))
