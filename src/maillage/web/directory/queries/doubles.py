"""Pairs of cards that may be one place, side by side, for those who decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, radians
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from maillage.engine.sources.directory.card import Card

from ..models import Entry, Pair, Record
from ..rules import words
from ..rules.cards import of_plain
from ..rules.reasons import in_words
from .entries import LABELLED, label_of, plain

METRES_PER_DEGREE = 111_195.0
SHOWN_AFTER, DECISIONS_SHOWN = 12, 8


@dataclass(frozen=True)
class Row:
    """A field as both cards say it. ``differs``: both say it, and not the same."""

    label: str
    one: str
    other: str
    differs: bool


@dataclass(frozen=True)
class Side:
    """``with_it``: other records that are the same place already, and would come along."""

    record: Record
    card: Card
    with_it: list[Record]


@dataclass(frozen=True)
class Sight:
    """A pair as one looks at it. ``where``: how far the points are apart, in words; empty where one is unknown."""

    pair: Pair
    one: Side
    other: Side
    rows: list[Row]
    where: str
    speaks_for: list[str]
    speaks_against: list[str]

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.one, self.other


def waiting() -> QuerySet[Pair]:
    """To decide, the likeliest first; what a source no longer has can wait."""
    return _whole().filter(state=Pair.State.DOUBTFUL, decided_by=None, one__gone_at=None, other__gone_at=None)


def next_after(pair: Pair | None) -> Pair | None:
    """The next one to decide after this one, from the start again at the end."""
    pairs = waiting()
    if pair is None:
        return pairs.first()
    later = pairs.filter(score__lte=pair.score).exclude(score=pair.score, pk__lte=pair.pk)
    return later.first() or pairs.exclude(pk=pair.pk).first()


def find_pair(pk: int) -> Pair | None:
    return _whole().filter(pk=pk).first()


def last_decisions() -> QuerySet[Pair]:
    return _whole().filter(decided_by__isnull=False).order_by("-decided_at", "-pk")[:DECISIONS_SHOWN]


def decisions_about(entry: Entry) -> QuerySet[Pair]:
    """What was decided about the records that stand under it, the last decision first."""
    records = Record.objects.filter(entry=entry)
    decided = _whole().filter(decided_by__isnull=False)
    return (decided.filter(one__in=records) | decided.filter(other__in=records)).order_by("-decided_at", "-pk")


def together(entry: Entry) -> list[Side]:
    """What stands under it, in the order of trust."""
    records = Record.objects.filter(entry=entry).select_related("source", "home", "entry")
    ranked = records.order_by("source__rank", "source__slug", "key")
    return [Side(record, of_plain(record.card), []) for record in ranked if record.card.get("name")]


def sight(pair: Pair) -> Sight:
    one, other = (Side(record, of_plain(record.card), _with(record)) for record in (pair.one, pair.other))
    for_it, against = in_words(pair.reasons, 0 if pair.state == Pair.State.SAME else pair.score)
    return Sight(
        pair=pair,
        one=one,
        other=other,
        rows=_rows(one.card, other.card),
        where=where(one.card, other.card),
        speaks_for=[_(said) for said in for_it],
        speaks_against=[_(said) for said in against],
    )


def where(one: Card, other: Card) -> str:
    """How far, and which way, the second is from the first."""
    if None in (one.lat, one.lon, other.lat, other.lon):
        return ""
    north = (other.lat - one.lat) * METRES_PER_DEGREE
    east = (other.lon - one.lon) * METRES_PER_DEGREE * cos(radians((one.lat + other.lat) / 2))
    metres = hypot(north, east)
    if metres < 10:
        return _("Les deux points sont au même endroit.")
    if metres < 1_000:
        said = {"metres": round(metres, -1), "way": _way(north, east)}
        return _("Le second est à %(metres)d m %(way)s du premier.") % said
    said = {"kilometres": number_format(round(metres / 1_000, 1)), "way": _way(north, east)}
    return _("Le second est à %(kilometres)s km %(way)s du premier.") % said


def _way(north: float, east: float) -> str:
    ways = (
        _("à l’est"), _("au nord-est"), _("au nord"), _("au nord-ouest"),
        _("à l’ouest"), _("au sud-ouest"), _("au sud"), _("au sud-est"),
    )  # fmt: skip
    return ways[round(atan2(north, east) / (pi / 4)) % 8]


def _whole() -> QuerySet[Pair]:
    return Pair.objects.select_related(
        "one__source", "other__source", "one__entry", "other__entry", "decided_by"
    ).order_by("-score", "pk")


def _with(record: Record) -> list[Record]:
    others = Record.objects.filter(entry=record.entry_id, gone_at=None).exclude(pk=record.pk)
    return list(others.select_related("source").order_by("source__rank", "source__slug", "key"))


def _rows(one: Card, other: Card) -> list[Row]:
    said = [(label_of(name), *(_said(card, name) for card in (one, other))) for name in LABELLED]
    said.append((_("on y vient pour"), _topics(one), _topics(other)))
    return [Row(label, mine, theirs, _differ(mine, theirs)) for label, mine, theirs in said if mine or theirs]


def _said(card: Card, name: str) -> str:
    value: Any = getattr(card, name)
    return plain(name, value) if value else ""


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one.casefold() != other.casefold()


def _topics(card: Card) -> str:
    codes: Iterable[str] = {code for offer in card.offers for code in offer.topics}
    return ", ".join(_(topic.title) for code, topic in words.TOPICS.items() if code in codes)
