"""Hosts of conseillers numériques: the structures that employ them, with where each of them is. One host a line.

The publisher gives a line for each convention: several may be of one host, and some are of none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..head import Head
from .card import Card, Offer
from .france import name_key
from .problem import Problem
from .readable import readable_address, readable_name
from .reading import Made, read_lines
from .row import ADDRESS_LENGTH, CITY_LENGTH, NAME_LENGTH, Row

REQUIRED = ("raison_sociale", "commune_insee", "type", "siret", "adresse", "insee_com", "latitude", "longitude")
# What a host is, by words of its name, the most particular first.
KINDS = (
    ("france-services", r"france services|msap|maison de services au public|pimms"),
    ("library", r"mediatheque|bibliotheque"),
    ("ccas", r"ccas|cias|centre (?:inter)?communal d action sociale"),
    ("social-centre", r"centres? soci\w+|espace de vie sociale|maison de quartier|mjc|centre socio"),
    ("employment-office", r"mission locale|maison de l emploi|plie"),
    ("social-insurance", r"msa|mutualite sociale agricole|caf|cpam"),
    ("town-hall", r"^(?:commune|mairie|ville|cc|ca|cu|communaute|metropole)\b|agglomeration|communaute de communes"),
)
# What they are paid for, for everybody and free of charge.
OFFER = Offer(topics=("digital-skills", "procedures", "health-space"), fees="free", ways=("individual", "group"))
LAST_LINE = re.compile(r"(\d{5})\s+(.+)")


def recognises(head: Head) -> bool:
    return head.has("raison_sociale", "nb_cnfs", "siret", "insee_com")


def read(path: Path, *, today: date | None = None) -> Iterator[Card | Problem]:
    """Cards and problems, line by line. Raises SourceError where the file is not of this form."""
    return read_lines(path, REQUIRED, card_of, today=today)


def card_of(row: Row) -> Made:
    key = row.raw("siret")
    if not re.fullmatch(r"[0-9]{14}", key):
        return row.refusal("key-missing", "siret")
    address, more_address, postcode = _address(row)
    city = row.text("commune_insee", CITY_LENGTH)
    commune = row.commune("insee_com", city=city, postcode=postcode)
    lat, lon = row.position("latitude", "longitude", commune)
    said = row.text("raison_sociale", NAME_LENGTH)
    return Card(
        key=key,
        name=readable_name(said, commune),
        kind=_kind(said, private=row.raw("type") == "privée"),
        address=address,
        more_address=more_address,
        postcode=postcode,
        city=city,
        commune=commune.code if commune else "",
        lat=lat,
        lon=lon,
        siret=row.siret("siret"),
        networks=("conseillers-numeriques", *(["france-services"] if row.raw("france_services") == "oui" else [])),
        offers=(OFFER,),
    )


def _address(row: Row) -> tuple[str, str, str]:
    """Street, what else helps to find it, postcode: the last line has the postcode and the town."""
    written = row.text("adresse", 2 * ADDRESS_LENGTH, breaks=True).split("\n")
    parts = [" ".join(part.split()) for part in written if part]
    last = LAST_LINE.fullmatch(parts[-1]) if parts else None
    postcode = row.postcode("code_postal_bis") or (last[1] if last else "")
    street, *more = [readable_address(part) for part in (parts[:-1] if last else parts)] or [""]
    return street[:ADDRESS_LENGTH], ", ".join(more)[:ADDRESS_LENGTH], postcode


def _kind(name: str, *, private: bool) -> str:
    said = name_key(name)
    found = next((kind for kind, words in KINDS if re.search(rf"\b(?:{words})\b", said)), "")
    return found or ("association" if private else "other")
