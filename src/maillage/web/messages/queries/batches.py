"""Letters and calls: how many wait, who took which, and what stands on the sheets that are printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Min
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from maillage.outputs.typeset import typeset
from maillage.web.authority import authority

from ..models import Message
from ..rules.channels import Channel
from ..rules.phone import readable_phone
from ..rules.states import State

BY_PEOPLE = (Channel.LETTER, Channel.CALL)


@dataclass(frozen=True)
class Batch:
    claim: UUID
    channel: str
    count: int
    at: datetime
    who: str

    @property
    def is_calls(self) -> bool:
        return self.channel == Channel.CALL


@dataclass(frozen=True)
class Call:
    """``times``: how often the person was called before."""

    pk: int
    name: str
    phone: str
    language: str
    subject: str
    text: str
    times: int


@dataclass(frozen=True)
class Letter:
    pk: int
    name: str
    address: list[str]
    subject: str


def waiting(*, now: datetime) -> dict[str, int]:
    """Channel → how many could be taken."""
    due = Message.objects.filter(state=State.QUEUED, channel__in=BY_PEOPLE, due_at__lte=now)
    counts = dict(due.order_by().values_list("channel").annotate(Count("pk")))
    return {str(channel): counts.get(channel, 0) for channel in BY_PEOPLE}


def open_batches() -> list[Batch]:
    taken = Message.objects.filter(state=State.SENDING, channel__in=BY_PEOPLE).order_by()
    groups = taken.values("claim", "channel").annotate(
        count=Count("pk"), at=Min("claimed_at"), who=Max("claimed_by__name")
    )
    return [
        Batch(each["claim"], each["channel"], each["count"], each["at"], each["who"]) for each in groups.order_by("at")
    ]


def find_batch(claim: UUID) -> Batch | None:
    return next((batch for batch in open_batches() if batch.claim == claim), None)


def calls_of(batch: Batch) -> list[Call]:
    return [
        Call(
            pk=message.pk,
            name=message.name,
            phone=readable_phone(message.phone),
            language=dict(settings.LANGUAGES)[message.language],
            subject=message.subject,
            text=message.text,
            times=message.attempts - 1,
        )
        for message in _rows(batch)
    ]


def letters_of(batch: Batch) -> list[Letter]:
    return [Letter(each.pk, each.name, each.address.splitlines(), each.subject) for each in _rows(batch)]


def find_in(batch: Batch, pk: int) -> Message | None:
    return next((message for message in _rows(batch) if message.pk == pk), None)


def printed(batch: Batch) -> bytes:
    """The batch as one PDF: the letters, or the list of calls."""
    at = localtime(batch.at)
    if batch.is_calls:
        return typeset("maillage.web.messages", "calls.typ", _list_of_calls(batch, at))
    letters = [_on_paper(message, at) for message in _rows(batch)]
    title = _("Courriers du %(date)s") % {"date": date_format(at)}
    return typeset("maillage.web.messages", "letters.typ", {"title": title, "foot": "", "letters": letters})


def _list_of_calls(batch: Batch, at: datetime) -> dict[str, Any]:
    calls = [
        {"name": call.name, "phone": call.phone, "language": call.language, "subject": call.subject, "text": call.text}
        for call in calls_of(batch)
    ]
    words = {
        "reached": _("joint"),
        "not_reached": _("pas de réponse"),
        "wrong": _("mauvais numéro"),
        "say": _("À dire"),
        "note": _("Note"),
    }
    title = _("Appels à passer, %(date)s") % {"date": date_format(at)}
    note = _(
        "Ces noms et numéros sont confidentiels. Notez les réponses sur la plateforme, puis détruisez cette feuille."
    )
    return {"title": title, "foot": title, "note": note, "who": batch.who, "words": words, "calls": calls}


def _on_paper(message: Message, at: datetime) -> dict[str, Any]:
    """In the language of who reads it."""
    with translation.override(message.language):
        return {
            "language": message.language,
            "sender": authority().name or "maillage",
            "contact": authority().contact,
            "to": [message.name, *message.address.splitlines()],
            "by_hand": "" if message.address else _("À remettre en main propre"),
            "date": date_format(at),
            "subject": message.subject,
            "paragraphs": [part.strip() for part in message.text.split("\n\n") if part.strip()],
            "refusal": _("Pour ne plus recevoir ce genre de courriers, dites-le-nous.") if message.is_optional else "",
        }


def _rows(batch: Batch) -> list[Message]:
    return list(Message.objects.filter(claim=batch.claim, state=State.SENDING).order_by("pk"))
