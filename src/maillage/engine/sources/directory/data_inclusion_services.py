"""Services of data·inclusion (v1 and v0) as offers, at their structure or wherever else they are given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from . import codes_data_inclusion as codes
from .card import Card, Offer
from .france import km_between, name_key
from .lines import Line
from .problem import Problem
from .row import ADDRESS_LENGTH, CITY_LENGTH, KEY_LENGTH, NAME_LENGTH, Row

REQUIRED = ("source", "structure_id", "id", "nom")
PART = "services"
SAME_PLACE_KM = 0.15
DESCRIPTION_LENGTH = 10_000


@dataclass(frozen=True, slots=True)
class Where:
    """Where a service is given; all empty where its structure is."""

    address: str = ""
    more_address: str = ""
    postcode: str = ""
    city: str = ""
    commune: str = ""
    lat: float | None = None
    lon: float | None = None


def with_services(structure: Card, services: Iterator[Line], *, today: date | None) -> Iterator[Card | Problem]:
    """The problems of the services, the structure with those given there, and a card of each other place."""
    here: list[Offer] = []
    elsewhere: dict[str, tuple[Where, list[Offer]]] = {}
    keys: set[str] = set()
    for line in services:
        row = Row(line, today=today, part=PART)
        offer, where = _offer(row), _where(row)
        yield from row.problems
        if not offer.key or offer.key in keys:
            yield row.refusal("duplicate" if offer.key else "key-missing", "id")
        elif offer.ways == ("remote",) or _same_place(structure, where):
            here.append(offer)
        else:
            elsewhere.setdefault(_key(structure, where), (where, []))[1].append(offer)
        keys.add(offer.key)
    yield replace(structure, offers=tuple(here))
    for key, (where, offers) in elsewhere.items():
        yield _at(structure, key, where, offers)


def _at(structure: Card, key: str, where: Where, offers: list[Offer]) -> Card:
    """The structure at another of its places. Hours and step-free access are those of its own."""
    return replace(
        structure,
        key=key,
        address=where.address,
        more_address=where.more_address,
        postcode=where.postcode,
        city=where.city,
        commune=where.commune,
        lat=where.lat,
        lon=where.lon,
        hours="",
        step_free="",
        step_free_page="",
        offers=tuple(offers),
    )


def _same_place(structure: Card, where: Where) -> bool:
    if not where.address and where.lat is None:
        return True
    if structure.lat is not None and structure.lon is not None and where.lat is not None and where.lon is not None:
        return km_between(structure.lat, structure.lon, where.lat, where.lon) <= SAME_PLACE_KM
    return _spoken(structure) == _spoken(where)


def _spoken(place: Card | Where) -> str:
    return f"{name_key(place.address)} {place.commune or name_key(place.city)}"


def _key(structure: Card, where: Where) -> str:
    """The same for the same address, in every delivery."""
    at = hashlib.sha256(_spoken(where).encode()).hexdigest()[:10]
    return f"{structure.key[: KEY_LENGTH - len(at) - 1]}@{at}"


def _where(row: Row) -> Where:
    if not any(row.raw(column) for column in ("adresse", "code_insee", "commune", "latitude")):
        return Where()
    city, postcode = row.text("commune", CITY_LENGTH), row.postcode("code_postal")
    commune = row.commune("code_insee", city=city, postcode=postcode)
    lat, lon = row.position("latitude", "longitude", commune)
    return Where(
        row.text("adresse", ADDRESS_LENGTH),
        row.text("complement_adresse", ADDRESS_LENGTH),
        postcode,
        city,
        commune.code if commune else "",
        lat,
        lon,
    )


def _offer(row: Row) -> Offer:
    themes = tuple(dict.fromkeys(row.slugs("thematiques")))
    publics = row.slugs(row.which("publics", "profils"))
    return Offer(
        key=row.key("id"),
        name=row.text("nom", NAME_LENGTH),
        description=_description(row),
        topics=codes.topics_of(themes),
        themes=themes,
        audiences=row.codes(row.which("publics", "profils"), codes.PROFILES, publics),
        conditions=tuple(
            dict.fromkeys(codes.CONDITIONS_OF_PROFILE[each] for each in publics if each in codes.CONDITIONS_OF_PROFILE)
        ),
        fees=_fees(row),
        ways=_ways(row),
        access=_access(row),
        hours=row.hours(row.which("horaires_accueil", "recurrence")),
        phone=row.phone("telephone"),
        email=row.email("courriel"),
        website=row.page(row.which("lien_mobilisation", "prise_rdv", "formulaire_en_ligne", "page_web")),
        updated_on=row.day("date_maj"),
    )


def _description(row: Row) -> str:
    """With what one must fulfil, which the standard has in a column of its own."""
    text = row.text(
        row.which("description", "presentation_detail", "presentation_resume"), DESCRIPTION_LENGTH, breaks=True
    )
    conditions = row.text("conditions_acces", breaks=True)
    return f"{text}\n\nConditions d’accès : {conditions}".strip()[:DESCRIPTION_LENGTH] if conditions else text


def _fees(row: Row) -> str:
    """The standard knows no price between free and paid, but has room to say so."""
    said = row.codes("frais", codes.FEES_READ, row.slugs("frais"))
    if len(said) == 1:
        return said[0]
    return "partly" if said or row.raw("frais_precisions") == codes.PARTLY else ""


def _ways(row: Row) -> tuple[str, ...]:
    kinds = row.slugs(row.which("type", "types"))
    modes = row.codes("modes_accueil", codes.WAYS, row.slugs("modes_accueil"))
    ways = (codes.KIND_OF_SERVICE[kind] for kind in codes.KIND_OF_SERVICE if kind in kinds)
    return (*modes, *ways)


def _access(row: Row) -> tuple[str, ...]:
    column = row.which("modes_mobilisation", "modes_orientation_beneficiaire")
    ways = row.codes(column, codes.ACCESS_READ, row.slugs(column))
    only_professionals = row.slugs("mobilisable_par") == [codes.PROFESSIONALS]
    return tuple(dict.fromkeys((*ways, "referral"))) if only_professionals else ways
