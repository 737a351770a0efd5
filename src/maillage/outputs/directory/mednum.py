"""Cards in the national standard of places of digital mediation (v1.0.2), as CSV.

What is not closed is text; a phone, which begins with +, can hold nothing but digits after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...engine.sources.directory import codes_mednum as codes
from ...engine.sources.directory.card import Card
from .checked import checked
from .chunks import Cell, csv_chunks, harmless_text

SHORT_LENGTH = 280
JOINT = "|"
# The countries whose numbers the standard has.
PHONE = re.compile(r"\+(?:33|590|594|262|596|269|687|689|508|681)\d{6,9}")
ENGLISH = "en"
REQUIRED = ("id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj")
# In the order of the schema.
COLUMNS = (
    "id",
    "pivot",
    "nom",
    "commune",
    "code_postal",
    "code_insee",
    "adresse",
    "complement_adresse",
    "latitude",
    "longitude",
    "typologie",
    "telephone",
    "courriels",
    "site_web",
    "horaires",
    "presentation_resume",
    "presentation_detail",
    "source",
    "itinerance",
    "structure_parente",
    "date_maj",
    "services",
    "publics_specifiquement_adresses",
    "prise_en_charge_specifique",
    "frais_a_charge",
    "dispositif_programmes_nationaux",
    "formations_labels",
    "autres_formations_labels",
    "modalites_acces",
    "modalites_accompagnement",
    "fiche_acces_libre",
    "prise_rdv",
)


def lacks(card: Card) -> tuple[str, ...]:
    """Columns that the standard requires and this card cannot fill; a card that lacks any is left out."""
    row = _row(checked(card), "")
    return tuple(column for column in REQUIRED if not row[column])


def chunks(cards: Iterable[Card], *, source: str) -> Iterator[str]:
    """The file, piece by piece, without the cards that lack something. ``source``: who publishes it."""
    rows = (_row(checked(card), source) for card in cards)
    whole = (row for row in rows if all(row[column] for column in REQUIRED))
    return csv_chunks(COLUMNS, ([row.get(column, "") for column in COLUMNS] for row in whole))


def _row(card: Card, source: str) -> dict[str, Cell]:
    return {
        "id": harmless_text(card.key),
        "pivot": card.siret,
        "nom": harmless_text(card.name),
        "commune": harmless_text(card.city),
        "code_postal": card.postcode,
        "code_insee": card.commune,
        "adresse": harmless_text(card.address),
        "complement_adresse": harmless_text(card.more_address),
        "latitude": card.lat,
        "longitude": card.lon,
        "typologie": codes.TYPE_OF_KIND.get(card.kind, ""),
        "telephone": card.phone if PHONE.fullmatch(card.phone) else "",
        "courriels": card.email,
        "site_web": card.website,
        "horaires": card.hours,
        "presentation_resume": harmless_text(card.description, SHORT_LENGTH),
        "presentation_detail": harmless_text(card.description),
        "source": harmless_text(source),
        "date_maj": card.updated_on.isoformat() if card.updated_on else "",
        "fiche_acces_libre": card.step_free_page,
        "prise_rdv": card.booking_page,
        **_offered(card),
    }


def _offered(card: Card) -> dict[str, Cell]:
    """What all offers together say: the standard says it once for the whole place."""
    ways = [way for offer in card.offers for way in offer.ways]
    access = [each for offer in card.offers for each in offer.access]
    audiences = [audience for offer in card.offers for audience in offer.audiences]
    return {
        "itinerance": codes.ITINERANT if "travelling" in ways else "",
        "services": JOINT.join(dict.fromkeys(_services(card))),
        "publics_specifiquement_adresses": _joined(codes.AUDIENCES, audiences),
        "prise_en_charge_specifique": JOINT.join(_needs(card)),
        "frais_a_charge": _joined(codes.FEES, [offer.fees for offer in card.offers]),
        "dispositif_programmes_nationaux": _joined(codes.PROGRAMMES, card.networks),
        "formations_labels": _joined(codes.LABELS, card.networks),
        "modalites_acces": _joined(codes.ACCESS, access),
        "modalites_accompagnement": _joined(codes.ASSISTANCE, ways),
    }


def _joined(values: dict[str, str], said: Iterable[str]) -> str:
    """The values of the standard for our codes, in the order of the standard."""
    mine = set(said)
    return JOINT.join(value for value, code in values.items() if code in mine)


def _services(card: Card) -> Iterator[str]:
    """Word for word where they came from this standard; by topic otherwise."""
    service_of = {codes.THEME + slug: service for service, slug in codes.SERVICES.items()}
    for offer in card.offers:
        told = [service_of[theme] for theme in offer.themes if theme in service_of]
        yield from told or (codes.SERVICE_OF_TOPIC[topic] for topic in offer.topics if topic in codes.SERVICE_OF_TOPIC)


def _needs(card: Card) -> Iterator[str]:
    conditions = {condition for offer in card.offers for condition in offer.conditions}
    languages = {language for offer in card.offers for language in offer.languages}
    for value, code in codes.CONDITIONS.items():
        spoken = value == codes.ENGLISH and ENGLISH in languages
        others = value == codes.OTHER_LANGUAGES and languages != {ENGLISH}
        if code in conditions and (code != "foreign-languages" or spoken or others):
            yield value
