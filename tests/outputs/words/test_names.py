"""Articles and elisions, on real and nasty names. The forms are those of the communes' and départements' own usage."""

from __future__ import annotations

import pytest

from maillage.engine.sources.reference import load_reference
from maillage.outputs.words.names import FRANCE, capitalised, commune, departement, epci
from maillage.outputs.words.typography import typographic


@pytest.mark.parametrize(
    ("name", "of", "inside"),
    [
        ("Moisson", "de Moisson", "à Moisson"),
        ("Ablis", "d'Ablis", "à Ablis"),
        ("Élancourt", "d'Élancourt", "à Élancourt"),
        ("Achères", "d'Achères", "à Achères"),
        ("Œuilly", "d'Œuilly", "à Œuilly"),
        ("Y", "d'Y", "à Y"),
        ("Yvetot", "d'Yvetot", "à Yvetot"),
        ("Le Vésinet", "du Vésinet", "au Vésinet"),
        ("Les Mureaux", "des Mureaux", "aux Mureaux"),
        ("La Celle-Saint-Cloud", "de La Celle-Saint-Cloud", "à La Celle-Saint-Cloud"),
        ("L'Haÿ-les-Roses", "de L'Haÿ-les-Roses", "à L'Haÿ-les-Roses"),
        ("Hyères", "d'Hyères", "à Hyères"),
        ("Houilles", "de Houilles", "à Houilles"),
        ("Houdan", "de Houdan", "à Houdan"),
        ("Le Havre", "du Havre", "au Havre"),
        ("Lesches", "de Lesches", "à Lesches"),
        ("Lemainville", "de Lemainville", "à Lemainville"),
        ("Los Masos", "de Los Masos", "à Los Masos"),
        ("Aux Marais", "d'Aux Marais", "à Aux Marais"),
    ],
)
def test_communes(name, of, inside):
    assert (commune(name).of, commune(name).inside) == (of, inside)


def test_the_cog_decides_about_h_where_it_is_known():
    assert commune("Hermeray", liaison=1).of == "d'Hermeray"
    assert commune("Hénon", liaison=0).of == "de Hénon"
    assert commune("Le Havre", liaison=2).of == "du Havre"


@pytest.mark.parametrize(
    ("code", "name", "the", "of", "inside"),
    [
        ("78", "Yvelines", "les Yvelines", "des Yvelines", "dans les Yvelines"),
        ("38", "Isère", "l'Isère", "de l'Isère", "dans l'Isère"),
        ("76", "Seine-Maritime", "la Seine-Maritime", "de la Seine-Maritime", "en Seine-Maritime"),
        ("75", "Paris", "Paris", "de Paris", "à Paris"),
        ("26", "Drôme", "la Drôme", "de la Drôme", "dans la Drôme"),
        ("95", "Val-d'Oise", "le Val-d'Oise", "du Val-d'Oise", "dans le Val-d'Oise"),
        ("35", "Ille-et-Vilaine", "l'Ille-et-Vilaine", "de l'Ille-et-Vilaine", "en Ille-et-Vilaine"),
        ("2A", "Corse-du-Sud", "la Corse-du-Sud", "de la Corse-du-Sud", "en Corse-du-Sud"),
        ("971", "Guadeloupe", "la Guadeloupe", "de la Guadeloupe", "en Guadeloupe"),
        ("974", "La Réunion", "La Réunion", "de La Réunion", "à La Réunion"),
        ("976", "Mayotte", "Mayotte", "de Mayotte", "à Mayotte"),
    ],
)
def test_departements(code, name, the, of, inside):
    place = departement(code, name)
    assert (place.the, place.of, place.inside) == (the, of, inside)


def test_every_departement_of_the_mainland_has_an_article_but_paris():
    names = load_reference().departements["name"]
    mainland = [(code, name) for code, name in names.items() if len(str(code)) == 2]
    places = {name: departement(str(code), str(name)) for code, name in mainland}

    assert len(places) == 96
    assert [name for name, place in places.items() if place.the == name] == ["Paris"]
    elided = {name for name, place in places.items() if place.the.startswith("l'")}
    assert elided == {n for n in places if n.startswith(tuple("AEIO")) and not n.startswith(("Alpes", "Ardennes"))} | {
        "Yonne",
        "Hérault",
    }
    plural = {name for name, place in places.items() if place.the.startswith("les ")}
    assert {name.split("-")[0] for name in plural} == {
        "Alpes",
        "Hautes",
        "Ardennes",
        "Bouches",
        "Côtes",
        "Landes",
        "Pyrénées",
        "Vosges",
        "Yvelines",
        "Deux",
        "Hauts",
    }


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("CC du Pays Houdanais (CCPH)", "de la communauté de communes du Pays Houdanais"),
        ("CA du Sicoval", "de la communauté d'agglomération du Sicoval"),
        ("CU Grand Paris Seine et Oise", "de la communauté urbaine Grand Paris Seine et Oise"),
        ("Métropole de Lyon", "de la métropole de Lyon"),
        ("Eurométropole de Strasbourg", "de l'eurométropole de Strasbourg"),
        ("Grenoble-Alpes-Métropole", "de Grenoble-Alpes-Métropole"),
        ("Orléans Métropole", "d'Orléans Métropole"),
    ],
)
def test_intercommunalites(name, of):
    assert epci(name).of == of


def test_other_languages_take_the_bare_name():
    english = departement("78", "Yvelines").in_language("en")
    assert (english.the, english.of, english.inside) == ("Yvelines", "of Yvelines", "in Yvelines")
    assert FRANCE.in_language("en").inside == "in France"


def test_a_capital_leaves_the_rest_alone():
    assert capitalised("à L'Haÿ-les-Roses") == "À L'Haÿ-les-Roses"
    assert capitalised("") == ""


def test_printed_french_has_its_apostrophes_and_spaces():
    assert typographic("l'accès : 3 ; « oui » 40 %") == ("l\u2019accès\u00a0: 3\u202f; «\u00a0oui\u00a0» 40\u202f%")
