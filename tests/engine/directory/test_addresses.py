"""Addresses are the same however they are written, and others are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.directory.addresses import Street, same_address, street_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 bis, avenue du Général de Gaulle", "12B AV DU GAL DE GAULLE"),
        ("PL DE L HOTEL DE VILLE", "Place de l’Hôtel-de-Ville"),
        ("5-9 Rue des Papetiers", "5 rue des Papetiers"),
        ("14 à 16 rue St-Michel", "14 RUE SAINT MICHEL"),
        ("8 place du 11 novembre 1918", "8 PL DU ONZE NOVEMBRE 1918"),
        ("Mairie, 3 rue de l’Église", "3 rue de l'Eglise"),
        ("181 AV DAUMESNIL, 2E ETAGE", "181 avenue Daumesnil"),
        ("16 rue de la Poste\n43400 Le Chambon", "16 rue de la poste"),
        ("1 bd Foch BP 40312", "1 boulevard Foch CEDEX 05"),
        ("4 rue de l’Œuvre", "4 RUE DE L OEUVRE"),
        ("0 PlaceJacques Cartier", "Place Jacques Cartier"),
    ],
)
def test_one_address_written_twice(one, other):
    assert same_address(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 rue Foch", "12 bis rue Foch"),
        ("12 rue Foch", "14 rue Foch"),
        ("rue Foch", "12 rue Foch"),
        ("12 rue Foch", "12 avenue Foch"),
        ("3ème étage rue Foch", "3 rue Foch"),
    ],
)
def test_two_addresses(one, other):
    assert not same_address(one, other)


@pytest.mark.parametrize("nothing", ["", "   ", ",", "\n"])
def test_nothing_is_no_street(nothing):
    assert street_of(nothing) == Street()


@given(st.text(max_size=60))
def test_whatever_is_written_is_read(text):
    assert street_of(text) == street_of(text.upper()) or not text.isascii()
