"""France services: the counters where public services are explained, the travelling ones too. One counter a line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..head import Head
from .card import Card, Offer
from .problem import Problem
from .reading import Made, read_lines
from .row import ADDRESS_LENGTH, CITY_LENGTH, NAME_LENGTH, Row

REQUIRED = (
    *("id_fs", "lib_fs", "adresse", "insee_com", "code_postal", "lib_com", "latitude", "longitude"),
    *("telephone", "h_lundi", "h_mardi", "h_mercredi", "h_jeudi", "h_vendredi", "h_samedi", "format_fs"),
)
HOURS = {
    "Mo": "h_lundi",
    "Tu": "h_mardi",
    "We": "h_mercredi",
    "Th": "h_jeudi",
    "Fr": "h_vendredi",
    "Sa": "h_samedi",
}
# Formats that go from place to place: the address is where they start.
TRAVELLING = frozenset({"Bus_équivalent", "Itinérante"})
# By law: procedures of twelve public services and help with digital tools, for everybody, free of charge.
TOPICS = ("procedures", "rights", "digital-skills", "internet-access")


def recognises(head: Head) -> bool:
    return head.has("id_fs", "lib_fs", "insee_com", "format_fs")


def read(path: Path, *, today: date | None = None) -> Iterator[Card | Problem]:
    """Cards and problems, line by line. Raises SourceError where the file is not of this form."""
    return read_lines(path, REQUIRED, card_of, today=today)


def card_of(row: Row) -> Made:
    city, postcode = row.text("lib_com", CITY_LENGTH), row.postcode("code_postal")
    commune = row.commune("insee_com", city=city, postcode=postcode)
    lat, lon = row.position("latitude", "longitude", commune)
    ways = ("travelling",) if row.raw("format_fs") in TRAVELLING else ("on-site",)
    return Card(
        key=row.key("id_fs"),
        name=row.text("lib_fs", NAME_LENGTH),
        kind="france-services",
        address=row.text("adresse", ADDRESS_LENGTH),
        more_address=row.text("complement_adresse", ADDRESS_LENGTH),
        postcode=postcode,
        city=city,
        commune=commune.code if commune else "",
        lat=lat,
        lon=lon,
        phone=row.phone("telephone"),
        email=row.email("mail"),
        hours=row.week(HOURS),
        description=row.text("commentaire"),
        networks=("france-services",),
        offers=(Offer(topics=TOPICS, fees="free", ways=ways, access=_access(row)),),
    )


def _access(row: Row) -> tuple[str, ...]:
    """``prise_rdv``: whether one may, or must, agree a time first. The file does not say how."""
    return ("walk-in", "phone") if row.raw("prise_rdv") == "Oui" else ("walk-in",)
