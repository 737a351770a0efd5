"""What a name says, and which of its words are its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.directory.names import name_of


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
        ("Gymnase St-Exupéry", set(), ("gymnase", "saint", "exupery")),
    ],
)
def test_what_it_is_and_what_it_is_called(name, what, words):
    found = name_of(name)
    assert found.what == what
    assert found.words == words


def test_a_bus_travels():
    assert name_of("Bus France services de l’Oise").travels
    assert not name_of("France services de l’Oise").travels


@given(st.text(max_size=80))
def test_capitals_and_accents_do_not_matter(text):
    plain = name_of(text)
    assert name_of(f"  {text}  ") == plain
    assert all(word == word.casefold() for word in plain.words)
