"""Somebody to talk to: on a telephone, without JavaScript, by keyboard; and the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import NARROW, Flaws

Open = Callable[..., Page]

PAGE = "/besoin-de-parler/"
OUTSIDE = "https://meteofrance.com/"


@pytest.fixture
def in_a_hurry(browser: Browser, site: str) -> Iterator[Page]:
    """Came from the front page; the site to which one leaves is played by the browser."""
    context = browser.new_context(base_url=site, locale="fr-FR")
    context.route(f"{OUTSIDE}**", lambda route: route.fulfill(body="<title>Météo</title>", content_type="text/html"))
    page = context.new_page()
    page.goto("/accessibilite/")
    page.goto(PAGE)
    yield page
    context.close()


@pytest.mark.parametrize("language", ["", "/en"])
def test_it_is_accessible_and_fits(open_page: Open, flaws: Flaws, language: str) -> None:
    page = open_page(f"{language}{PAGE}")
    assert flaws(page) == []
    page.goto(f"{language}{PAGE}?ou=Saint-Martin")
    assert flaws(page) == []


def test_on_the_smallest_telephone_without_javascript_the_numbers_come_first_and_call(open_page: Open) -> None:
    page = open_page(PAGE, viewport=NARROW, has_touch=True, java_script_enabled=False)
    assert [link.get_attribute("href") for link in page.locator("main a").all()[:3]] == ["tel:15", "tel:112", "sms:114"]
    expect(page.get_by_role("link", name="Quitter vite")).to_be_in_viewport()
    page.get_by_label("Votre commune ou son code postal").fill("78120")
    page.get_by_role("button", name="Chercher", exact=True).tap()
    page.wait_for_url("**/?ou=78120*")
    expect(page.locator("h1")).to_have_text("Besoin de parler ?")
    assert page.context.cookies() == []


@pytest.mark.parametrize("how", ["link", "keys"])
def test_the_way_out_leaves_no_step_behind_it(in_a_hurry: Page, how: str) -> None:
    if how == "link":
        in_a_hurry.get_by_role("link", name="Quitter vite").click()
    else:
        for _ in range(3):
            in_a_hurry.keyboard.press("Escape")
    in_a_hurry.wait_for_url(OUTSIDE)
    in_a_hurry.go_back()
    assert in_a_hurry.url.endswith("/accessibilite/")


def test_without_javascript_the_way_out_is_a_link(open_page: Open) -> None:
    link = open_page(PAGE, java_script_enabled=False).get_by_role("link", name="Quitter vite")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == (OUTSIDE, "noreferrer noopener nofollow")
