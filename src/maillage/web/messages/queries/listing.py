"""The list of messages: what a person who looks after sending needs, without who it is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count

from ..models import Message
from ..rules.channels import Channel
from ..rules.masking import masked_email, masked_name, masked_phone
from ..rules.reasons import REASONS
from ..rules.states import ON_ITS_WAY, State
from ..rules.titles import TITLES

A_PAGE = 50
# What somebody should look at.
TROUBLED = (State.IN_DOUBT, State.BOUNCED, State.FAILED, State.GIVEN_UP)


@dataclass(frozen=True)
class Line:
    """``whom``: masked; ``at``: when it left or stopped, else from when on it may."""

    pk: int
    title: str
    channel: str
    state: str
    state_label: str
    is_troubled: bool
    whom: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Listing:
    page: Page
    lines: list[Line]
    waiting: int
    sent: int
    troubled: int
    to_hand: int


def listing(*, state: str, channel: str, page: str) -> Listing:
    """One page of those in a ``state`` (``troubled``: any that wants a look) and of a ``channel``; empty: all."""
    rows = Message.objects.order_by("-pk")
    if state:
        rows = rows.filter(state__in=TROUBLED if state == "troubled" else [state])
    if channel:
        rows = rows.filter(channel=channel)
    shown = Paginator(rows, A_PAGE).get_page(page)
    counts = dict(Message.objects.order_by().values_list("state").annotate(Count("pk")))
    by_hand = Message.objects.filter(state=State.QUEUED, channel__in=(Channel.LETTER, Channel.CALL))
    return Listing(
        page=shown,
        lines=[_line(message) for message in shown],
        waiting=counts.get(State.QUEUED, 0) + counts.get(State.SENDING, 0),
        sent=counts.get(State.SENT, 0),
        troubled=sum(counts.get(each, 0) for each in TROUBLED),
        to_hand=by_hand.count(),
    )


def caused_by(cause: str) -> list[Line]:
    """Messages whose keys begin with ``cause``, such as ``"accounts.invitation:42"``, in the order of the promises."""
    return [_line(message) for message in Message.objects.filter(key__startswith=cause).order_by("pk")]


def masked(message: Message) -> str:
    """Enough to recognise the recipient for who knows them."""
    if message.channel == Channel.EMAIL:
        return masked_email(message.email)
    if message.channel in (Channel.SMS, Channel.CALL):
        return masked_phone(message.phone)
    return masked_name(message.name)


def title_of(message: Message) -> str:
    """Its code, if this version knows the template no more."""
    return TITLES.get(message.template, message.template)


def moment_of(message: Message) -> datetime:
    on_its_way = message.claimed_at if message.state in ON_ITS_WAY else None
    return message.ended_at or on_its_way or message.due_at


def _line(message: Message) -> Line:
    return Line(
        pk=message.pk,
        title=title_of(message),
        channel=message.get_channel_display(),
        state=message.state,
        state_label=message.get_state_display(),
        is_troubled=message.state in TROUBLED,
        whom=masked(message),
        at=moment_of(message),
        reason=REASONS[message.reason],
    )
