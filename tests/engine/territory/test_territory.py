"""A territory is named by codes or exact names; what names nothing is told, with the nearest names."""

import pandas as pd
import pytest

from maillage.engine.errors import TerritoryError
from maillage.engine.territory.names import Gazetteer, fold
from maillage.engine.territory.territory import Territory, find_territory


@pytest.fixture
def gazetteer() -> Gazetteer:
    """Two départements, one EPCI across both, two communes with one name, and one that merged."""
    communes = pd.DataFrame(
        [
            ("01001", "Saint-Rémy", "01", "200000001", "01310", 900),
            ("01002", "L'Étoile", "01", None, "01000 01090", 50),
            ("78380", "Maule", "78", "200000001", "78580", 5800),
            ("78575", "Saint-Rémy", "78", None, "78470", 7800),
        ],
        columns=["code", "name", "departement", "epci", "postcodes", "population"],
    ).set_index("code")
    departements = pd.DataFrame({"name": ["Ain", "Yvelines"]}, index=["01", "78"])
    epci = pd.DataFrame({"name": ["CC des Deux Rives"]}, index=["200000001"])
    successions = pd.Series(["78380"], index=["78999"])
    return Gazetteer(communes, departements, epci, successions)


@pytest.mark.parametrize(
    ("words", "kind", "codes"),
    [
        (["78"], "departement", ("78380", "78575")),
        (["1"], "departement", ("01001", "01002")),
        (["1001"], "commune", ("01001",)),
        (["200000001"], "epci", ("01001", "78380")),
        (["78380"], "commune", ("78380",)),
        (["78999"], "commune", ("78380",)),
        (["maule"], "commune", ("78380",)),
        (["L’Etoile"], "commune", ("01002",)),
        (["78380", "01"], "communes", ("01001", "01002", "78380")),
        (["france"], "france", ("01001", "01002", "78380", "78575")),
    ],
)
def test_words_name_a_territory(gazetteer, words, kind, codes):
    territory = find_territory(words, gazetteer)
    assert (territory.kind, territory.codes) == (kind, codes)


def test_the_order_of_words_does_not_change_the_territory(gazetteer):
    assert find_territory(["78", "01001"], gazetteer) == find_territory(["01001", "78"], gazetteer)


def test_an_unknown_name_suggests_the_nearest(gazetteer):
    with pytest.raises(TerritoryError, match=r"Yveline.*Did you mean: Yvelines \(78\)"):
        find_territory(["Yveline"], gazetteer)


def test_a_postcode_suggests_the_communes_that_it_serves(gazetteer):
    with pytest.raises(TerritoryError, match=r"code 78470\. Did you mean: Saint-Rémy \(78575\)\?"):
        find_territory(["78470"], gazetteer)
    with pytest.raises(TerritoryError, match=r"code 99999\. Give its name"):
        find_territory(["99999"], gazetteer)


def test_a_name_that_two_communes_share_asks_for_a_code(gazetteer):
    with pytest.raises(TerritoryError, match=r"2 territories.*01001.*78575|2 territories.*78575.*01001"):
        find_territory(["saint remy"], gazetteer)


@pytest.mark.parametrize("words", [[], ["  "], ["france", "78"]])
def test_words_that_make_no_territory(gazetteer, words):
    with pytest.raises(TerritoryError):
        find_territory(words, gazetteer)


def test_a_territory_without_communes_is_refused():
    with pytest.raises(TerritoryError, match="has no commune"):
        Territory("epci", "1", "Vide", ())


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("yv", "78"),
        ("mau", "78380"),
        ("78470", "78575"),
        ("01090", "01002"),
        ("deux", "200000001"),
        ("7838", "78380"),
    ],
)
def test_search_as_one_types(gazetteer, text, first):
    assert gazetteer.search(text)[0].code == first


def test_search_of_nothing_finds_nothing(gazetteer):
    assert gazetteer.search("  ") == []
    assert gazetteer.search("zzz") == []


def test_fold_forgets_accents_and_apostrophes():
    assert fold("L’Haÿ-les-Œufs") == "l hay les oeufs"
