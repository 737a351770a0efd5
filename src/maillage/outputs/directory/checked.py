"""What a standard checks, checked before it is written: entries are also typed by hand."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace

from ...engine.sources.directory import contacts, identifiers, opening
from ...engine.sources.directory.card import Card, Offer

POSTCODE, COMMUNE = re.compile(r"[0-9]{5}"), re.compile(r"[0-9][0-9AB][0-9]{3}")


def checked(card: Card) -> Card:
    """The same without what no standard would take: an address that is none, hours that nobody can read."""
    placed = card.lat is not None and card.lon is not None and math.isfinite(card.lat) and math.isfinite(card.lon)
    return replace(
        card,
        postcode=card.postcode if POSTCODE.fullmatch(card.postcode) else "",
        commune=card.commune if COMMUNE.fullmatch(card.commune) else "",
        lat=card.lat if placed else None,
        lon=card.lon if placed else None,
        phone=_read(contacts.phone, card.phone),
        email=_read(contacts.email, card.email),
        website=_read(contacts.page, card.website),
        booking_page=_read(contacts.page, card.booking_page),
        step_free_page=_read(contacts.page, card.step_free_page),
        hours=_read(opening.osm, card.hours),
        siret=_read(identifiers.siret, card.siret),
        offers=tuple(map(_checked_offer, card.offers)),
    )


def _checked_offer(offer: Offer) -> Offer:
    return replace(
        offer,
        phone=_read(contacts.phone, offer.phone),
        email=_read(contacts.email, offer.email),
        website=_read(contacts.page, offer.website),
        hours=_read(opening.osm, offer.hours),
    )


def _read(read: Callable[[str], str], said: str) -> str:
    try:
        return read(said)
    except ValueError:
        return ""
