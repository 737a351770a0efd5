"""The authority's own places, kinds of places, what a site offers, and what would best take its place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from maillage.engine.siting.goals import GOALS, Terms
from maillage.web.accounts.models import User
from maillage.web.scenarios.actions import editing
from maillage.web.scenarios.models import Scenario
from maillage.web.scenarios.models.edit import Verb
from maillage.web.scenarios.queries import terrain
from maillage.web.scenarios.queries.answers import asked, possible
from maillage.web.scenarios.queries.own_list import model
from maillage.web.scenarios.rules.own_list import SENTENCES
from maillage.web.scenarios.rules.settings import Settings
from maillage.web.scenarios.rules.sites import adopt

from .conftest import ABLIS, MOISSON, NOW
from .test_pages import BENCH, opened, site, text_of

LIST = """identifiant;nom;commune;lat;lon;propriétaire;coût;actes;statut
social;Centre social;78586;;;;30000;;
annexe;Mairie annexe;;48,80;1,95;own;;9000;locked
hopital;Hôpital;78440;;;partner;;;existing
"""


def bring(client: Client, text: str | bytes, *, follow: bool = True):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(f"{BENCH}lieux/", {"file": SimpleUploadedFile("lieux.csv", data)}, follow=follow)


def test_a_list_becomes_possible_sites_with_what_it_says_of_them(as_agent: Client, scenario: Scenario) -> None:
    page = bring(as_agent, LIST)
    assert "Votre liste a 3 lieux." in text_of(page.content)
    scenario.refresh_from_db()
    social, annexe, hospital = (scenario.sites[f"liste-{key}"] for key in ("social", "annexe", "hopital"))
    assert (social.name, social.owner, social.cost, social.open, social.rule) == (
        "Centre social",
        "own",
        30_000,
        False,
        "",
    )
    assert (annexe.lat, annexe.acts, annexe.open, annexe.rule) == (48.8, 9_000, True, "locked")
    assert (hospital.owner, hospital.open, hospital.rule) == ("partner", True, "existing")
    assert "liste-social" in {each.key for each in page.context["bench"].possible}


def test_a_spreadsheet_of_a_french_windows_is_read(as_agent: Client, scenario: Scenario) -> None:
    bring(as_agent, LIST.encode("cp1252"))
    scenario.refresh_from_db()
    assert scenario.sites["liste-hopital"].name == "Hôpital"


def test_the_model_to_fill_in_is_read_as_it_is(as_agent: Client, scenario: Scenario) -> None:
    assert as_agent.get("/decider/lieux.csv").content.decode() == model()
    bring(as_agent, model())
    assert scenario.__class__.objects.get().sites["liste-social-1"].acts == 3_000


def test_a_second_list_renews_the_first_and_what_was_decided_stays(as_agent: Client, scenario: Scenario) -> None:
    bring(as_agent, LIST)
    site(as_agent, "add:", to="liste-social")
    site(as_agent, "add:liste-social")
    bring(as_agent, LIST.replace("Centre social", "Centre social du Parc").replace("locked", ""))
    scenario.refresh_from_db()
    social, annexe = scenario.sites["liste-social"], scenario.sites["liste-annexe"]
    assert (social.name, social.open) == ("Centre social du Parc", True)
    assert (annexe.open, annexe.rule) == (True, "locked")
    assert "ne change rien" in text_of(bring(as_agent, LIST.replace("Centre social", "Centre social du Parc")).content)


def test_a_place_is_taken_off_the_list_once_it_is_closed(as_agent: Client, scenario: Scenario) -> None:
    bring(as_agent, LIST)
    site(as_agent, "add:liste-social")
    assert "déjà ouvert" in text_of(site(as_agent, "take_off:liste-social").content)
    site(as_agent, "remove:liste-social")
    site(as_agent, "take_off:liste-social")
    scenario.refresh_from_db()
    assert "liste-social" not in scenario.sites
    assert "n’est pas de votre liste" in text_of(site(as_agent, f"take_off:{MOISSON.key}").content)


def test_a_proposal_opens_a_place_of_the_list_and_closes_another(
    as_agent: Client, scenario: Scenario, agent: User
) -> None:
    bring(as_agent, LIST)
    site(as_agent, "add:", to=MOISSON.key)
    scenario.refresh_from_db()
    plan = [replace(scenario.sites["liste-social"], open=True)]
    editing.edit(
        scenario=scenario, verb=Verb.ADOPT, wish=lambda values: adopt(values, plan), made_on=None, by=agent, now=NOW
    )
    assert opened(scenario) == {"liste-social", "liste-annexe", "liste-hopital"}
    editing.edit(
        scenario=scenario, verb=Verb.ADOPT, wish=lambda values: adopt(values, []), made_on=None, by=agent, now=NOW
    )
    assert opened(scenario) == {"liste-annexe", "liste-hopital"}
    assert "liste-social" in scenario.sites


WRONG = {
    "This site has no key.": LIST.replace("social;C", ";C"),
    "This key stands twice.": LIST.replace("annexe;M", "social;M"),
    "This is not a commune.": LIST.replace("78586", "Sartrouville"),
    "This cannot be read.": LIST.replace("locked", "fermé"),
    "This cannot be right.": LIST.replace("30000", "-1"),
    "This is not in degrees.": LIST.replace("48,80", "480"),
    "This line has no place.": LIST.replace("78586", ""),
    "This is not a number.": LIST.replace("30000", "beaucoup"),
    "A column is missing.": LIST.replace("identifiant", "quoi"),
    "A column stands twice.": LIST.replace(";nom;", ";commune;"),
    "A row is cut short.": LIST.replace("social;Centre social;78586;;;;30000;;", "social;Centre social"),
    "A row has too many cells.": LIST.replace("30000;;", "30000;;;;;"),
    "The file has a header but no rows.": LIST.splitlines()[0] + "\n",
    "The file is not text.": b"PK\x03\x04\x00\x00\x00binary\x00\x00",
}


@pytest.mark.parametrize("sentence", WRONG)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_taken(
    as_agent: Client, scenario: Scenario, sentence: str
) -> None:
    page = bring(as_agent, WRONG[sentence])
    assert page.status_code == 422
    assert SENTENCES[sentence] in page.context["own_list_form"].errors["file"][0]
    assert 'id="id_file_error"' in page.content.decode()
    scenario.refresh_from_db()
    assert (scenario.version, scenario.sites) == (1, {})


def test_a_wrong_line_is_named(as_agent: Client, scenario: Scenario) -> None:
    page = bring(as_agent, LIST.replace("48,80", "480"))
    assert "Ligne 3, colonne « lat »" in text_of(page.content)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LIST.replace("78586", "38185"), "Le lieu « social » est hors du territoire."),
        (LIST.replace("48,80", "45").replace("1,95", "5"), "Le lieu « annexe » est hors du territoire."),
        (LIST.replace("social;C", "a b;C").replace("annexe;M", "a-b;M"), "Deux identifiants ne diffèrent"),
        ("id;commune\n" + "".join(f"k{n};78586\n" for n in range(501)), "La liste a 501 lieux ; 500 au plus."),
        ("", "vide"),
        (b"id;commune\n" + b"x" * 1_000_001, "trop grand"),
    ],
)
def test_a_list_that_cannot_be_is_refused_whole(
    as_agent: Client, scenario: Scenario, text: str | bytes, said: str
) -> None:
    page = bring(as_agent, text)
    assert page.status_code == 422
    assert said in text_of(page.content)


# --- Kinds of places ---


def test_only_places_of_the_chosen_kinds_are_possible(as_agent: Client, scenario: Scenario) -> None:
    form = as_agent.get(BENCH).context["settings_form"]
    said = {name: "" if value is None else value for name, value in form.initial.items()}
    page = as_agent.post(f"{BENCH}reglages/", {**said, "each_epci": "", "kinds": ["france_services"]}, follow=True)
    keys = {each.key.partition("-")[0] for each in page.context["bench"].possible}
    assert keys == {"fs"}
    wrong = as_agent.post(f"{BENCH}reglages/", {**said, "kinds": ["pharmacy"]})
    assert wrong.status_code == 422


def test_places_of_finess_are_offered_once_an_extraction_was_imported(
    as_agent: Client, scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"name": "Pharmacie du Parc", "kind": "pharmacy", "commune": "78586", "lat": 48.94, "lon": 2.19}
    found = pd.DataFrame([row], index=pd.Index(["780000001"], name="finess"))

    class Record:
        stem = "finess-for-a-test"

    monkeypatch.setattr(terrain, "last_finess", lambda: Record)
    monkeypatch.setattr(terrain, "read_finess", lambda record: found)
    form = as_agent.get(BENCH).context["settings_form"]
    assert ("pharmacy", "Pharmacies (1)") in form.fields["kinds"].choices
    ground = terrain.terrain_of(scenario.diagnosis)
    assert "pharmacie-780000001" in ground.possible(Settings(kinds="pharmacy"))
    assert "pharmacie-780000001" not in ground.possible(Settings())


# --- What a site offers, and what would replace it ---


def test_consultations_of_a_site_are_its_own_where_it_says_them(as_agent: Client, two_sites: Scenario) -> None:
    before = as_agent.get(BENCH).context["view"].effects
    site(as_agent, f"describe:{MOISSON.key}", acts="8460", owner="own")
    after = as_agent.get(BENCH).context["view"].effects
    gained = [each.after.apl - each.before.apl for each in (before, after)]
    near = terrain.terrain_of(two_sites.diagnosis)
    alone = near.effects([s for s in two_sites.sites.values() if s.key == ABLIS.key], Settings())
    of_moisson = [each - (alone.after.apl - alone.before.apl) for each in gained]
    # 8,460 is twice the 4,230 of the usual cabin.
    assert np.allclose(of_moisson[1], 2 * of_moisson[0])


def test_the_best_in_the_place_of_a_site_is_that_of_trying_all(as_agent: Client, two_sites: Scenario) -> None:
    form = as_agent.get(BENCH).context["settings_form"]
    said = {name: "" if value is None else value for name, value in form.initial.items()}
    as_agent.post(f"{BENCH}reglages/", {**said, "each_epci": "", "goal": "coverage", "kinds": ["town_hall"]})
    page = as_agent.get(BENCH, {"site": MOISSON.key})
    instead = page.context["bench"].card.instead
    two_sites.refresh_from_db()
    ground, settings = terrain.terrain_of(two_sites.diagnosis), two_sites.settings
    places = possible(two_sites.sites, ground, settings)
    problem, access = asked(ground, places, settings)
    sought, terms = GOALS["coverage"], Terms(problem, access, settings.within_minutes, settings.threshold)
    keys = [each.key for each in places]
    tried = {
        place.key: sought.measure(terms, np.array(sorted((keys.index(ABLIS.key), number))))
        for number, place in enumerate(places)
        if place.key not in (MOISSON.key, ABLIS.key) and place.commune != ABLIS.commune
    }
    assert tried[instead.site.key] == max(tried.values())
    assert f"À sa place, le mieux serait {instead.site.name}" in text_of(page.content)
