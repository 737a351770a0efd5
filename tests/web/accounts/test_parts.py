"""The top bar: what of the platform each person sees, and where they are in it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from maillage.web.accounts.models import User
from maillage.web.accounts.queries.parts import bar_for
from maillage.web.accounts.rules.abilities import ABILITIES, ROLES
from maillage.web.accounts.rules.parts import PARTS, pages_for

PAGES = [page for part in PARTS for page in part.pages]


def test_every_page_of_the_bar_exists_and_asks_for_a_known_ability() -> None:
    for page in PAGES:
        assert reverse(page.name)
        assert not page.ability or page.ability in ABILITIES
        assert all(":" in name for name in page.around)


def test_no_module_is_in_two_parts() -> None:
    modules = [module for part in PARTS for module in part.modules]
    assert len(modules) == len(set(modules))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_belongs_to_the_part_that_leads_to_it(page) -> None:
    (part,) = [part for part in PARTS if page in part.pages]
    assert page.name.partition(":")[0] in part.modules


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_the_pages_that_its_abilities_open(role: str) -> None:
    abilities = ROLES[role].abilities
    for part in PARTS:
        assert pages_for(part, abilities.__contains__) == [
            page for page in part.pages if not page.ability or page.ability in abilities
        ]


@pytest.mark.django_db
def test_a_stranger_sees_what_is_public_and_nothing_else(client: Client) -> None:
    shown = re.findall(r'<a class="door" href="([^"]+)"', client.get("/").content.decode())
    public = [next((page for page in part.pages if not page.ability), None) for part in PARTS]
    assert shown == [reverse(page.name) for page in public if page]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["administrator", "mediator", "reader"])
def test_whoever_follows_the_bar_arrives_and_is_told_so(person: Callable[..., User], client: Client, role: str) -> None:
    somebody = person(role=role)
    client.force_login(somebody)
    for part in bar_for(somebody, "").parts:
        answer = client.get(reverse(part.name))
        assert answer.status_code == 200
        assert f'href="{reverse(part.name)}" aria-current="true"' in answer.content.decode()


def test_home_is_in_the_first_part() -> None:
    assert bar_for(AnonymousUser(), "home").parts[0].here
    assert not any(part.here for part in bar_for(AnonymousUser(), "accounts:login").parts)
