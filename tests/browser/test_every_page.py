"""What holds on every page: it is accessible on a desk, in the dark and on the smallest telephone, where it fits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .conftest import Flaws

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
def test_a_page_is_accessible_and_fits(open_page: Callable[..., Page], flaws: Flaws, path: str) -> None:
    assert flaws(open_page(path)) == []
