"""Journeys around a place: by mouse, by keyboard, on a telephone, and without a script. Two road networks are there."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
LIVE = ".is-live .maplibregl-canvas"
MAP_WAIT_MS = 60_000
HERE = "48.8986,2.0936"


def with_areas(page: Page) -> Page:
    page.wait_for_selector(LIVE, timeout=MAP_WAIT_MS)
    expect(page.locator("#map")).to_have_attribute("data-drawn", "4")
    return page


def test_a_click_on_the_map_asks_about_that_place(open_page: Open) -> None:
    page = with_areas(open_page(f"/autour/?lieu={HERE}"))
    before = page.locator(".around-figures").inner_text()
    page.evaluate("document.body.dataset.same = 'yes'")
    box = page.locator("#map").bounding_box()
    page.locator("#map").click(position={"x": box["width"] * 0.4, "y": box["height"] * 0.3})
    expect(page).not_to_have_url(re.compile(re.escape(HERE)))
    expect(page).to_have_url(re.compile(r"lieu=48\.\d{4},2\.\d{4}"))
    expect(page.locator(".around-figures")).not_to_have_text(before)
    expect(page.locator("#around-status")).to_contain_text("habitants")
    expect(page.locator("body")).to_have_attribute("data-same", "yes")
    page.go_back()
    expect(page.locator("#lieu")).to_have_value(HERE)


def test_the_keyboard_chooses_a_place_and_a_mode(open_page: Open) -> None:
    page = with_areas(open_page(f"/autour/?lieu={HERE}"))
    page.keyboard.press("c")
    expect(page.locator(LIVE)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"lieu=48\.9\d{3},2\.09"))
    page.keyboard.press("l")
    expect(page.locator("#lieu")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Le Pecq")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Autour de la mairie de Le Pecq")
    page.get_by_role("link", name="voir sur la carte à pied").press("Enter")
    expect(page.locator(".map-legend-title")).to_have_text("À pied")
    expect(page).to_have_url(re.compile("mode=pied"))


def test_without_a_script_a_place_is_chosen_in_the_form(open_page: Open) -> None:
    page = open_page("/autour/", java_script_enabled=False)
    page.get_by_label("Commune, code postal, ou latitude et longitude").fill("48,8986 2,0936")
    page.get_by_role("button", name="Voir").click()
    expect(page.locator(".around-figures tbody")).to_have_count(2)
    assert page.request.get(page.locator("img.map-drawn").get_attribute("src")).ok
    page.get_by_role("link", name=re.compile("voir sur la carte")).click()
    expect(page.locator(".map-legend-title")).to_have_text("À pied")


def test_from_the_atlas_one_goes_on_to_the_place_that_was_clicked(wide: Page) -> None:
    wide.wait_for_selector(LIVE, timeout=MAP_WAIT_MS)
    wide.locator("#map").click()
    wide.get_by_role("link", name="Autour d’ici").click()
    expect(wide).to_have_url(re.compile(r"/autour/\?lieu=48\.\d{4},\d\.\d{4}$"))
    expect(wide.get_by_role("heading", level=1)).to_contain_text("Autour d’un lieu de")


def test_on_a_telephone_the_areas_are_a_tab_away(open_page: Open) -> None:
    page = open_page(f"/autour/?lieu={HERE}", viewport={"width": 320, "height": 720}, has_touch=True)
    expect(page.get_by_role("heading", name="Qui vit à portée")).to_be_visible()
    page.get_by_role("tab", name="Carte").tap()
    with_areas(page)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
