"""Teams: a manager sets up a mediator and a reason without a mouse, on the smallest telephone; every page fits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW, Flaws, FlawsOf
from .test_keyboard import press, tab_to, title, write

Open = Callable[..., Page]

# The numbers are those of the demo, whose sixth mediator has a week with something to say.
PAGES = {
    "mediators": ("/equipes/", "/equipes/mediation/6/", "/equipes/mediation/6/corriger/"),
    "rosters": ("/equipes/mediation/ajouter/", "/equipes/mediation/reprendre/"),
    "practitioners": (
        "/equipes/professionnels/",
        "/equipes/professionnels/1/",
        "/equipes/professionnels/ajouter/",
    ),
    "reasons": ("/equipes/motifs/", "/equipes/motifs/1/", "/equipes/motifs/1/corriger/"),
    "English": (
        "/en/equipes/",
        "/en/equipes/mediation/6/",
        "/en/equipes/professionnels/1/",
        "/en/equipes/motifs/1/",
        "/en/equipes/motifs/ajouter/",
    ),
}


@pytest.mark.parametrize("group", PAGES)
def test_pages_of_teams_are_accessible_and_fit(enter: Open, flaws_of: FlawsOf, group: str) -> None:
    assert flaws_of(enter("/compte/"), PAGES[group]) == {}


def say_hours(page: Page, begins: str, ends: str) -> None:
    """Of a clock's field the keys differ from one language of the browser to another; that it is reached does not."""
    tab_to(page.get_by_role("checkbox", name="mardi"))
    page.keyboard.press("Space")
    for name, clock in (("De", begins), ("À", ends)):
        field = page.get_by_label(name, exact=True)
        tab_to(field)
        field.fill(clock)
    tab_to(page.get_by_label("Lieu", exact=True))
    page.keyboard.press("ArrowDown")
    press(page.get_by_role("button", name="Ajouter ces horaires"))


def test_a_mediator_is_set_up_by_keyboard_on_a_telephone(enter: Open, flaws: Flaws) -> None:
    page = enter("/equipes/", viewport=NARROW)
    press(page.get_by_role("link", name="Ajouter une personne"))
    write(page, "Nom", "Paula Menthe")
    press(page.get_by_role("button", name="Enregistrer"))
    title(page, "Paula Menthe")
    say_hours(page, "09:00", "12:00")
    expect(page.locator(".messages")).to_contain_text("Ces horaires sont ajoutés.")
    expect(page.locator(".week-days")).to_contain_text("09:00–12:00")
    assert flaws(page) == []


def test_a_reason_is_set_up_by_keyboard_on_a_telephone(enter: Open, flaws: Flaws) -> None:
    page = enter("/equipes/motifs/", viewport=NARROW)
    press(page.get_by_role("link", name="Ajouter un motif"))
    write(page, "Titre", "Bilan de prévention")
    write(page, "Durée en minutes", "30")
    tab_to(page.get_by_role("checkbox", name="balance"))
    page.keyboard.press("Space")
    press(page.get_by_role("button", name="Enregistrer"))
    title(page, "Bilan de prévention")
    expect(page.get_by_text("balance").first).to_be_visible()
    assert page.locator(".offered").count() > 0
    assert flaws(page) == []
