"""Sentences: right grammar, right facts, nothing said that is not known."""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.outputs.words.commune import CommuneFacts, commune_sentences, explanation, facts_of, level, remedy, supply
from maillage.outputs.words.language import Language
from maillage.outputs.words.names import commune, departement
from maillage.outputs.words.territory import (
    equity_sentence,
    gini_sentence,
    headline,
    place_of,
    retirement_sentence,
    trend_sentence,
    under_threshold,
)

YVELINES = departement("78", "Yvelines")
MOISSON = CommuneFacts(
    place=commune("Moisson"),
    territory=YVELINES,
    apl=0.504,
    mean=2.577,
    rank=1,
    communes=259,
    gps=0,
    minutes_to_gp=9.2,
    nearest_gp=commune("Bonnières-sur-Seine"),
    people_per_gp=3400,
    best_addition=commune("Les Mureaux"),
    best_gain=0.4,
)


def _with(**changes):
    return dataclasses.replace(MOISSON, **changes)


def test_what_is_said_of_moisson():
    assert " ".join(commune_sentences(MOISSON)) == (
        "À Moisson, un habitant dispose de 0,50 consultation de généraliste par an, le niveau le plus bas des "
        "Yvelines. Aucun généraliste libéral n'exerçait dans la commune fin 2019 : le plus proche est à environ 9 "
        "minutes, à Bonnières-sur-Seine. À moins de 20 minutes, chaque généraliste s'occupe de 3\u202f400 habitants en "
        "moyenne. Un généraliste de plus aux Mureaux lui apporterait 0,40 consultation par an et par habitant."
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"rank": 3}, ", le 3e niveau le plus bas des Yvelines."),
        ({"rank": 259, "apl": 5.4}, "5,40 consultations de généraliste par an, le niveau le plus haut des Yvelines."),
        ({"rank": 100, "apl": 2.2}, ", moins que la moyenne des Yvelines (2,58)."),
        ({"rank": 150, "apl": 2.6}, ", comme la moyenne des Yvelines (2,58)."),
        ({"rank": 200, "apl": 3.2}, ", plus que la moyenne des Yvelines (2,58)."),
        ({"communes": 1}, "0,50 consultation de généraliste par an."),
        ({"apl": 0.0}, "À Moisson, la statistique officielle ne compte aucun généraliste à portée."),
        ({"apl": np.nan}, "Aucun chiffre officiel d'accès aux généralistes n'est publié pour Moisson."),
    ],
)
def test_where_a_commune_stands(changes, expected):
    assert level(_with(**changes)).endswith(expected)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"gps": 1}, "La commune comptait 1 généraliste libéral fin 2019."),
        ({"gps": 13}, "La commune comptait 13 généralistes libéraux fin 2019."),
        ({"minutes_to_gp": 1.2}, "à environ 1 minute, à Bonnières-sur-Seine."),
        ({"approximate": False}, "est à 9 minutes, à Bonnières-sur-Seine."),
        ({"nearest_gp": commune("Le Pecq")}, "à environ 9 minutes, au Pecq."),
        ({"nearest_gp": None}, "Aucun généraliste libéral n'exerçait dans la commune fin 2019."),
    ],
)
def test_who_practises_there(changes, expected):
    assert supply(_with(**changes)).endswith(expected)


def test_several_consultations_are_plural():
    assert "8,72 consultations par an" in remedy(_with(best_gain=8.72))


def test_a_gain_too_small_to_matter_is_not_told():
    assert remedy(_with(best_gain=0.01)) == ""
    assert remedy(_with(best_addition=None)) == ""


def test_a_doubtful_computation_says_so():
    assert commune_sentences(_with(doubtful=True))[-1].startswith("À prendre avec prudence")


def test_the_short_form_of_a_table():
    assert explanation(MOISSON) == (
        "Aucun généraliste ; le plus proche à environ 9 minutes, à Bonnières-sur-Seine ; "
        "un pour 3\u202f400 habitants à 20 minutes."
    )
    assert explanation(_with(gps=2)).startswith("2 généralistes ; ")


unknown = st.just(float("nan"))


@given(
    apl=st.floats(0, 12) | unknown,
    gps=st.integers(0, 300).map(float) | unknown,
    minutes=st.floats(0, 60) | unknown,
    people=st.floats(1, 1e6) | unknown,
    gain=st.floats(0, 20) | unknown,
    rank=st.integers(1, 259).map(float) | unknown,
    near=st.booleans(),
)
def test_whatever_is_known_no_sentence_is_broken(apl, gps, minutes, people, gain, rank, near):
    place = commune("Ablis") if near else None
    facts = _with(
        apl=apl, gps=gps, minutes_to_gp=minutes, people_per_gp=people, best_gain=gain, rank=rank,
        nearest_gp=place, best_addition=place,
    )  # fmt: skip
    for sentence in [*commune_sentences(facts), explanation(facts)]:
        assert sentence == "" or (sentence[0].isupper() or sentence[0].isdigit())
        assert sentence == "" or sentence.endswith((".", ")."))
        assert not re.search(r"nan|None|%\(|–", sentence)


def test_english_words_come_from_the_catalogue():
    english = Language("en", gettext=lambda m: m.replace("Aucun généraliste", "No GP"))
    assert supply(_with(nearest_gp=None), english).startswith("No GP")
    assert "in Bonnières-sur-Seine" in supply(MOISSON, english)


def test_the_territory_in_words(yvelines):
    place, summary = place_of(yvelines.territory), yvelines.summary
    france = yvelines.benchmarks["france"]

    assert headline(place, summary["apl_mean"], france["apl_mean"]) == (
        "Un habitant des Yvelines dispose de 2,58 consultations de généraliste par an, contre 3,74 en France."
    )
    assert under_threshold(summary, 2.5) == (
        "563\u202f302 personnes (39\u202f%), dans 154 communes sur 259, vivent sous le seuil de 2,5 : "
        "elles sont sous-dotées."
    )
    assert retirement_sentence(summary).startswith(
        "Sur 1\u202f001 généralistes libéraux, 379 ont 60 ans ou plus (38\u202f%)."
    )
    assert equity_sentence(summary) == (
        "Un habitant sur dix dispose de moins de 1,6 consultation par an, un sur dix de plus de 3,4."
    )
    assert "plus inégal en France" in gini_sentence(summary["gini"], france["gini"])


@pytest.mark.parametrize(
    ("gps", "older", "expected"),
    [
        (1, 0, "Le seul généraliste libéral a moins de 60 ans."),
        (1, 1, "Le seul généraliste libéral a 60 ans ou plus."),
        (5, 0, "Aucun des 5 généralistes libéraux n'a 60 ans ou plus."),
        (5, 1, "Sur 5 généralistes libéraux, 1 a 60 ans ou plus (20\u202f%)."),
        (np.nan, np.nan, ""),
    ],
)
def test_who_is_near_retirement(gps, older, expected):
    summary = {"gps": gps, "gps_60_plus": older}
    level = {"apl_computed_mean": 3.0, "apl_computed_without_60_plus_mean": 3.0}
    assert retirement_sentence(summary | level) == expected


def test_neighbours_who_retire_are_told_with_those_of_the_place():
    summary = {"gps": 5, "gps_60_plus": 0, "apl_computed_mean": 3.0, "apl_computed_without_60_plus_mean": 2.4}
    assert retirement_sentence(summary).endswith("ici et alentour, l'accès recule de 20\u202f%.")


def test_one_commune_is_not_told_in_the_plural(paris):
    assert (
        under_threshold(paris.summary, 2.5) == "La commune est au-dessus du seuil de 2,5, sous lequel on est sous-doté."
    )
    assert equity_sentence(paris.summary) == ""
    assert facts_of(paris, "75056").communes == 1


@pytest.mark.parametrize(
    ("apl", "expected"),
    [
        ([3.10, 2.58], "l'accès a baissé de 0,52 consultation par an et par habitant (−17\u202f%, contre −7\u202f%"),
        ([3.0, 5.5], "l'accès a progressé de 2,50 consultations par an et par habitant (+83\u202f%"),
        ([3.0, 3.02], "l'accès est resté stable (−7\u202f% en France)."),
    ],
)
def test_trends(apl, expected):
    trend = pd.DataFrame({"apl_alike": apl, "apl_france_alike": [4.04, 3.745], "share_known": 1.0}, index=[2015, 2023])
    assert trend_sentence(trend).startswith(f"Entre 2015 et 2023, {expected}")


def test_a_trend_that_leaves_people_out_says_so():
    trend = pd.DataFrame(
        {"apl_alike": [4.66, 4.2], "apl_france_alike": [4.04, 3.68], "share_known": [0.58, 1.0]}, index=[2015, 2023]
    )
    assert trend_sentence(trend).endswith("Calculé sur les communes publiées chaque année : 58\u202f% des habitants.")


def test_one_year_makes_no_trend():
    trend = pd.DataFrame({"apl_alike": [3.0], "apl_france_alike": [4.0], "share_known": 1.0}, index=[2023])
    assert trend_sentence(trend) == ""


def test_france_is_not_compared_with_itself():
    values = {"apl": [4.0, 3.6], "apl_france": [4.0, 3.6], "apl_alike": [4.0, 3.6], "apl_france_alike": [4.0, 3.6]}
    trend = pd.DataFrame({**values, "share_known": [1.0, 1.0]}, index=[2015, 2023])
    assert trend_sentence(trend) == (
        "Entre 2015 et 2023, l'accès a baissé de 0,40 consultation par an et par habitant (−10\u202f%)."
    )
