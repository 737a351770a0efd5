"""Places of digital mediation, in the national standard (v1.0.2) of LaMednum and the ANCT: one place a line.

Published as CSV and as JSON; values of lists are joined by ``|``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..head import Head
from . import codes_mednum as codes
from .card import Card, Offer
from .lines import columns_of
from .problem import Problem
from .reading import Made, read_lines
from .row import ADDRESS_LENGTH, CITY_LENGTH, NAME_LENGTH, Row

REQUIRED = ("id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj")
# What only this standard has.
OWN = ("services", "pivot")
ENGLISH = "en"


def recognises(head: Head) -> bool:
    return columns_of(head).issuperset((*REQUIRED[:3], *OWN))


def read(path: Path, *, today: date | None = None) -> Iterator[Card | Problem]:
    """Cards and problems, line by line. Raises SourceError where the file is not of this form."""
    return read_lines(path, REQUIRED, _card, today=today)


def _card(row: Row) -> Made:
    city, postcode = row.text("commune", CITY_LENGTH), row.postcode("code_postal")
    commune = row.commune("code_insee", city=city, postcode=postcode)
    lat, lon = row.position("latitude", "longitude", commune)
    siret = row.siret("pivot") if len(row.raw("pivot")) == len("12345678900011") else ""
    return Card(
        key=row.key("id"),
        name=row.text("nom", NAME_LENGTH),
        kind=codes.kind_of(row.codes("typologie", _TYPES)),
        address=row.text("adresse", ADDRESS_LENGTH),
        more_address=row.text("complement_adresse", ADDRESS_LENGTH),
        postcode=postcode,
        city=city,
        commune=commune.code if commune else "",
        lat=lat,
        lon=lon,
        phone=row.phone("telephone"),
        email=row.email("courriels"),
        website=row.page("site_web"),
        hours=row.hours("horaires"),
        step_free_page=row.page("fiche_acces_libre"),
        description=_description(row),
        siret=siret,
        networks=_networks(row),
        booking_page=row.page("prise_rdv"),
        updated_on=row.day("date_maj"),
        offers=_offers(row),
    )


def _description(row: Row) -> str:
    """The long presentation, after the short one where it does not begin with it."""
    short, long = row.text("presentation_resume", breaks=True), row.text("presentation_detail", breaks=True)
    return long or short


def _networks(row: Row) -> tuple[str, ...]:
    programmes = row.codes("dispositif_programmes_nationaux", codes.PROGRAMMES)
    return tuple(dict.fromkeys((*programmes, *row.codes("formations_labels", codes.LABELS_READ))))


def _offers(row: Row) -> tuple[Offer, ...]:
    """All that the place does is one offer: the standard says for whom and how of the place as a whole."""
    services = [service for service in row.several("services") if service in codes.SERVICES]
    needs = row.several("prise_en_charge_specifique")
    offer = Offer(
        topics=row.codes("services", codes.TOPICS_OF_SERVICE),
        themes=tuple(codes.THEME + codes.SERVICES[service] for service in dict.fromkeys(services)),
        audiences=row.codes("publics_specifiquement_adresses", codes.AUDIENCES),
        languages=(ENGLISH,) if codes.ENGLISH in needs else (),
        conditions=row.codes("prise_en_charge_specifique", codes.CONDITIONS),
        fees=_fees(row.codes("frais_a_charge", codes.FEES)),
        ways=(*row.codes("itinerance", codes.ITINERANCE), *row.codes("modalites_accompagnement", codes.ASSISTANCE)),
        access=row.codes("modalites_acces", codes.ACCESS),
    )
    return () if offer == Offer() else (offer,)


def _fees(said: tuple[str, ...]) -> str:
    """What is free for some and paid by others is free on conditions."""
    return said[0] if len(said) == 1 else "partly" if said else ""


_TYPES = {each: each for each in (*codes.KINDS, *codes.OTHER_KINDS)}
