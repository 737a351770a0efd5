"""What the pages of a scenario say and do, and for whom; everything without JavaScript."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from io import StringIO

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.engine.siting.effects import effects
from maillage.engine.siting.sites import Cabin
from maillage.engine.siting.wishes import Wishes
from maillage.engine.sources.reference import load_reference
from maillage.engine.travel.crow_flight import CrowFlight
from maillage.planning.question import ground_of, possible_sites, question
from maillage.web.accounts.models import User
from maillage.web.scenarios.actions import scenarios
from maillage.web.scenarios.models import Scenario, SetAside
from maillage.web.scenarios.rules.sites import sites_of
from maillage.web.studies.models import Diagnosis

from .conftest import ABLIS, MOISSON, NOW

BENCH = "/decider/78/1/"
NARROW = "\u202f"


def text_of(page: bytes) -> str:
    """What a person reads: without tags, spaces made one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode())).replace(NARROW, " ").replace(" ,", ",")


def site(client: Client, do: str, **said: object):
    return client.post(f"{BENCH}site/", {"do": do, **said}, follow=True)


def opened(scenario: Scenario) -> set[str]:
    scenario.refresh_from_db()
    return {key for key, each in scenario.sites.items() if each.open}


# --- Who may ---


ASKED = {
    "bench": "get", "bench_map": "get", "effects": "get", "news": "post", "site": "post", "settings": "post",
    "reasons": "post", "undo": "post", "redo": "post", "settle": "post", "compute": "post", "copy": "post",
    "publish_scenario": "post", "unpublish_scenario": "post",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_reader_with_an_account_may_not_work_on_a_scenario(scenario: Scenario, reader: User, name: str) -> None:
    client = Client()
    client.force_login(reader)
    answer = getattr(client, ASKED[name])(reverse(f"scenarios:{name}", args=("78", 1)))
    assert answer.status_code == 403
    scenario.refresh_from_db()
    assert (scenario.version, scenario.is_published) == (1, False)


def test_a_draft_does_not_exist_for_the_public(client: Client, two_sites: Scenario) -> None:
    for page in ("", "carte.svg", "telecharger/csv/", "telecharger/csv/?brouillon=1"):
        hidden = client.get(f"/scenarios/78/1/{page}")
        assert hidden.status_code == 404
        assert "Deux cabines" not in hidden.content.decode()
    assert "Deux cabines" not in client.get("/decider/").content.decode()
    assert "Deux cabines" not in client.get("/decider/comparer/?s=78/1&s=78/1").content.decode()


# --- The workbench ---


def test_an_agent_begins_a_scenario_and_the_page_says_what_to_do_first(as_agent: Client, yvelines: Diagnosis) -> None:
    page = as_agent.post("/decider/commencer/", {"diagnosis": yvelines.pk, "name": " 50 cabines "}, follow=True)
    assert page.redirect_chain == [(BENCH, 302)]
    told = text_of(page.content)
    assert "50 cabines" in told
    assert "Aucun site encore. Demandez une proposition" in told


def test_what_is_missing_is_said_beside_its_field(as_agent: Client, yvelines: Diagnosis) -> None:
    page = as_agent.post("/decider/commencer/", {"diagnosis": yvelines.pk, "name": ""})
    assert page.status_code == 422
    assert 'id="id_name_error"' in page.content.decode()


def test_before_is_what_the_diagnosis_says(as_agent: Client, two_sites: Scenario) -> None:
    told = text_of(as_agent.get(BENCH).content)
    assert "Habitants sous 2,5 563 302" in told
    assert "APL moyenne 2,58" in told


def test_the_figures_are_those_of_the_engine_asked_about_all_candidates(as_agent: Client, two_sites: Scenario) -> None:
    """The page computes with the two open sites only; here the whole list of candidates is asked, as a proposal is."""
    view = as_agent.get(BENCH).context["view"]
    reference = load_reference()
    ground = ground_of(["78"], reference, CrowFlight())
    table = possible_sites(ground, reference, ["town_halls", "france_services"])
    asked = question(ground, table, Wishes(), cabin=Cabin(1, 30.0, 47.0, 3.0, 48_000.0))
    numbers = asked.problem.candidates.numbers((MOISSON.key, ABLIS.key))
    expected = effects(asked.problem, asked.access, numbers, within_minutes=15.0, threshold=2.5)
    assert np.allclose(view.effects.after.apl, expected.after.apl)
    assert view.effects.after.mean_minutes == pytest.approx(expected.after.mean_minutes)
    assert view.effects.after.people_under == expected.after.people_under
    assert view.effects.cost == expected.cost == 96_000.0


def test_every_edit_is_possible_without_a_script(as_agent: Client, two_sites: Scenario) -> None:
    site(as_agent, f"lock:{MOISSON.key}")
    assert two_sites.__class__.objects.get().sites[MOISSON.key].rule == "locked"
    site(as_agent, f"release:{MOISSON.key}")
    site(as_agent, f"forbid:{ABLIS.key}")
    assert opened(two_sites) == {MOISSON.key}
    site(as_agent, f"release:{ABLIS.key}")
    site(as_agent, "add:", to="mairie-78586")
    site(as_agent, f"move:{MOISSON.key}", to="mairie-78440")
    assert opened(two_sites) == {"mairie-78586", "mairie-78440"}
    site(as_agent, "exist:mairie-78586")
    site(as_agent, "describe:mairie-78440", name="Centre social", owner="own", cost="30000")
    site(as_agent, "remove:mairie-78440")
    assert opened(two_sites) == {"mairie-78586"}
    as_agent.post(f"{BENCH}annuler/")
    two_sites.refresh_from_db()
    described = two_sites.sites["mairie-78440"]
    assert (described.name, described.owner, described.cost) == ("Centre social", "own", 30_000)
    assert "à nous" in text_of(as_agent.get(BENCH).content)


def test_a_site_may_stand_anywhere_in_the_territory_and_nowhere_else(as_agent: Client, scenario: Scenario) -> None:
    site(as_agent, "add:", lat="48.80", lon="1.95")
    (key,) = opened(scenario)
    assert scenario.sites[key].name.startswith("Point à ")
    moved = site(as_agent, f"move:{key}", lat="48.99", lon="1.70")
    assert opened(scenario) == {key}
    assert scenario.sites[key].commune != ""
    refused = site(as_agent, f"move:{key}", lat="45.0", lon="5.0")
    assert "Ce point est hors du territoire." in text_of(refused.content)
    assert "Point à" in text_of(moved.content)
    assert scenario.sites[key].lat == 48.99


def test_what_cannot_be_done_is_said_in_words(as_agent: Client, two_sites: Scenario) -> None:
    site(as_agent, f"lock:{MOISSON.key}")
    told = text_of(site(as_agent, f"remove:{MOISSON.key}").content)
    assert "Ce site est verrouillé : déverrouillez-le d’abord." in told
    assert "Ce site n’est pas dans ce scénario" in text_of(site(as_agent, "lock:nulle-part").content)


def test_a_conflict_shows_both_choices_and_one_is_kept(as_agent: Client, as_other: Client, two_sites: Scenario) -> None:
    seen = two_sites.version
    site(as_agent, f"lock:{MOISSON.key}", version=seen)
    page = site(as_other, f"remove:{MOISSON.key}", version=seen)
    told = text_of(page.content)
    assert "Votre choix est gardé" in told
    assert "Marie Dupont a verrouillé Mairie · Moisson" in told
    assert "Ali Haddad a retiré Mairie · Moisson" in told
    as_agent.post(f"{BENCH}choisir/", {"choice": SetAside.objects.get().pk, "keep": "mine"})
    assert opened(two_sites) == {ABLIS.key}
    assert "Deux choix à départager" not in text_of(as_agent.get(BENCH).content)


def test_texts_that_were_set_aside_are_shown_whole(as_agent: Client, as_other: Client, scenario: Scenario) -> None:
    said = {"name": "Deux cabines", "version": 1}
    as_agent.post(f"{BENCH}raisons/", {**said, "reasons": "Parce que le nord attend."})
    page = as_other.post(f"{BENCH}raisons/", {**said, "reasons": "Parce que le sud attend."}, follow=True)
    told = text_of(page.content)
    assert "Parce que le nord attend." in told
    assert "Parce que le sud attend." in told


def test_who_else_is_there_is_said(as_agent: Client, as_other: Client, scenario: Scenario) -> None:
    as_other.post(f"{BENCH}nouvelles/")
    news = as_agent.post(f"{BENCH}nouvelles/").json()
    assert news == {"version": 1, "others": ["Ali Haddad"]}
    assert "Aussi ici : Ali Haddad" in text_of(as_agent.get(BENCH).content)


def test_a_try_answers_every_indicator_and_writes_nothing(as_agent: Client, two_sites: Scenario) -> None:
    tried = as_agent.get(f"{BENCH}effets/", {"do": f"move:{MOISSON.key}", "lat": "48.8", "lon": "1.95"}).json()
    assert opened(two_sites) == {MOISSON.key, ABLIS.key}
    written = site(as_agent, f"move:{MOISSON.key}", lat="48.8", lon="1.95").context["view"]
    assert [line["after"] for line in tried["lines"]] == [line.shown["after"] for line in written.lines]
    assert tried["bands"] == written.communes["bands"]
    outside = as_agent.get(f"{BENCH}effets/", {"do": f"move:{ABLIS.key}", "lat": "45", "lon": "5"})
    assert (outside.status_code, outside.json()) == (422, {"message": "Ce point est hors du territoire."})


def test_settings_change_the_figures_and_wrong_ones_are_said_beside_their_field(
    as_agent: Client, two_sites: Scenario
) -> None:
    form = as_agent.get(BENCH).context["settings_form"]
    said = {name: "" if value is None else value for name, value in form.initial.items()} | {"each_epci": ""}
    page = as_agent.post(f"{BENCH}reglages/", {**said, "hours_a_week": "15", "threshold": "3"}, follow=True)
    two_sites.refresh_from_db()
    assert two_sites.settings.acts == 15 * 47 * 3
    assert "Habitants sous 3" in text_of(page.content)
    wrong = as_agent.post(f"{BENCH}reglages/", {**said, "hours_a_week": "300"})
    assert wrong.status_code == 422
    assert "Donnez un nombre de 0 à 168." in text_of(wrong.content)
    assert "Donnez un nombre" not in text_of(as_agent.get(BENCH).content)


def test_wishes_that_a_hand_breaks_are_named(as_agent: Client, two_sites: Scenario) -> None:
    told = text_of(as_agent.get(BENCH).content)
    assert "Contraintes non tenues" in told
    assert "Au moins un par intercommunalité" in told


def test_the_card_says_whom_a_site_serves(as_agent: Client, two_sites: Scenario) -> None:
    page = as_agent.get(BENCH, {"site": MOISSON.key})
    card, view = page.context["bench"].card, page.context["view"]
    nearest = view.effects.after.site == 1
    names = list(view.sites)
    assert names[1] == MOISSON.key
    assert card.row.people == pytest.approx(view.terrain.demand.people[nearest].sum())
    assert "C’est le site le plus proche pour" in text_of(page.content)


def test_the_number_of_queries_does_not_grow_with_the_sites(
    as_agent: Client, scenario: Scenario, two_sites: Scenario, django_assert_max_num_queries: Callable
) -> None:
    as_agent.get(BENCH)
    with django_assert_max_num_queries(18):
        as_agent.get(BENCH)
    for commune in ("78586", "78440", "78646", "78551", "78498"):
        site(as_agent, "add:", to=f"mairie-{commune}")
    with django_assert_max_num_queries(18):
        as_agent.get(BENCH)
    with django_assert_max_num_queries(8):
        as_agent.get(f"{BENCH}effets/", {"do": f"move:{ABLIS.key}", "lat": "48.8", "lon": "1.95"})


FIELDS = ("do", "to", "lat", "lon", "name", "owner", "cost", "version")
noise = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["add:", f"move:{MOISSON.key}", f"describe:{MOISSON.key}", "48.8", "nan", "1e400", "-1", "٣"]),
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(FIELDS), noise))
def test_whatever_is_sent_is_answered_and_leaves_a_scenario_that_can_be_read(
    as_agent: Client, two_sites: Scenario, said: dict[str, str]
) -> None:
    assert as_agent.post(f"{BENCH}site/", said).status_code == 302
    assert as_agent.get(f"{BENCH}effets/", said).status_code in (200, 422)
    for page in ("reglages/", "raisons/", "annuler/", "choisir/", "calculer/"):
        assert as_agent.post(f"{BENCH}{page}", said).status_code in (302, 404, 422)
    two_sites.refresh_from_db()
    assert sites_of(two_sites.values) is not None
    assert as_agent.get(BENCH).status_code == 200


def test_a_scenario_whose_roads_are_gone_says_so_on_every_page(as_agent: Client, two_sites: Scenario) -> None:
    scenarios.publish(scenario=two_sites, by=two_sites.made_by, now=NOW)
    gone = {"roads": "nowhere", "mode": "car", "factors": None, "network": "x"}
    Diagnosis.objects.update(parameters=gone)
    for page in (BENCH, f"{BENCH}effets/?do=add:x", "/scenarios/78/1/", "/decider/comparer/?s=78/1"):
        answer = as_agent.get(page)
        assert answer.status_code == 422
        assert "Ce scénario ne peut pas être calculé ici." in text_of(answer.content)


# --- What everyone reads ---


@pytest.fixture
def published(two_sites: Scenario, as_agent: Client) -> Scenario:
    as_agent.post(f"{BENCH}raisons/", {"name": "Deux cabines", "reasons": "Le nord <b>attend</b>."})
    as_agent.post(f"{BENCH}publier/")
    two_sites.refresh_from_db()
    return two_sites


def test_the_public_reads_reasons_figures_sites_and_approximations(client: Client, published: Scenario) -> None:
    page = Client().get("/scenarios/78/1/")
    told = text_of(page.content)
    assert "Avec 2 cabines à ouvrir," in told
    assert "Le nord &lt;b&gt;attend&lt;/b&gt;." in told
    assert "Mairie · Moisson" in told
    assert "Une cabine est supposée offrir 4 230 consultations par an" in told
    assert "Marie Dupont" not in told
    assert "Ce sont des estimations." in told
    assert "DREES" in told
    assert page.content.decode().count("data-code=") == 259
    assert not page.cookies


def test_what_is_changed_after_publication_stays_a_draft(as_agent: Client, published: Scenario) -> None:
    site(as_agent, f"remove:{MOISSON.key}")
    assert "Mairie · Moisson" in text_of(Client().get("/scenarios/78/1/").content)
    assert "Vos derniers changements n’y sont pas encore." in text_of(as_agent.get(BENCH).content)
    as_agent.post(f"{BENCH}publier/")
    assert "Mairie · Moisson" not in text_of(Client().get("/scenarios/78/1/").content)
    as_agent.post(f"{BENCH}depublier/")
    assert Client().get("/scenarios/78/1/").status_code == 404


def test_files_say_the_same_as_the_page(published: Scenario, as_agent: Client) -> None:
    client = Client()
    sites = list(csv.DictReader(StringIO(client.get("/scenarios/78/1/telecharger/csv/").content.decode())))
    assert {row["key"] for row in sites} == {MOISSON.key, ABLIS.key}
    drawn = json.loads(client.get("/scenarios/78/1/telecharger/geojson/").content)
    assert {tuple(each["geometry"]["coordinates"]) for each in drawn["features"]} == {
        (float(row["lon"]), float(row["lat"])) for row in sites
    }
    communes = list(csv.DictReader(StringIO(client.get("/scenarios/78/1/telecharger/communes/").content.decode())))
    assert len(communes) == 259
    assert all(float(row["apl_after"]) >= float(row["apl_before"]) for row in communes)
    measures = list(csv.DictReader(StringIO(client.get("/scenarios/78/1/telecharger/indicateurs/").content.decode())))
    assert {row["indicator"]: row["after"] for row in measures}["sites"] == "2.0"
    assert client.get("/scenarios/78/1/telecharger/exe/").status_code == 404
    assert client.get("/scenarios/78/1/carte.svg").content.decode().startswith("<svg")


def test_a_name_never_becomes_a_formula_in_a_spreadsheet(as_agent: Client, published: Scenario) -> None:
    site(as_agent, f"describe:{MOISSON.key}", name='=HYPERLINK("http://x")', owner="own")
    content = as_agent.get("/scenarios/78/1/telecharger/csv/?brouillon=1").content.decode()
    names = [row["name"] for row in csv.DictReader(StringIO(content))]
    assert '\'=HYPERLINK("http://x")' in names


def test_scenarios_are_compared_figure_by_figure(
    as_agent: Client, published: Scenario, do: Callable, agent: User
) -> None:
    copied = scenarios.begin(
        diagnosis=published.diagnosis, name="Une de moins", by=agent, now=NOW, values=published.values
    )
    as_agent.post("/decider/78/2/site/", {"do": f"remove:{MOISSON.key}"})
    page = as_agent.get("/decider/comparer/", {"s": ["78/1", "78/2"]})
    comparison = page.context["comparison"]
    assert [side.view.settings.name for side in comparison.sides] == ["Deux cabines", copied.name]
    assert comparison.sides[0].only == ["Mairie · Moisson"]
    assert comparison.shared == ["Mairie · Ablis"]
    (sites,) = [cells for label, _before, cells in comparison.rows if label == "Cabines à ouvrir"]
    assert [cell.change for cell in sites] == ["", "−1"]
    # The draft is not there for the public.
    assert Client().get("/decider/comparer/", {"s": ["78/1", "78/2"]}).context["comparison"] is None
    for odd in ("x", "78/", "/1", "78/99999999999999999999", "78/1/1"):
        assert as_agent.get("/decider/comparer/", {"s": [odd, "78/1"]}).status_code == 200


def test_english_is_complete(as_agent: Client, published: Scenario) -> None:
    told = text_of(as_agent.get("/en/decider/78/1/").content)
    assert "What it changes" in told
    assert "People under 2.5" in told
    assert "With 2 cabins to open" in text_of(Client().get("/en/scenarios/78/1/").content)
