"""One table says who may do what: complete, used, and never opened by mistake."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext, override
from hypothesis import given
from hypothesis import strategies as st

import maillage.web
from maillage.web.accounts.models import User
from maillage.web.accounts.rules.abilities import ABILITIES, ROLES, Held, able, may_give
from maillage.web.accounts.rules.doors import DOORS

WEB = Path(maillage.web.__file__).parent
DOCS = WEB.parents[2] / "docs" / "accounts.md"
ASKED = re.compile(r"""(?:has_perm|needs)\(\s*["']([\w.]+)["']""")
IN_TEMPLATES = re.compile(r"user\.can\.(\w+\.\w+)")

roles = st.sampled_from(list(ROLES))
organisations = st.none() | st.integers(1, 3)
held = st.lists(st.builds(Held, roles, organisations, st.sampled_from(["", "78586", "78410"])), max_size=4)


def sources(*suffixes: str) -> dict[str, str]:
    files = [path for path in WEB.rglob("*") if path.suffix in suffixes and path.name != "abilities.py"]
    return {str(path.relative_to(WEB)): path.read_text(encoding="utf-8") for path in files}


def needed(resolver: URLResolver | URLPattern) -> set[str]:
    if isinstance(resolver, URLPattern):
        return {getattr(resolver.callback, "needs", "")}
    return set().union(*map(needed, resolver.url_patterns))


def test_every_ability_that_is_asked_for_is_in_the_table() -> None:
    asked = needed(get_resolver()) - {""}
    asked |= {name for text in sources(".py").values() for name in ASKED.findall(text)}
    asked |= {name for text in sources(".html").values() for name in IN_TEMPLATES.findall(text)}
    assert asked - set(ABILITIES) == set()


def test_every_ability_of_the_table_opens_something() -> None:
    code, templates = "\n".join(sources(".py").values()), "\n".join(sources(".html").values())
    unused = {name for name in ABILITIES if f'"{name}"' not in code and f"user.can.{name}" not in templates}
    assert unused == set()


def test_the_table_is_in_order_and_every_role_opens_what_it_names() -> None:
    assert list(ABILITIES) == sorted(ABILITIES)
    assert {ability for role in ROLES.values() for ability in role.abilities} == set(ABILITIES)
    assert {role for each in ROLES.values() for role in each.gives} == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_words_in_both_languages(role: str) -> None:
    for text in (ROLES[role].name, ROLES[role].meaning, *(ABILITIES[each] for each in ROLES[role].abilities)):
        with override("en"):
            assert text == "agent" or gettext(text) != text
        with override("fr"):
            assert gettext(text) == text


@pytest.mark.parametrize("role", [name for name, role in ROLES.items() if not role.central])
def test_who_answers_for_one_organisation_gives_nothing_that_they_lack(role: str) -> None:
    for given_role in ROLES[role].gives:
        assert not ROLES[given_role].central
        assert ROLES[given_role].abilities <= ROLES[role].abilities


@given(held=held, ability=st.sampled_from(list(ABILITIES)))
def test_nobody_is_able_to_what_none_of_their_roles_opens(held: list[Held], ability: str) -> None:
    assert able(held, ability) == any(ability in ROLES[each.role].abilities for each in held)
    assert not able([], ability)


@given(held=held, ability=st.sampled_from(list(ABILITIES)), organisation=st.integers(1, 3))
def test_a_role_in_one_organisation_opens_nothing_in_another(held: list[Held], ability: str, organisation: int) -> None:
    reaching = [each for each in held if each.organisation is None or each.organisation == organisation]
    assert able(held, ability, organisation=organisation) == able(reaching, ability)


@given(held=held, ability=st.sampled_from(list(ABILITIES)))
def test_a_role_in_one_commune_opens_nothing_in_another(held: list[Held], ability: str) -> None:
    reaching = [each for each in held if each.place != "78410"]
    assert able(held, ability, place="78586") == able(reaching, ability)


@given(held=held, role=roles, organisation=organisations)
def test_what_reaches_beyond_an_organisation_is_given_by_an_administrator_only(
    held: list[Held], role: str, organisation: int | None
) -> None:
    if ROLES[role].central and may_give(held, role, organisation=organisation):
        assert organisation is None
        assert Held("administrator") in held


@given(held=held, role=roles, organisation=organisations)
def test_who_answers_for_one_commune_gives_no_role(held: list[Held], role: str, organisation: int | None) -> None:
    everywhere = [each for each in held if not each.place]
    assert may_give(held, role, organisation=organisation) == may_give(everywhere, role, organisation=organisation)


def test_a_mistyped_ability_is_an_error_not_a_refusal(agent: User) -> None:
    with pytest.raises(KeyError):
        agent.has_perm("studies.mak")


def test_a_stranger_is_able_to_nothing() -> None:
    assert not any(AnonymousUser().has_perm(ability) for ability in ABILITIES)


def test_a_person_is_asked_about_once_however_many_abilities(
    person: Callable[..., User], django_assert_num_queries: Callable
) -> None:
    somebody = User.objects.get(pk=person(role="manager").pk)
    with django_assert_num_queries(1):
        able_to = {ability for ability in ABILITIES if somebody.has_perm(ability)}
        shown = {f"{module}.{verb}" for module, verbs in somebody.can.items() for verb, yes in verbs.items() if yes}
    assert able_to == shown == ROLES["manager"].abilities


def test_a_closed_account_is_able_to_nothing(agent: User) -> None:
    agent.is_active = False
    agent.save()
    assert not User.objects.get(pk=agent.pk).has_perm("studies.make")


def test_every_door_asks_for_what_its_page_asks_for() -> None:
    pages: dict[str, str] = {}

    def collect(resolver: URLResolver, space: str = "") -> None:
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                collect(each, f"{each.namespace}:" if each.namespace else "")
            else:
                pages[space + each.name] = getattr(each.callback, "needs", "")

    collect(get_resolver())
    assert {door.page: door.ability for door in DOORS} == {door.page: pages[door.page] for door in DOORS}


def test_the_documentation_tells_the_table() -> None:
    """`docs/accounts.md`: one line an ability, one column a role."""
    rows = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    heads = [cell.strip(" `") for cell in rows[0].strip("|").split("|")][1:]
    told = {
        cells[0]: {role for role, mark in zip(heads, cells[1:], strict=True) if mark == "●"}
        for cells in ([cell.strip(" `") for cell in row.strip("|").split("|")] for row in rows[1:])
        if cells[0] in ABILITIES
    }
    assert heads == list(ROLES)
    assert told == {name: {role for role in ROLES if name in ROLES[role].abilities} for name in ABILITIES}
