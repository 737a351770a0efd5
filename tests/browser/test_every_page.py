"""What holds on every page: it is accessible on a desk, in the dark and on the smallest telephone, where it fits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

NARROW = {"width": 320, "height": 720}
PAGES = (
    "/",
    "/diagnostics/78/communes/78410/",
    "/diagnostics/78/methode/",
    "/comparer/?a=78&b=france",
    "/diagnostics/france/",
    "/territoires/?q=poissy",
    "/autour/?lieu=48.8986,2.0936",
    "/autour/?lieu=Moisson",
    "/api/",
    "/connexion/",
    "/connexion/oubli/",
    "/connexion/oubli/imprime/",
    "/invitation/",
    "/informations/",
    "/informations/accounts/",
    "/accessibilite/",
    "/en/informations/accounts/",
    "/en/diagnostics/78/methode/",
    "/en/diagnostics/78/communes/78410/",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits(
    open_page: Callable[..., Page], axe: Callable[..., list[str]], path: str
) -> None:
    page = open_page(path)
    assert page.locator("html").get_attribute("lang") == ("en" if path.startswith("/en/") else "fr")
    assert page.locator("h1").count() == 1
    assert axe(page) == []
    # Without motion no colour is on its way to another while it is measured.
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert axe(page, "color-contrast") == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert axe(page, "target-size", "scrollable-region-focusable", "landmark-unique", "duplicate-id-aria") == []
