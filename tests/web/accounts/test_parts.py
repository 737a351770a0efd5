"""The top bar: what of the platform each person sees, and where they are in it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.accounts.models import User
from maillage.web.accounts.queries.parts import bar_for
from maillage.web.accounts.rules.abilities import ABILITIES, ROLES
from maillage.web.accounts.rules.parts import PARTS, nearest_above, pages_for

PAGES = [page for part in PARTS for page in part.pages]


def test_every_page_of_the_bar_exists_and_asks_for_a_known_ability() -> None:
    for page in PAGES:
        assert reverse(page.name)
        assert not page.ability or page.ability in ABILITIES


def test_no_module_is_in_two_parts() -> None:
    modules = [module for part in PARTS for module in part.modules]
    assert len(modules) == len(set(modules))


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
    for part in bar_for(somebody, "", "/").parts:
        answer = client.get(part.path)
        assert answer.status_code == 200
        assert f'href="{part.path}" aria-current="true"' in answer.content.decode()


def test_home_is_in_the_first_part_and_the_account_in_none() -> None:
    assert bar_for(AnonymousUser(), "home", "/").parts[0].here
    assert not any(part.here for part in bar_for(AnonymousUser(), "accounts:login", "/connexion/").parts)


@given(st.lists(st.sampled_from(["/", "/a/", "/a/b/", "/b/"]), unique=True), st.sampled_from(["/a/b/c/", "/b/", "/c/"]))
def test_the_page_that_leads_here_is_the_longest_that_this_one_begins_with(paths: list[str], path: str) -> None:
    leading = sorted((each for each in paths if path.startswith(each)), key=len)
    found = nearest_above(path, paths)
    assert (None if found is None else paths[found]) == (leading[-1] if leading else None)


@pytest.mark.django_db
def test_what_a_module_has_in_the_administration_is_in_no_part(person: Callable[..., User]) -> None:
    boss = person(role="administrator")
    keys, own = (bar_for(boss, name, reverse(name)).parts for name in ("partners:applications", "partners:own"))
    assert not any(part.here for part in keys)
    assert [part.title for part in own if part.here] == ["Ouvrir"]


@pytest.mark.django_db
def test_an_agent_sees_where_they_are_among_the_pages_of_a_part(person: Callable[..., User]) -> None:
    mediator = person(role="mediator")
    pages = bar_for(mediator, "bookings:week", reverse("bookings:week")).pages
    assert [page.path for page in pages if page.here] == [reverse("bookings:day")]
    assert reverse("activity:dashboard") not in {page.path for page in pages}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["directory:entries", "directory:sources", "directory:doubles", "directory:notes"])
def test_who_keeps_the_directory_is_where_it_is_kept(person: Callable[..., User], name: str) -> None:
    pages = bar_for(person(role="administrator"), name, reverse(name)).pages
    assert [page.title for page in pages if page.here] == ["Tenir l’annuaire"]
