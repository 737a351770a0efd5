"""What people type, as they type it, and what must stand among the first five: in a directory made of real lists, and
in a small one that is written here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from maillage.engine.sources.directory.card import Card, Offer
from maillage.engine.sources.directory.registry import FORMS
from maillage.engine.territory.names import fold
from maillage.web.directory.queries import search
from maillage.web.directory.queries.index import Kept
from maillage.web.directory.queries.search import Filters, matching

from .given_cards import searched

FIRST = 5
LISTS = {
    "france-services": "national/france_services_2024-08-01.csv",
    "conseillers-numeriques": "national/conseillers_numeriques_2022.csv",
    "finess": "occitanie/finess_occitanie2.csv",
}
# What is typed: a part of the name, or a kind; and the town, if it must be there.
REAL = """
    Maison France service à Rambouillet | france-services |
    france services foix | France services de Foix | Foix
    france service milau | France services de Millau | Millau
    carte vitale 09000 | France services de Foix | Foix
    ameli millau | France services de Millau | Millau
    impots foix | France services de Foix | Foix
    rsa cahors | Grand Cahors | Cahors
    caf rodez | France services de Rodez | Rodez
    papiers ariege | france-services |
    wifi foix | France services de Foix | Foix
    imprimer oyonnax | La Poste d'Oyonnax | Oyonnax
    la poste oyonnax | La Poste d'Oyonnax | Oyonnax
    ordinateur oyonnax | Haut - Bugey | Oyonnax
    conseiller numerique lyon | Métropole de Lyon | Lyon 3e Arrondissement
    conseillere numérique rodez | Rodez | Rodez
    mediation numerique villeurbanne | Villeurbanne | Villeurbanne
    pharmacie toulouse | pharmacy | Toulouse
    phamacie toulose | pharmacy | Toulouse
    PHARMACIE MENDE | pharmacy | Mende
    pharmacie de garde montpellier | pharmacy | Montpellier
    pharmacie du capitole | Pharmacie du Capitole | Toulouse
    pharmacie du capitol | Pharmacie du Capitole | Toulouse
    medicaments auch | pharmacy | Auch
    ordonnance lourdes | pharmacy | Lourdes
    dentiste castres | Dentaire | Castres
    dentsite castres | Dentaire | Castres
    mal aux dents mende | Dentaire | Mende
    psy toulouse | mental-health-centre | Toulouse
    psychologe nimes | mental-health-centre | Nîmes
    CMP béziers | mental-health-centre | Béziers
    centre medico psychologique nimes | mental-health-centre | Nîmes
    je cherche un psy à Tarbes | mental-health-centre | Tarbes
    ado tarbes | adolescents | Tarbes
    maison des adolescents tarbes | Maison des adolescents | Tarbes
    alcool montpellier | addiction-centre | Montpellier
    adiction nimes | addiction-centre | Nîmes
    arreter de fumer nimes | addiction-centre | Nîmes
    drogue montpellier | addiction-centre | Montpellier
    ehpad castres | elderly-home | Castres
    EHPAD st gaudens | elderly-home | Saint-Gaudens
    maison de retraite albi | elderly-home | Albi
    mamie tarbes | elderly-home | Tarbes
    maison retraitte albi | elderly-home | Albi
    pmi perpignan | mother-and-child | Perpignan
    bebe carcassonne | PMI Carcassonne | Carcassonne
    enceinte montauban | PMI | Montauban
    laboratoire montpellier | laboratory | Montpellier
    prise de sang narbonne | laboratory | Narbonne
    labo d'analyses narbone | laboratory | Narbonne
    infirmiere auch | nursing | Auch
    infirmière a domicile lourdes | nursing | Lourdes
    hopital purpan | Purpan | Toulouse
    CHU toulouse | CHU Toulouse | Toulouse
    hopitaux de toulouse | hospital | Toulouse
    urgences perpignan | hospital | Perpignan
    clinique montberon | Clinique de Montberon | Montberon
    maison de santé figeac | Maison de santé pluriprofessionnelle de Figeac | Figeac
    msp figeac | Maison de santé pluriprofessionnelle de Figeac | Figeac
    medecin mende | health | Mende
    centre de santé toulouse | Centre de santé | Toulouse
    toubib toulouse | health-centre | Toulouse
    cpts figeac | cpts | Figeac
    handicap toulouse | disability-office | Toulouse
    mdph albi | disability-office | Albi
    aide a domicile alès | home-help | Alès
    ménage lourdes | home-help | Lourdes
    saad ales | SAAD | Alès
    vaccin castres | health-centre | Castres
    crèche toulouse | Creche And Co | Toulouse
    die | France services Die | Die
"""
OWN = (
    ("Médiathèque Florian", "library", "internet-access", "Accès à internet, imprimante"),
    ("CCAS de Rambouillet", "ccas", "rights", "Aide alimentaire et secours"),
    ("La Lanterne", "association", "reading-and-french", "Cours de français, apprendre à lire et à écrire"),
    ("Les Restos du Cœur", "association", "food", "Colis alimentaires"),
    ("Mission locale", "employment-office", "work", "Emploi et formation des jeunes"),
    ("Centre médico-psychologique", "mental-health-centre", "mental-health", ""),
    ("GEM l’Éclaircie", "mutual-help-group", "loneliness", "Groupe d’entraide"),
    ("Pharmacie du Château", "pharmacy", "pharmacy", ""),
    ("Maison de santé de la Forêt", "health-house", "doctor", "Médecins, kinésithérapeute"),
    ("Cabinet des Platanes", "other", "dentist", "Soins dentaires"),
    ("Solidarité Transport", "association", "mobility", "Transport à la demande"),
    ("Relais des aidants", "association", "carers", "Répit"),
    ("Point-justice", "other", "legal-help", "Avocats et conciliateurs"),
    ("Bus santé des Yvelines", "health-bus", "prevention", "Dépistage et vaccins"),
    ("Planning familial", "association", "sexual-health", "Contraception"),
    ("Mairie de Rambouillet", "town-hall", "procedures", "Carte d’identité, passeport"),
    ("Espace téléconsultation", "telemedicine", "teleconsultation", ""),
    ("CIDFF", "association", "violence", "Violences faites aux femmes"),
    ("Crésus", "association", "money", "Surendettement"),
    ("La Halte", "association", "housing", "Hébergement"),
)
SMALL = """
    wifi | Médiathèque
    imprimer un document | Médiathèque
    bibliotheque | Médiathèque
    aide alimentaire | CCAS
    colis | Restos
    j'ai faim | Restos
    apprendre à lire | Lanterne
    ecrire | Lanterne
    cours de francais | Lanterne
    boulot | Mission locale
    chomage | Mission locale
    je suis déprimé | médico-psychologique
    seul | GEM
    entraide | GEM
    ordonance | Pharmacie
    medecin traitant | Maison de santé
    kiné | Maison de santé
    dent | Cabinet
    bus | Solidarité Transport
    bus santé | Bus santé
    permis | Solidarité Transport
    je m'occupe de mon mari, répit | Relais
    avocat | Point-justice
    vaccin | Bus santé
    pilule | Planning
    carte d’identité | Mairie
    médecin à distance | téléconsultation
    battue | CIDFF
    dettes | Crésus
    sans abri | Halte
    logement rambouillet | Halte
"""


def lines(text: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split("|")) for line in text.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def real_cards(shared: Path) -> list[Card]:
    read = (FORMS[form].read(shared / "data" / file) for form, file in LISTS.items())
    return [card for each in read for card in each if isinstance(card, Card)]


@pytest.fixture(scope="module")
def real(real_cards: list[Card]) -> Kept:
    return searched(real_cards)


@pytest.fixture(scope="module")
def own_cards() -> list[Card]:
    place = {"city": "Rambouillet", "postcode": "78120", "commune": "78517", "lat": 48.6443, "lon": 1.8293}
    return [
        Card(key=name, name=name, kind=kind, description=told, offers=(Offer(topics=(topic,)),), **place)
        for name, kind, topic, told in OWN
    ]


@pytest.fixture(scope="module")
def own(own_cards: list[Card]) -> Kept:
    return searched(own_cards)


def first(cards: Sequence[Card], kept: Kept, text: str, monkeypatch: pytest.MonkeyPatch) -> list[Card]:
    monkeypatch.setattr(search, "current", lambda: kept)
    return [cards[number] for number in matching(Filters(), words=text)[:FIRST]]


def is_wanted(card: Card, wanted: str) -> bool:
    """« health » stands for houses and centres of it."""
    return fold(wanted) in fold(card.name) or card.kind == wanted or card.kind.startswith(f"{wanted}-")


@pytest.mark.parametrize(("text", "wanted", "town"), lines(REAL))
def test_among_the_first_of_real_lists(
    real_cards: list[Card], real: Kept, monkeypatch: pytest.MonkeyPatch, text: str, wanted: str, town: str
) -> None:
    found = first(real_cards, real, text, monkeypatch)
    told = [f"{card.name}, {card.kind}, {card.city}" for card in found]
    assert any(is_wanted(card, wanted) and town in {"", card.city} for card in found), told


@pytest.mark.parametrize(("text", "wanted"), lines(SMALL))
def test_the_first_of_a_small_directory(
    own_cards: list[Card], own: Kept, monkeypatch: pytest.MonkeyPatch, text: str, wanted: str
) -> None:
    found = first(own_cards, own, text, monkeypatch)
    assert any(wanted in card.name for card in found[:2]), [card.name for card in found]


def test_a_letter_more_or_less_finds_the_same_kind(
    real_cards: list[Card], real: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    for typed in ("laboratoir montpelier", "laboratoires montpellierr", "labboratoire montpellier"):
        assert {card.kind for card in first(real_cards, real, typed, monkeypatch)} == {"laboratory"}
