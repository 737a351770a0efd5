"""What a name says, and which of its words are its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.directory.names import name_of, sides_of, spells


@pytest.mark.parametrize(
    ("name", "what", "words"),
    [
        ("Espace France Services - Le Prado", {"france-services"}, ("prado",)),
        ("MSAP DE LOCHES", {"france-services"}, ("loches",)),
        ("C.C.A.S. de Poix", {"ccas"}, ("poix",)),
        ("CTRE COM ACTION SOCIALE DE VALREAS", {"ccas"}, ("valreas",)),
        ("Médiathèque de la Ville de Gien", {"library"}, ("gien",)),
        ("COMMUNE DE CRAN", {"town-hall"}, ("cran",)),
        ("Maison de santé pluriprofessionnelle du Lac", {"health-house"}, ("lac",)),
        ("SELARL PHARMACIE DU SUD", {"pharmacy"}, ("sud",)),
        ("Mairie annexe des Vergnes", {"annex-hall"}, ("vergnes",)),
        ("Association Puzzle", set(), ("puzzle",)),
        ("Mairie de Pannecé (les lundis en janvier)", {"town-hall"}, ("pannece",)),
        ("Mairie Lathus 86390", {"town-hall"}, ("lathus",)),
        ("MonAssistantNumérique", set(), ("mon", "assistant", "numerique")),
        ("Mission locale du Lac", {"local-mission"}, ("lac",)),
        ("Le Relais", set(), ("relais",)),
        ("Gymnase St-Exupéry", set(), ("gymnase", "saint", "exupery")),
    ],
)
def test_what_it_is_and_what_it_is_called(name, what, words):
    found = name_of(name)
    assert found.what == what
    assert found.words == words


def test_what_stands_in_brackets_may_be_another_name():
    assert name_of("ANNA (BGE Cher)").also == ("bge", "cher")
    assert name_of("Anna").also == ()


@pytest.mark.parametrize(
    ("name", "heads"),
    [("Mairie de Sens, accueil", {"town-hall"}), ("Accueil de la mairie de Sens", set()), ("Médiathèque", set())],
)
def test_a_town_hall_says_so_first(name, heads):
    assert name_of(name).heads == heads


@pytest.mark.parametrize(
    ("word", "words", "expected"),
    [
        ("cauvaldor", ("causses", "vallee", "dordogne"), True),
        ("haja", ("habitat", "jeunes", "albigeois"), True),
        ("territoire", ("territoire", "ouest"), False),
        ("mosaic", ("maison", "image"), False),
    ],
)
def test_a_word_may_be_made_of_others(word, words, expected):
    assert spells(word, words) == expected


def test_sides_and_numbers_tell_places_of_one_body_apart():
    assert sides_of("territoire ouest") != sides_of("territoire est")
    assert sides_of("lyon 2 rives") == "2"
    assert sides_of("espace emploi") == ""


def test_a_bus_travels():
    assert name_of("Bus France services de l’Oise").travels
    assert not name_of("France services de l’Oise").travels


@given(st.text(max_size=80))
def test_capitals_and_accents_do_not_matter(text):
    plain = name_of(text)
    assert name_of(f"  {text}  ") == plain
    assert all(word == word.casefold() for word in plain.words)
