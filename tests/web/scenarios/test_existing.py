"""Places that are open today enter a scenario as sites that exist, with what they really give."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from maillage.web.scenarios.models import Scenario

from ..given import a_place
from .test_pages import BENCH, text_of


def bring(client: Client) -> str:
    return text_of(client.post(f"{BENCH}lieux/ouverts/", follow=True).content)


def test_a_place_of_the_territory_exists_in_the_scenario(as_agent: Client, scenario: Scenario) -> None:
    here = a_place(name="Médiathèque", opened_at=timezone.now() - timedelta(days=60))
    a_place(name="Ailleurs", commune="75056", lat=48.8566, lon=2.3522)
    assert "1 lieu ouvert est dans le scénario." in bring(as_agent)
    scenario.refresh_from_db()
    site = scenario.sites[f"lieu-{here.pk}"]
    assert (site.name, site.rule, site.open, site.acts) == ("Médiathèque", "existing", True, 0.0)
    assert len([each for each in scenario.sites if each.startswith("lieu-")]) == 1


def test_without_one_nothing_changes(as_agent: Client, scenario: Scenario) -> None:
    version = scenario.version
    assert "Aucun lieu n’est ouvert dans ce territoire." in bring(as_agent)
    scenario.refresh_from_db()
    assert scenario.version == version
