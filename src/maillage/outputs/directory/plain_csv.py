"""Cards as a CSV for a spreadsheet, with the titles and words of an authority's own list: it can be imported again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from ...engine.sources.directory import own_words as words
from ...engine.sources.directory.card import Card
from .chunks import Cell, csv_chunks, harmless_text

# By which French spreadsheets know that the file is UTF-8, and what they take for the end of a cell.
MARK, SEPARATOR = "\ufeff", ";"
JOINT = " | "
COLUMNS = tuple(column for column in words.TITLES if column not in words.DAYS)


def chunks(cards: Iterable[Card]) -> Iterator[str]:
    """The file, piece by piece. One line a place: what its offers say is put together."""
    head = [words.TITLES[column][0] for column in COLUMNS]
    rows = (_row(card) for card in cards)
    return chain([MARK], csv_chunks(head, ([row[column] for column in COLUMNS] for row in rows), separator=SEPARATOR))


def _row(card: Card) -> dict[str, Cell]:
    return {
        "identifiant": harmless_text(card.key),
        "nom": harmless_text(card.name),
        "genre": _said(words.KINDS, [card.kind]),
        "adresse": harmless_text(card.address),
        "complement": harmless_text(card.more_address),
        "code_postal": card.postcode,
        "ville": harmless_text(card.city),
        "code_insee": card.commune,
        "latitude": card.lat,
        "longitude": card.lon,
        "telephone": _national(card.phone),
        "courriel": card.email,
        "site": card.website,
        "horaires": card.hours,
        "acces_sans_marche": _said(words.STEP_FREE, [card.step_free]),
        "acceslibre": card.step_free_page,
        "presentation": harmless_text(card.description),
        "personne": harmless_text(card.person),
        "siret": card.siret,
        "finess": card.finess,
        "reseaux": _said(words.NETWORKS, card.networks),
        "rendez_vous": card.booking_page,
        "mise_a_jour": card.updated_on.isoformat() if card.updated_on else "",
        "services": _said(words.TOPICS, (each for offer in card.offers for each in offer.topics)),
        "publics": _said(words.AUDIENCES, (each for offer in card.offers for each in offer.audiences)),
        "langues": _said(words.LANGUAGES, (each for offer in card.offers for each in offer.languages)),
        "prises_en_charge": _said(words.CONDITIONS, (each for offer in card.offers for each in offer.conditions)),
        "tarif": _fees(card),
        "manieres": _said(words.WAYS, (each for offer in card.offers for each in offer.ways)),
        "acces": _said(words.ACCESS, (each for offer in card.offers for each in offer.access)),
    }


def _said(of: words.Words, codes: Iterable[str]) -> str:
    return JOINT.join(of.word_of.get(code, code) for code in dict.fromkeys(codes) if code)


def _fees(card: Card) -> str:
    fees = {offer.fees for offer in card.offers if offer.fees}
    return _said(words.FEES, fees if len(fees) == 1 else {"partly"} if fees else ())


def _national(phone: str) -> str:
    """Without the +, which a spreadsheet takes for a sum: with the 00 of the world, or the 0 of France."""
    return f"0{phone[3:]}" if phone.startswith("+33") else phone.replace("+", "00", 1)
