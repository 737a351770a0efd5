"""What one source says of one place, in the words of this software: the same card whatever the source."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One thing that a place does for people. Codes are those of ``lists``; empty: the source does not say.

    ``key``: of the service in its source; empty when the source lists no services of its own. ``themes``: the codes of
    data·inclusion, kept as they came.
    """

    key: str = ""
    name: str = ""
    description: str = ""
    topics: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    fees: str = ""
    ways: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    hours: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    updated_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A place, as one source has it. "", () or None: the source does not say.

    ``key``: its identifier in the source. ``commune``: INSEE code. ``lat``, ``lon``: degrees, WGS 84. ``phone``: as
    E.164. ``hours``: as OpenStreetMap writes them. ``step_free``: ``yes``, ``partly``, ``no``. ``person``: the name of
    a resource person who agreed to be named.
    """

    key: str
    name: str
    kind: str = ""
    address: str = ""
    more_address: str = ""
    postcode: str = ""
    city: str = ""
    commune: str = ""
    lat: float | None = None
    lon: float | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    hours: str = ""
    step_free: str = ""
    step_free_page: str = ""
    description: str = ""
    person: str = ""
    siret: str = ""
    finess: str = ""
    networks: tuple[str, ...] = ()
    booking_page: str = ""
    updated_on: date | None = None
    offers: tuple[Offer, ...] = ()


# What is merged field by field; a place's offers are kept together, source by source.
FIELDS = tuple(field.name for field in fields(Card) if field.name not in {"key", "offers", "updated_on"})
