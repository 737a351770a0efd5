"""What structures, people and agents are told. Each message is promised in the transaction of its cause."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maillage.web.authority import authority
from maillage.web.directory.models import Entry
from maillage.web.messages.actions import outbox
from maillage.web.messages.rules.channels import Channel
from maillage.web.messages.rules.recipient import Recipient

from ..models import Referral
from ..models.link import LANGUAGE, link_of_person, link_of_structure
from ..rules.lists import MEANS_TOLD
from ..rules.states import ANSWERED_WITHIN, REMINDED_AFTER

# To the structure.
ASKED, ASKED_BY_HAND = "referrals/asked", "referrals/asked_by_hand"
REMINDER, TAKEN_BACK = "referrals/reminder", "referrals/taken_back"
# To the person.
SENT, ACCEPTED, UNANSWERED = "referrals/sent", "referrals/accepted", "referrals/unanswered"
# To the agent.
NEWS = "referrals/news"


def ask_structure(referral: Referral, *, by: AbstractBaseUser | None, now: datetime) -> None:
    """By e-mail a link, on the telephone and on paper a number: nothing of the person is in what is sent."""
    template = ASKED if referral.asked_by == Referral.By.EMAIL else ASKED_BY_HAND
    _tell_structure(template, referral, "asked", by=by, now=now)


def remind_structure(referral: Referral, *, number: int, now: datetime) -> None:
    template = REMINDER if referral.asked_by == Referral.By.EMAIL else ASKED_BY_HAND
    _tell_structure(template, referral, _reminder(number), by=None, now=now)


def take_back(referral: Referral, *, by: AbstractBaseUser | None, now: datetime) -> None:
    """What has not left is not sent; a structure that was asked already is told that it is over."""
    was_not_asked = outbox.withdraw(keys=[_key(referral, "asked")], now=now)
    reminders = range(1, len(REMINDED_AFTER) + 1)
    outbox.withdraw(keys=[_key(referral, _reminder(number)) for number in reminders], now=now)
    if not was_not_asked:
        _tell_structure(TAKEN_BACK, referral, "taken_back", by=by, now=now)


def tell_person(template: str, referral: Referral, *, by: AbstractBaseUser | None, now: datetime) -> None:
    """If they wish to be told."""
    if not referral.tells_person or referral.forgotten_at:
        return
    with translation.override(referral.language):
        words = {
            "name": referral.name,
            "structure": referral.structure,
            "link": link_of_person(referral),
            "how": _(MEANS_TOLD[referral.means]) if referral.means else "",
            "day": date_format(referral.contact_on, "l j F") if referral.contact_on else "",
        }
    to = Recipient(
        name=referral.name,
        language=referral.language,
        email=referral.email,
        phone=referral.phone,
        address=tuple(referral.address.splitlines()),
        wish=Channel(referral.wish) if referral.wish else None,
    )
    outbox.send(template=template, to=to, words=words, key=_key(referral, template), by=by, now=now)


def tell_agent(referral: Referral, *, by: AbstractBaseUser | None, now: datetime) -> None:
    """What became of it, by its number: the name stands on the page."""
    agent = referral.made_by
    if by == agent or not agent.email:
        return
    with translation.override(LANGUAGE):
        words = {
            "number": referral.pk,
            "structure": referral.structure,
            "state": referral.get_state_display(),
            "link": settings.URL + reverse("referrals:referral", args=[referral.pk]),
        }
    to = Recipient(name=agent.name, email=agent.email, person=agent.pk, language=LANGUAGE)
    outbox.send(template=NEWS, to=to, words=words, key=_key(referral, f"news:{referral.state}"), by=by, now=now)


def _tell_structure(
    template: str, referral: Referral, what: str, *, by: AbstractBaseUser | None, now: datetime
) -> None:
    """As the directory has it today; without a card any more, by hand."""
    entry = referral.entry
    with translation.override(LANGUAGE):
        words = {
            "structure": referral.structure,
            "sender": authority().name or str(referral.organisation),
            "organisation": str(referral.organisation),
            "agent": referral.made_by.name,
            "number": referral.pk,
            "until": date_format(referral.sent_at + ANSWERED_WITHIN, "j F Y"),
            "link": link_of_structure(referral),
        }
    to = Recipient(
        name=referral.structure,
        email=entry.email if entry and referral.asked_by == Referral.By.EMAIL else "",
        phone=entry.phone if entry else "",
        address=lines_of(entry) if entry else (),
        language=LANGUAGE,
        wish=Channel(referral.asked_by),
    )
    outbox.send(template=template, to=to, words=words, key=_key(referral, what), by=by, now=now)


def lines_of(entry: Entry) -> tuple[str, ...]:
    """As on an envelope, under the name; none without a town."""
    town = f"{entry.postcode} {entry.city}".strip()
    return tuple(line for line in (entry.more_address, entry.address, town) if line) if town else ()


def _reminder(number: int) -> str:
    return f"reminder{number}"


def _key(referral: Referral, what: str) -> str:
    return f"referrals:{referral.pk}:{what}"
