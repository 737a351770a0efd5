"""Referrals as those see them who made them or work beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maillage.web.accounts.models import Organisation, User
from maillage.web.accounts.queries.organisations import find_own, organisations_of
from maillage.web.bookings.queries.offers import known_commune, where
from maillage.web.directory.models import Entry
from maillage.web.messages.rules.phone import readable_phone
from maillage.web.territories.queries import commune_name

from ..models import Referral
from ..rules.lists import MEANS, MEANS_TOLD, NEEDS, NOTES, OBSTACLES, REFUSALS
from ..rules.solutions import proposals
from ..rules.states import ANSWERED_WITHIN, REMINDED_AFTER, State
from .near import DIRECTORY, Asking, Somewhere, entries

MAKE = "referrals.make"
# A page of the list.
AT_MOST = 50
# Structures to go on to.
NEXT = 4


@dataclass(frozen=True)
class Moment:
    """A line of the history."""

    at: datetime
    words: str


@dataclass(frozen=True)
class Listed:
    """``more``: there are others, earlier."""

    rows: Sequence[Referral]
    waiting: int
    more: bool

    @property
    def last(self) -> int | None:
        return self.rows[-1].pk if self.rows else None


def visible_to(reader: User) -> QuerySet[Referral]:
    """Of the reader's organisations."""
    rows = Referral.objects.filter(organisation__in=organisations_of(reader, MAKE))
    return rows.select_related("organisation", "entry", "made_by", "follows", "followed_by")


def find(pk: int, reader: User) -> Referral | None:
    return visible_to(reader).filter(pk=pk).first()


def listed(reader: User, *, state: str = "", own: bool = False, before: int | None = None) -> Listed:
    """The latest first. ``own``: those that the reader made; ``before``: earlier than that one."""
    rows = visible_to(reader)
    waiting = rows.filter(state=State.WAITING).count()
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(made_by=reader) if own else rows
    rows = rows.filter(pk__lt=before) if before else rows
    page = list(rows.order_by("-pk")[: AT_MOST + 1])
    return Listed(page[:AT_MOST], waiting, len(page) > AT_MOST)


def sender_of(reader: User) -> Organisation | None:
    """The organisation in whose name one sends: the authority's own, or the first in which one may."""
    own = find_own()
    mine = organisations_of(reader, MAKE)
    return mine.filter(pk=own.pk).first() if own and mine.filter(pk=own.pk).exists() else mine.order_by("pk").first()


def find_structure(pk: int | None) -> Entry | None:
    """To which people may be sent: shown to everybody."""
    return Entry.objects.filter(pk=pk, listed=True).first() if pk else None


def words_of(referral: Referral) -> dict[str, object]:
    """The codes in words, in the language of the page."""
    return {
        "need": _(NEEDS[referral.need]),
        "obstacles": [_(OBSTACLES[each]) for each in referral.obstacles],
        "notes": [_(NOTES[each]) for each in referral.notes],
        "refusal": _(REFUSALS[referral.refusal]) if referral.refusal else "",
        "means": _(MEANS[referral.means]) if referral.means else "",
        "means_told": _(MEANS_TOLD[referral.means]) if referral.means else "",
        "phone": readable_phone(referral.phone),
        "structure_phone": readable_phone(referral.entry.phone) if referral.entry else "",
        "commune": commune_name(referral.commune),
        "until": referral.sent_at + ANSWERED_WITHIN,
    }


def history_of(referral: Referral) -> list[Moment]:
    """What was done, in order."""
    told = [Moment(referral.sent_at, _("envoyée par %(agent)s") % {"agent": referral.made_by.name})]
    told += [
        Moment(referral.sent_at + wait, _("rappel à la structure")) for wait in REMINDED_AFTER[: referral.reminded]
    ]
    if referral.opened_at:
        told.append(Moment(referral.opened_at, _("ouverte par la structure")))
    if referral.ended_at:
        told.append(Moment(referral.ended_at, str(referral.get_state_display())))
    return sorted(told, key=lambda moment: moment.at)


def may_go_on(referral: Referral) -> bool:
    """Whether the person may be sent to the next structure."""
    unhelped = referral.state in {State.REFUSED, State.EXPIRED} and referral.forgotten_at is None
    return unhelped and not hasattr(referral, "followed_by")


def next_structures(referral: Referral, *, now: datetime) -> list[Somewhere]:
    """Near the person, of the kinds that their need proposes; without those that were asked already."""
    if not known_commune(referral.commune):
        return []
    asked = set(_asked_before(referral))
    asking = Asking(referral.need, where("", referral.commune), now, step_free="steps" in referral.obstacles)
    kinds = [each.kind for each in proposals(referral.need, referral.obstacles) if each.kind in DIRECTORY]
    found = {each.entry: each for kind in kinds for each in entries(kind, asking) if each.entry not in asked}
    return list(found.values())[:NEXT]


def _asked_before(referral: Referral) -> list[int]:
    """Entries of this referral and of those before it."""
    found, row = [], referral
    while row is not None:
        found.append(row.entry_id)
        row = row.follows
    return found
