"""What anybody may know of one place before they come, and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from maillage.engine.territory.time_zone import time_zone
from maillage.web.messages.rules.phone import readable_phone
from maillage.web.places.rules.hours import week_of

from ..models import Entry, Service, Source
from ..rules import words
from ..rules.asked import is_sensitive
from ..rules.asking import is_unconfirmed
from ..rules.freshness import Freshness, freshness
from ..rules.schema_org import place
from ..rules.tiles import picture_of
from ..rules.vcard import vcard
from .next_free import NextFree, next_free
from .opening import Hours, hours_of
from .results import address_of
from .tiles import Tile, tiles

# What nobody reads of the address of a site.
WEB = re.compile(r"^https?://(www\.)?")


@dataclass(frozen=True)
class Said:
    """A source with its number on the page, and which of the fields were taken from it."""

    number: int
    source: Source
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Help:
    """One thing that the place does. ``note``: the number of the source that says so."""

    name: str
    description: str
    topics: tuple[Tile, ...]
    fees: str
    hours: str
    note: int


@dataclass(frozen=True)
class Card:
    """``notes``: for each field that one sees, the number of its source, 0 if none is known."""

    entry: Entry
    icon: str
    kind: str
    address: str
    phone: str
    website: str
    step_free: str
    hours: Hours
    freshness: Freshness
    topics: tuple[Tile, ...]
    helps: tuple[Help, ...]
    audiences: tuple[str, ...]
    conditions: tuple[str, ...]
    languages: tuple[str, ...]
    fees: tuple[str, ...]
    ways: tuple[str, ...]
    access: tuple[str, ...]
    networks: tuple[str, ...]
    sources: tuple[Said, ...]
    notes: Mapping[str, int]
    sensitive: bool
    next_free: NextFree | None

    @property
    def is_reachable(self) -> bool:
        return bool(self.phone or self.entry.email or self.website or self.entry.booking_page)

    @property
    def text(self) -> str:
        """To be sent to somebody: what one needs to go there or to call."""
        told = (self.entry.name, self.address, self.phone, self.hours.state.words)
        return "\n".join(part for part in told if part)


def find_entry(pk: int) -> Entry | None:
    return Entry.objects.select_related("merged_into").filter(pk=pk).first()


def where_now(entry: Entry) -> Entry:
    """Itself, or what it was merged into; through several merges, each of which a person may have decided."""
    seen = {entry.pk}
    while entry.merged_into is not None and entry.merged_into.pk not in seen:
        entry = entry.merged_into
        seen.add(entry.pk)
    return entry


def card_of(entry: Entry, *, now: datetime) -> Card:
    services = list(entry.services.select_related("record__source").order_by("record__source__rank", "pk"))
    sources = _sources(entry, services)
    numbers = {said.source.slug: said.number for said in sources}
    today = now.astimezone(time_zone(entry.commune[:3] if entry.commune.startswith("97") else "")).date()
    topics = [code for code in _codes(services, "topics") if code in words.TOPICS]
    return Card(
        entry=entry,
        icon=picture_of(entry.kind, topics),
        kind=_(words.KINDS.get(entry.kind, words.KINDS["other"])),
        address=address_of(entry),
        phone=readable_phone(entry.phone),
        website=WEB.sub("", entry.website).rstrip("/"),
        step_free=_(words.STEP_FREE[entry.step_free]) if entry.step_free in words.STEP_FREE else "",
        hours=hours_of(entry.hours, entry.commune, now),
        freshness=freshness(
            confirmed_on=entry.confirmed_at.date() if entry.confirmed_at else None,
            updated_on=entry.updated_on,
            today=today,
            is_silent=is_unconfirmed(asked_at=entry.asked_at, confirmed_at=entry.confirmed_at, now=now),
        ),
        topics=tiles(topics),
        helps=tuple(_help(each, numbers) for each in services if each.name or each.description),
        audiences=_said(services, "audiences", words.AUDIENCES),
        conditions=_said(services, "conditions", words.CONDITIONS),
        languages=_said(services, "languages", words.LANGUAGES),
        fees=tuple(_(words.FEES[code]) for code in dict.fromkeys(each.fees for each in services) if code in words.FEES),
        ways=_said(services, "ways", words.WAYS),
        access=_said(services, "access", words.ACCESS),
        networks=tuple(_(words.NETWORKS[code]) for code in entry.networks if code in words.NETWORKS),
        sources=sources,
        notes={name: numbers.get(entry.origins.get(name, ""), 0) for name in words.FIELDS},
        sensitive=is_sensitive(topics, {entry.kind}),
        next_free=next_free(entry, now=now),
    )


def schema_of(card: Card, *, page: str) -> str:
    """For search engines; empty for somebody who agreed to be named here, and nowhere else. ``page``: its address."""
    entry = card.entry
    if entry.resource_person_id is not None:
        return ""
    # Hours that nobody can read have no week.
    week = None if card.hours.typed else week_of(entry.hours)
    return place(
        **_contact(entry),
        page=page,
        description=entry.description,
        week=week.days if week else (),
        is_free=card.fees == (_(words.FEES["free"]),),
    )


def vcard_of(entry: Entry, *, page: str) -> str:
    """``page``: the address of its card."""
    return vcard(**_contact(entry), email=entry.email, note=page)


def _contact(entry: Entry) -> dict[str, Any]:
    """What every form of a card says: who, where, and how one reaches them."""
    same = ("name", "phone", "website", "postcode", "city", "lat", "lon")
    return {name: getattr(entry, name) for name in same} | {"street": entry.address}


def _sources(entry: Entry, services: Sequence[Service]) -> tuple[Said, ...]:
    """Every source that says something of the place, the most trusted first."""
    slugs = {*entry.origins.values(), *(each.record.source.slug for each in services)}
    told = Source.objects.filter(slug__in=slugs).order_by("rank", "slug")
    found = []
    for number, source in enumerate(told, start=1):
        taken = [name for name in words.FIELDS if getattr(entry, name) and entry.origins.get(name) == source.slug]
        fields = [_(words.FIELDS[name]) for name in taken]
        if any(each.record.source_id == source.pk for each in services):
            fields.append(_("services"))
        found.append(Said(number, source, tuple(fields)))
    return tuple(found)


def _help(service: Service, numbers: Mapping[str, int]) -> Help:
    return Help(
        name=service.name,
        description=service.description,
        topics=tiles(service.topics),
        fees=_(words.FEES[service.fees]) if service.fees in words.FEES else "",
        hours=service.hours,
        note=numbers.get(service.record.source.slug, 0),
    )


def _codes(services: Iterable[Service], name: str) -> list[str]:
    return list(dict.fromkeys(code for each in services for code in getattr(each, name)))


def _said(services: Iterable[Service], name: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """What any of the services says, in words; a code without words as it is."""
    return tuple(_(known[code]) if code in known else code for code in _codes(services, name))
