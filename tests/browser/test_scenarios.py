"""Journeys on the workbench: a site dragged, the keyboard alone, two people at once, and no script at all."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
LIVE = ".is-live .maplibregl-canvas"
MAP_WAIT_MS = 60_000
NARROW = {"width": 320, "height": 720}
BENCH = "/decider/78/1/"


@pytest.fixture
def own(enter: Open) -> Callable[..., Page]:
    """A scenario of the test's own, copied from the example, on its workbench."""

    def begun(name: str, **options) -> Page:
        page = enter(BENCH, **options)
        page.get_by_label("Nom de la copie").fill(name)
        page.get_by_role("button", name="Copier").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        return page

    return begun


def with_map(page: Page) -> Page:
    """The map is drawn by the processor here: that may take a while."""
    page.wait_for_selector(LIVE, timeout=MAP_WAIT_MS)
    return page


def after(page: Page, measure: str) -> str:
    return page.locator(f"[data-measure={measure}] [data-after]").inner_text()


def test_a_site_is_dragged_then_moved_by_keyboard_and_every_indicator_follows(own: Callable[..., Page]) -> None:
    page = with_map(own("Glisser"))
    before = after(page, "mean")
    pin = page.locator(".pin").first
    pin.scroll_into_view_if_needed()
    box, middle = pin.bounding_box(), page.locator("#map").bounding_box()
    page.mouse.move(box["x"] + 15, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2, steps=6)
    expect(page.locator(".trying")).to_contain_text("Si vous le posez ici : Point à")
    expect(page.locator("[data-measure=mean] [data-after]")).not_to_have_text(before)
    assert page.locator(".bench").get_attribute("data-version") == "1"
    page.mouse.up()
    expect(page.locator(".bench")).to_have_attribute("data-version", "2")
    expect(page.locator(".history li").first).to_contain_text("a déplacé")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-measure=mean] [data-after]")).to_have_text(before)
    expect(page.locator(".history li").first).to_contain_text("a annulé")

    # The same by keyboard alone: tried, left, put down; then locked from the list; then a wish that is broken.
    page.locator(".pin").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".trying")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".trying")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".bench")).to_have_attribute("data-version", "4")
    page.locator(".sites-table tbody a").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Verrouiller", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Déverrouiller")).to_be_visible()
    page.get_by_label("Nombre de sites").fill("49")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Nombre de sites : 50 / 49")).to_be_visible()


def test_two_pages_at_once_see_each_other_and_lose_nothing(own: Callable[..., Page]) -> None:
    one = own("À deux")
    # One drawn map is enough: the second page shows the picture.
    one.context.route("**/contours-*.json", lambda route: route.fulfill(json={}))
    two = one.context.new_page()
    two.goto(one.url)
    two.get_by_label("Raisons de ce choix").fill("À moitié écrit")
    one.locator(".sites-table tbody a").first.click()
    one.get_by_role("button", name="Verrouiller", exact=True).click()
    expect(two.locator(".bench")).to_have_attribute("data-version", "2")
    expect(two.get_by_label("Raisons de ce choix")).to_have_value("À moitié écrit")
    # Both decide on the same version: the second page does not ask for news before it sends.
    two.route("**/nouvelles/", lambda route: route.abort())
    site = two.locator(".sites-table tbody a").nth(1)
    name = site.inner_text().splitlines()[0]
    site.click()
    two.get_by_role("button", name="Exclure").wait_for()
    one.locator(".sites-table tbody a").nth(1).click()
    one.get_by_role("heading", name=name).wait_for()
    one.get_by_role("button", name="Retirer").click()
    expect(one.locator(".bench")).to_have_attribute("data-version", "3")
    two.get_by_role("button", name="Exclure").click()
    choice = two.get_by_role("group", name="Deux choix à départager")
    expect(choice).to_contain_text(f"a retiré {name}")
    expect(choice).to_contain_text(f"a exclu {name}")
    choice.get_by_role("button", name="Appliquer le choix de Camille Roux").click()
    expect(choice).to_be_hidden()
    expect(two.locator(".sites-table tr", has_text=name)).to_contain_text("exclu")


@pytest.mark.parametrize("path", [BENCH, "/scenarios/78/1/"])
def test_a_page_is_accessible_and_fits(enter: Open, axe: Callable[..., list[str]], path: str) -> None:
    page = enter(path, reduced_motion="reduce")
    assert page.locator("h1").count() == 1
    assert but_pins(axe(page)) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert axe(page, "color-contrast") == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert but_pins(axe(page, "target-size", "scrollable-region-focusable", "landmark-unique")) == []


def but_pins(found: list[str]) -> list[str]:
    """Sites stand where they are, near one another or not; the list has each of them, as large as it should be."""
    return [line for line in found if not re.match(r'target-size: <button type="button" class="pin', line)]


def test_without_a_script_a_site_is_added_moved_and_removed(own: Callable[..., Page]) -> None:
    page = own("Sans script", java_script_enabled=False)
    assert page.request.get(page.locator("img.map-drawn").get_attribute("src")).ok
    page.get_by_label("Ouvrir un site").select_option("mairie-78410")
    page.get_by_role("button", name="Ouvrir", exact=True).click()
    expect(page.get_by_role("heading", name="Mairie · Moisson")).to_be_visible()
    page.get_by_label("Déplacer vers").select_option("mairie-78320")
    page.get_by_role("button", name="Déplacer", exact=True).click()
    expect(page.locator("#site-mairie-78410")).to_have_count(0)
    page.get_by_role("button", name="Retirer").click()
    page.get_by_role("button", name="Annuler").first.click()
    expect(page.locator("#site-mairie-78320")).to_have_count(1)
