"""The places that the authority runs stand in its directory by themselves."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from maillage.engine.sources.directory.card import Card, Offer
from maillage.web.places.models import Place
from maillage.web.places.queries.communes import find_commune
from maillage.web.places.queries.places import public

from ..models import Entry, Record, Source
from ..rules.cards import digest, to_plain
from ..rules.trust import PLACES
from .entries import follow
from .matching import match
from .sources import built_in

# A kind of place → a kind of the directory, where they differ.
KINDS = {"bus-stop": "health-bus", "university": "other"}
OFFER = Offer(
    name="Téléconsultation accompagnée",
    topics=("teleconsultation",),
    ways=("on-site",),
    access=("online-booking", "phone"),
)


@transaction.atomic
def follow_places(*, now: datetime) -> int:
    """Those that are open to residents, as they are; how many records changed."""
    cards = {card.key: card for card in map(_card, public().order_by("pk"))}
    source = built_in(PLACES)
    known = {record.key: record for record in source.records.all()}
    changed = [_bring(source, card, now) for key, card in cards.items() if key not in known]
    changed += [record.pk for key, record in known.items() if _update(record, cards.get(key), now)]
    if changed:
        follow(match(changed, now=now), now=now)
    return len(changed)


def _card(place: Place) -> Card:
    commune = find_commune(place.commune)
    return Card(
        key=str(place.pk),
        name=place.name,
        kind=KINDS.get(place.kind, place.kind),
        address=place.address,
        postcode=place.postcode,
        city=commune.name if commune else "",
        commune=place.commune,
        lat=place.lat,
        lon=place.lon,
        phone=place.phone,
        email=place.email,
        hours=place.hours,
        step_free="" if place.step_free == Place.StepFree.UNKNOWN else place.step_free,
        description=place.getting_there,
        booking_page=settings.URL + reverse("places:place", args=[place.pk]),
        offers=(OFFER,),
    )


def _bring(source: Source, card: Card, now: datetime) -> int:
    entry = Entry.objects.create(name=card.name, listed=False, made_at=now, changed_at=now)
    said = {"card": to_plain(card), "digest": digest(card), "first_seen_at": now, "last_seen_at": now}
    return Record.objects.create(source=source, key=card.key, entry=entry, **said).pk


def _update(record: Record, card: Card | None, now: datetime) -> bool:
    """Whether it changed, went or came back."""
    if card is None:
        return bool(Record.objects.filter(pk=record.pk, gone_at=None).update(gone_at=now))
    if record.gone_at is None and record.digest == digest(card):
        return False
    said = {"card": to_plain(card), "digest": digest(card), "last_seen_at": now, "gone_at": None}
    return bool(Record.objects.filter(pk=record.pk).update(**said))
