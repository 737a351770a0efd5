"""Entries as those see them who keep the directory: found, with the origin of each field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from maillage.web.messages.rules.phone import readable_phone
from maillage.web.places.queries.card import usual_hours
from maillage.web.places.queries.communes import find_commune
from maillage.web.places.rules.communes import Commune

from ..models import Asking, Entry, Record, Source
from ..rules import words
from ..rules.asking import PATIENCE, REMINDERS
from ..rules.cards import of_plain
from ..rules.spelt import pattern_of
from ..rules.trust import OWN

PAGE = 40
# Which entries somebody wants to see.
STATES = ("listed", "unlisted", "unconfirmed", "own")
# Fields that say where, or that only machines read, stand together or not at all.
LABELLED = (
    "name", "kind", "address", "more_address", "postcode", "city", "phone", "email", "website", "booking_page", "hours",
    "step_free", "description", "person", "siret", "finess",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """``source``: that the value was taken from; ``others``: (source, value) of those that say something else;
    ``week``: (days, hours) of hours that are a plain week."""

    name: str
    label: str
    value: str
    source: Source | None
    others: list[tuple[Source, str]]
    is_struck: bool = False
    week: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Whole:
    """All that those who keep it see of one entry. ``is_person``: somebody who agreed to be named."""

    entry: Entry
    fields: list[Field]
    records: list[Record]
    asking: Asking | None
    commune: Commune | None
    topics: list[str]
    is_person: bool


def search(*, text: str, state: str, now: datetime) -> QuerySet[Entry]:
    """By name, town or postcode, every word of them, however it is spelt; those that are listed unless
    another ``state`` is asked for."""
    found = _in_state(Entry.objects.filter(merged_into=None), state, now)
    for word in text.split()[:8]:
        spelt = pattern_of(word)
        found = found.filter(Q(name__regex=spelt) | Q(city__regex=spelt) | Q(postcode__startswith=word))
    return found.order_by("name", "pk")


def find_entry(pk: int) -> Entry | None:
    return Entry.objects.select_related("resource_person").filter(pk=pk).first()


def whole(entry: Entry) -> Whole:
    live = Record.objects.filter(entry=entry, gone_at=None).select_related("source")
    records = list(live.order_by("source__rank", "source__slug", "key"))
    return Whole(
        entry=entry,
        fields=fields_of(entry, records),
        records=records,
        asking=entry.askings.first(),
        commune=find_commune(entry.commune) if entry.commune else None,
        topics=_topics(entry),
        is_person=entry.resource_person_id is not None,
    )


def fields_of(entry: Entry, records: list[Record]) -> list[Field]:
    """Those that somebody says, in the order of a card."""
    cards = [(record.source, of_plain(record.card, offers=False)) for record in records]
    sources = {source.slug: source for source, _card in cards}
    found = []
    for name in LABELLED:
        value, struck = getattr(entry, name), name in entry.struck
        said = [(source, getattr(card, name)) for source, card in cards]
        others = [(source, plain(name, other)) for source, other in said if other and other != value]
        if value or struck or others:
            source = sources.get(entry.origins.get(name, ""))
            week = tuple(usual_hours(value)) if name == "hours" else ()
            found.append(Field(name, label_of(name), plain(name, value), source, others, struck, week))
    return found


def label_of(name: str) -> str:
    return str(Entry._meta.get_field(name).verbose_name)


def help_said(entry: Entry, slug: str) -> dict[str, Any]:
    """What a source says that one is helped with there, the first of its services."""
    said = Record.objects.filter(entry=entry, source__slug=slug, gone_at=None).order_by("pk").first()
    return said.card.get("offers", [{}])[0] if said else {}


def _topics(entry: Entry) -> list[str]:
    """What one comes for, in words, in the order of the list."""
    codes = {code for service in entry.services.all() for code in service.topics}
    return [_(topic.title) for code, topic in words.TOPICS.items() if code in codes]


def _in_state(entries: QuerySet[Entry], state: str, now: datetime) -> QuerySet[Entry]:
    if state == "unlisted":
        return entries.exclude(unlisted_because="")
    if state == "own":
        return entries.filter(records__source__slug=OWN, records__gone_at=None).distinct()
    if state == "unconfirmed":
        return unconfirmed(entries, now)
    return entries.filter(listed=True)


def unconfirmed(entries: QuerySet[Entry], now: datetime) -> QuerySet[Entry]:
    """Asked, reminded, and without an answer: as ``rules.asking.is_unconfirmed`` says it."""
    silent = Q(confirmed_at=None) | Q(confirmed_at__lt=F("asked_at"))
    return entries.filter(silent, listed=True, asked_at__lte=now - (REMINDERS + 1) * PATIENCE)


def plain(name: str, value: Any) -> str:
    if name == "kind":
        return _(words.KINDS.get(value, value))
    if name == "phone":
        return readable_phone(value)
    if name == "step_free":
        return str(dict(Entry.StepFree.choices).get(value, value))
    return str(value)
