"""Journeys through digital fragility: the map, where to accompany, what a new point of help changes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Flaws

Open = Callable[..., Page]
LIVE = ".is-live .maplibregl-canvas"
MAP_WAIT_MS = 60_000


def test_a_row_shows_why_its_commune_is_fragile(open_page: Open) -> None:
    page = open_page("/fragilite/")
    page.wait_for_selector(LIVE, timeout=MAP_WAIT_MS)
    page.locator("tr[data-code='78107'] td.value").click()
    card = page.locator(".map-card")
    expect(card.get_by_role("heading", name="Bréval")).to_be_visible()
    expect(card).to_contain_text("Ce qui pèse le plus")
    page.get_by_role("link", name="Croisement avec les médecins").click()
    expect(page).to_have_url(re.compile("indicateur=croisement"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Là où la télémédecine n’irait pas seule")
    expect(page.locator("tr[data-code='78107'] td.value")).to_contain_text("fragile, peu de médecins")


def test_without_a_script_help_opens_where_one_clicks(open_page: Open) -> None:
    page = open_page("/fragilite/78/ouvrir/", java_script_enabled=False)
    page.get_by_role("listbox", name="Ouvrir un point d’aide à").select_option("78107")
    page.get_by_role("button", name="Voir l’effet").click()
    expect(page.get_by_role("heading", name="Avec un point d’aide à Bréval")).to_be_visible()
    page.locator(".best a").first.click()
    expect(page.get_by_role("heading", name=re.compile("Avec un point d’aide à Bréval, "))).to_be_visible()


def test_hours_of_mediation_follow_ones_own_assumptions(open_page: Open) -> None:
    page = open_page("/fragilite/78/accompagner/")
    hours = page.locator(".tile-figure").first
    before = hours.inner_text()
    page.get_by_label("Séances par personne et par an").fill("8")
    page.get_by_role("button", name="Calculer").click()
    expect(page).to_have_url(re.compile("seances=8"))
    expect(hours).not_to_have_text(before)
    page.get_by_label("Part des personnes qui viennent (%)").fill("200")
    page.get_by_role("button", name="Calculer").press("Enter")
    expect(page.get_by_label("Part des personnes qui viennent (%)")).to_have_value("200")


@pytest.mark.parametrize(
    "path",
    [
        "/fragilite/",
        "/fragilite/78/?indicateur=croisement",
        "/fragilite/78/accompagner/",
        "/fragilite/78/ouvrir/?commune=78107",
        "/fragilite/78/communes/78107/",
        "/en/fragilite/78/methode/",
    ],
)
def test_a_page_is_accessible_in_the_light_and_in_the_dark_and_fits(open_page: Open, flaws: Flaws, path: str) -> None:
    assert flaws(open_page(path)) == []
