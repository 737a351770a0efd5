"""What the page about a place says, with and without a road network, and to whom."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
import shapely
from django.core.cache import caches
from django.test import Client

from maillage.engine.sources.reference import load_reference
from maillage.engine.territory.places import Places
from maillage.engine.territory.sphere import km_of_chord
from maillage.engine.travel.crow_flight import CrowFlight
from maillage.roads.installed import open_network
from maillage.roads.isochrone import isochrone_features
from maillage.web import networks
from maillage.web.isochrones.queries import reaches, turns
from maillage.web.isochrones.rules import told
from maillage.web.studies.models import Diagnosis

HERE = "48.8986, 2.0936"
MOISSON, ANDORRA = "78410", "42.5075, 1.5218"


def text_of(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode())).replace("\u202f", " ")


def ask(client: Client, place: str, **more: str):
    return client.get("/autour/", {"lieu": place, **more})


def test_figures_are_those_of_the_engine_for_every_mode(client: Client, yvelines: Diagnosis, roads: Path) -> None:
    shown = ask(client, HERE).context["reaches"]
    assert [each.mode for each in shown] == ["car", "foot"]
    for each in shown:
        found = isochrone_features(open_network("rues", each.mode), load_reference(), 48.8986, 2.0936, (10, 15, 20, 30))
        areas = [feature["properties"] for feature in reversed(found["features"])]
        assert [area.people for area in each.areas] == [told(area["people"]) for area in areas]
        assert [area.people_75_plus for area in each.areas] == [told(area["people_75_plus"]) for area in areas]
        assert [area.communes for area in each.areas] == [len(area["communes"]) for area in areas]
        assert [one.name for one in each.communes] == [one["name"] for one in areas[-1]["communes"]]


def test_the_page_says_how_it_knows_and_how_little(client: Client, yvelines: Diagnosis, roads: Path) -> None:
    page = text_of(ask(client, HERE).content)
    assert "Autour d’un lieu de Saint-Germain-en-Laye" in page
    assert re.search(r"En 15 minutes en voiture, on atteint environ [\d ]+ habitants", page)
    assert "la part de sa surface qui est dans l’aire" in page
    assert "ce sont des ordres de grandeur, pas des comptes" in page
    assert "© les contributeurs d’OpenStreetMap" in page
    assert "Au bord du réseau installé les aires sont coupées" in page
    english = text_of(client.get("/en/autour/", {"lieu": HERE, "mode": "pied"}).content)
    assert "Within 15 minutes on foot, one reaches about" in english


def test_a_commune_is_asked_for_by_name_code_or_postcode(client: Client, yvelines: Diagnosis, roads: Path) -> None:
    places = [ask(client, text).context["place"] for text in ("Le Pecq", "le pecq", "78481")]
    places.append(client.get("/autour/", {"commune": "78481"}).context["place"])
    assert {place.commune for place in places} == {"78481"}
    assert "Autour de la mairie de Le Pecq" in text_of(ask(client, "78481").content)


def test_a_number_that_is_a_code_and_a_postcode_is_asked_again(client: Client, yvelines: Diagnosis) -> None:
    """78230 is the postcode of Le Pecq, and the code of La Falaise."""
    found = ask(client, "78230").context["asked"]
    assert found.place is None
    assert {"78230", "78481"} <= {code for code, _name, _context in found.suggestions}


def test_a_name_that_several_communes_have_is_asked_again(client: Client, yvelines: Diagnosis) -> None:
    page = ask(client, "Saint-Denis")
    assert page.context["place"] is None
    assert len(page.context["asked"].suggestions) > 1
    assert "/autour/?commune=93066" in page.content.decode()
    unknown = ask(client, "Xyzzy")
    assert "Aucune commune ne s’appelle ainsi" in text_of(unknown.content)
    assert 'aria-invalid="true"' in unknown.content.decode()


def test_without_a_network_the_page_says_what_to_do_and_gives_the_model(client: Client, yvelines: Diagnosis) -> None:
    answer = ask(client, "Moisson")
    page = text_of(answer.content)
    assert "Cette plateforme n’a pas encore de réseau routier" in page
    assert "maillage roads build region.osm.pbf --mode car" in page
    assert "ne sont pas des routes" in page
    (model,) = answer.context["reaches"]
    assert model.is_model
    for area in model.areas:
        codes = within(MOISSON, area.band.minutes)
        assert area.communes == len(codes)
        assert area.people == told(load_reference().communes.loc[sorted(codes), "population"].sum())


def within(code: str, minutes: float) -> set[str]:
    """Every commune of France, one after the other."""
    communes = load_reference().communes.dropna(subset=["lat", "lon"])
    places = Places.of_communes(communes)
    here = int(np.flatnonzero(places.codes == code)[0])
    points = places.unit_vectors()
    km = km_of_chord(np.linalg.norm(points - points[here], axis=1))
    took = CrowFlight().minutes(km, np.full(len(places), places.density[here]), places.density)
    return set(places.codes[took <= minutes])


def test_a_place_outside_the_network_keeps_the_model(client: Client, yvelines: Diagnosis, roads: Path) -> None:
    answer = ask(client, "Moisson")
    assert answer.context["reach"].is_model
    assert "Aucun réseau routier installé ici ne couvre ce lieu" in text_of(answer.content)


def test_a_network_that_is_removed_is_no_longer_asked(
    client: Client, yvelines: Diagnosis, roads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(roads / "roads", tmp_path / "roads")
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path))
    assert not ask(client, HERE).context["reach"].is_model
    shutil.rmtree(tmp_path / "roads")
    assert ask(client, HERE).context["reach"].is_model


def test_networks_of_another_version_are_no_error_page(client: Client, yvelines: Diagnosis, tmp_path: Path) -> None:
    old = tmp_path / "roads" / "old" / "car"
    old.mkdir(parents=True)
    (old / "network.json").write_text('{"version": 0}')
    assert "n’a pas encore de réseau routier" in text_of(ask(client, HERE).content)


def test_strangers_ask_about_published_territories_only(
    client: Client, as_agent: Client, yvelines: Diagnosis, roads: Path
) -> None:
    stranger = Client()
    for place in ("Orléans", ANDORRA):
        refused = ask(stranger, place)
        assert refused.status_code == 403
        assert "Connectez-vous" in text_of(refused.content)
        assert refused.context["reach"] is None
    assert stranger.get("/autour/aires.json", {"lieu": ANDORRA}).status_code == 403
    assert ask(as_agent, "Orléans").status_code == 200
    assert ask(as_agent, ANDORRA).status_code == 200


def test_a_published_france_opens_every_commune(client: Client, make: Callable[..., Diagnosis]) -> None:
    assert ask(client, "Orléans").status_code == 403
    make("france", published=True)
    assert ask(client, "Orléans").status_code == 200


def test_a_stranger_who_asks_much_waits_and_what_is_kept_is_free(
    client: Client, as_agent: Client, yvelines: Diagnosis, roads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caches["areas"].clear()
    monkeypatch.setattr(turns, "COMPUTATIONS_PER_ADDRESS", 2)
    stranger = Client()
    assert ask(stranger, HERE).status_code == 200
    refused = ask(stranger, "48.9, 2.1")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")
    assert "Recommencez dans 15 minutes" in text_of(refused.content)
    assert ask(stranger, HERE).status_code == 200
    assert ask(as_agent, "48.9, 2.1").status_code == 200


def test_who_cannot_wait_is_told_so(
    client: Client, yvelines: Diagnosis, roads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caches["areas"].clear()
    monkeypatch.setattr(reaches, "PATIENCE_SECONDS", 0)
    with reaches._turn():
        refused = ask(client, HERE)
    assert refused.status_code == 503
    assert "Un autre calcul est en cours" in text_of(refused.content)


def test_threads_that_ask_at_once_get_what_one_gets(yvelines: Diagnosis, roads: Path) -> None:
    places = [(48.8986 + shift / 100, 2.0936) for shift in range(2)]
    alone = [reaches.reach(*place, "car", (10.0,)) for place in places]
    caches["areas"].clear()
    together: dict[int, object] = {}

    def answer(number: int) -> None:
        together[number] = reaches.reach(*places[number], "car", (10.0,))

    threads = [Thread(target=answer, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[number] for number in range(2)] == alone


def test_the_live_map_gets_areas_that_lie_in_one_another(client: Client, yvelines: Diagnosis, roads: Path) -> None:
    answer = client.get("/autour/aires.json", {"lieu": HERE, "mode": "pied"})
    features = json.loads(answer.content)["features"]
    assert [each["properties"] for each in features] == [
        {"minutes": minutes, "label": f"{minutes:.0f} min"} for minutes in (30.0, 20.0, 15.0, 10.0)
    ]
    shapes = [shapely.geometry.shape(each["geometry"]) for each in features]
    assert all(larger.buffer(1e-6).covers(smaller) for larger, smaller in pairwise(shapes))


def test_the_drawn_map_tells_areas_apart_without_colour(client: Client, yvelines: Diagnosis, roads: Path) -> None:
    drawing = client.get("/autour/carte.svg", {"lieu": HERE}).content.decode()
    areas = re.findall(r"<path [^>]*fill-opacity[^>]*>", drawing)
    assert len(areas) == 4
    assert len({re.search(r'stroke-dasharray="([^"]*)"|$', area).group(1) for area in areas}) == 4
    assert drawing.count("<title>10 min</title>") == 1
    assert client.get("/autour/carte.svg", {"lieu": "Xyzzy"}).status_code == 404


def test_the_network_that_reaches_farthest_around_a_place_is_asked_first(
    roads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = next(record for record in networks.networks() if record.mode == "car")
    small, large = (
        replace(one, name=name, bounds=(2 - r, 48.9 - r, 2 + r, 48.9 + r)) for name, r in (("s", 0.1), ("l", 0.5))
    )
    monkeypatch.setattr(networks, "installed", lambda: [small, large])
    assert [record.name for record in networks.holding(48.9, 2.0, "car")] == ["l", "s"]
    assert [record.name for record in networks.holding(48.9, 2.3, "car")] == ["l"]
    assert networks.holding(48.9, 2.0, "foot") == []
