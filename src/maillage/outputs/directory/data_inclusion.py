"""Cards as structures and services of data·inclusion (v1), as JSON and as CSV, whose lists are JSON too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...engine.sources.directory import codes_data_inclusion as codes
from ...engine.sources.directory import codes_mednum
from ...engine.sources.directory.card import Card, Offer
from ...engine.sources.directory.themes import THEMES
from .checked import checked
from .chunks import csv_chunks, harmless_text, json_chunks
from .topics import TITLES

NAME_LENGTHS, DESCRIPTION_LENGTHS = range(3, 151), range(5, 10_001)
FIRST_DAY = date(2000, 1, 1)
BETWEEN = "--"
STRUCTURE_COLUMNS = (
    *("source", "id", "nom", "date_maj", "description", "lien_source", "siret", "commune", "code_postal"),
    *("code_insee", "adresse", "complement_adresse", "longitude", "latitude", "telephone", "courriel", "site_web"),
    *("horaires_accueil", "accessibilite_lieu", "reseaux_porteurs"),
)
SERVICE_COLUMNS = (
    *("source", "structure_id", "id", "nom", "description", "lien_source", "date_maj", "type", "thematiques", "frais"),
    *("frais_precisions", "publics", "publics_precisions", "conditions_acces", "commune", "code_postal", "code_insee"),
    *("adresse", "complement_adresse", "longitude", "latitude", "telephone", "courriel", "modes_accueil"),
    *("zone_eligibilite", "contact_nom_prenom", "lien_mobilisation", "modes_mobilisation", "mobilisable_par"),
    *("mobilisation_precisions", "volume_horaire_hebdomadaire", "nombre_semaines", "horaires_accueil"),
)

type Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """``source``: slug of who publishes, before every identifier, as the standard wants it."""

    source: str

    def of(self, key: str) -> str:
        return key if key.startswith(self.source + BETWEEN) else f"{self.source}{BETWEEN}{key}"


def lacks(card: Card) -> tuple[str, ...]:
    """Columns that the standard requires of a structure and this card cannot fill; it is left out with its services."""
    wrong = {
        "nom": len(_name(card.name)) not in NAME_LENGTHS,
        "date_maj": card.updated_on is None or card.updated_on < FIRST_DAY,
    }
    return tuple(column for column, missing in wrong.items() if missing)


def structures_json(cards: Iterable[Card], *, source: str) -> Iterator[str]:
    return json_chunks(_structures(cards, source))


def services_json(cards: Iterable[Card], *, source: str) -> Iterator[str]:
    return json_chunks(_services(cards, source))


def structures_csv(cards: Iterable[Card], *, source: str) -> Iterator[str]:
    return _table(STRUCTURE_COLUMNS, _structures(cards, source))


def services_csv(cards: Iterable[Card], *, source: str) -> Iterator[str]:
    return _table(SERVICE_COLUMNS, _services(cards, source))


def _structures(cards: Iterable[Card], source: str) -> Iterator[Said]:
    names = Names(source)
    return (_structure(checked(card), names) for card in cards if not lacks(card))


def _services(cards: Iterable[Card], source: str) -> Iterator[Said]:
    names = Names(source)
    for card in cards:
        if not lacks(card):
            place = checked(card)
            for number, offer in enumerate(place.offers, start=1):
                yield _service(place, offer, number, names)


def _table(columns: tuple[str, ...], said: Iterable[Said]) -> Iterator[str]:
    return csv_chunks(columns, ([_cell(each.get(column)) for column in columns] for each in said))


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _structure(card: Card, names: Names) -> Said:
    description = harmless_text(card.description, DESCRIPTION_LENGTHS.stop - 1)
    return _filled(
        {
            "source": names.source,
            "id": names.of(card.key),
            "nom": _name(card.name),
            "date_maj": _day(card.updated_on),
            "description": description if len(description) in DESCRIPTION_LENGTHS else None,
            "siret": card.siret,
            **_place(card),
            "telephone": card.phone,
            "courriel": card.email,
            "site_web": card.website,
            "horaires_accueil": card.hours,
            "accessibilite_lieu": card.step_free_page,
            "reseaux_porteurs": _carriers(card),
        }
    )


def _service(card: Card, offer: Offer, number: int, names: Names) -> Said:
    name = _name(offer.name) or _name(_topics(offer)) or "Accueil et information"
    description = harmless_text(offer.description, DESCRIPTION_LENGTHS.stop - 1)
    told = description if len(description) in DESCRIPTION_LENGTHS else f"{_topics(offer) or name}, {_name(card.name)}."
    return _filled(
        {
            "source": names.source,
            "structure_id": names.of(card.key),
            "id": names.of(offer.key or f"{card.key}{BETWEEN}{number}"),
            "nom": name if len(name) in NAME_LENGTHS else f"{name}, service",
            "description": told,
            "date_maj": _day(_updated(card, offer)),
            "type": next((kind for kind, way in codes.KIND_OF_SERVICE.items() if way in offer.ways), None),
            "thematiques": _themes(offer),
            "frais": next((fees for fees, code in codes.FEES.items() if code == offer.fees), None),
            "frais_precisions": codes.PARTLY if offer.fees == "partly" else None,
            "publics": _values(codes.AUDIENCES, offer.audiences),
            **_place(card),
            "telephone": offer.phone,
            "courriel": offer.email,
            "modes_accueil": _values(codes.WAYS, offer.ways),
            "lien_mobilisation": offer.website,
            "modes_mobilisation": _values(codes.ACCESS, offer.access),
            "mobilisable_par": _who(offer),
            "horaires_accueil": offer.hours,
        }
    )


def _filled(said: Said) -> Said:
    """Without what is not known: an empty text would not be valid."""
    return {column: value for column, value in said.items() if value not in ("", None, [])}


def _name(said: str) -> str:
    return harmless_text(said, NAME_LENGTHS.stop - 1)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _updated(card: Card, offer: Offer) -> date | None:
    return offer.updated_on if offer.updated_on and offer.updated_on >= FIRST_DAY else card.updated_on


def _place(card: Card) -> Said:
    return {
        "commune": harmless_text(card.city),
        "code_postal": card.postcode,
        "code_insee": card.commune,
        "adresse": harmless_text(card.address),
        "complement_adresse": harmless_text(card.more_address),
        "longitude": card.lon,
        "latitude": card.lat,
    }


def _carriers(card: Card) -> list[str]:
    """Networks, and what the kind of place says of who carries it."""
    of_kind = codes.NETWORK_OF_KIND.get(card.kind)
    return sorted({*_values(codes.NETWORKS, card.networks), *([of_kind] if of_kind else [])})


def _values(values: dict[str, str], said: Iterable[str]) -> list[str]:
    mine = set(said)
    return [value for value, code in values.items() if code and code in mine]


def _topics(offer: Offer) -> str:
    return ", ".join(TITLES[topic] for topic in offer.topics)


def _themes(offer: Offer) -> list[str]:
    """As they came; those of the standard of digital mediation as data·inclusion takes them; or by topic."""
    found = [theme for theme in offer.themes if theme in THEMES]
    for theme in offer.themes:
        found += codes.THEMES_OF_MEDNUM.get(theme.removeprefix(codes_mednum.THEME), ())
    found = found or [codes.THEME_OF_TOPIC[topic] for topic in offer.topics]
    return list(dict.fromkeys(found))


def _who(offer: Offer) -> list[str]:
    if not offer.access:
        return []
    return [codes.PROFESSIONALS] if "referral" in offer.access else [codes.PEOPLE, codes.PROFESSIONALS]
