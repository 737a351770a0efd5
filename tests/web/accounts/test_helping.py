"""Somebody at a desk helps another in: only downwards, always journaled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.actions import factors
from maillage.web.accounts.models import Authority, Sheet, User
from maillage.web.privacy.models import Entry


@pytest.fixture
def desk(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def test_a_card_is_handed_over(desk: Client, agent: User, codes_of, knock, is_in) -> None:
    answer = desk.post(f"/administration/connexion/{agent.pk}/carte/")
    assert "remettez-la en main propre à Marie Dupont" in answer.content.decode()
    visitor = Client()
    knock(visitor, agent)
    visitor.post("/connexion/code/", {"code": codes_of(answer)[1]})
    assert is_in(visitor)


def test_lost_factors_are_forgotten(desk: Client, agent: User, with_application, knock, is_in) -> None:
    with_application(agent)
    desk.post(f"/administration/connexion/{agent.pk}/oublier/")
    visitor = Client()
    knock(visitor, agent)
    assert is_in(visitor)
    assert Entry.objects.get(verb="accounts.factors_forgotten").subject == f"accounts.user {agent.pk}"


def test_people_are_found_by_name_or_address(desk: Client, agent: User, reader: User) -> None:
    for words in ("dupont", "agent@"):
        page = desk.get("/administration/connexion/", {"q": words}).content.decode()
        assert "Marie Dupont" in page
        assert "Paul Martin" not in page


def test_a_manager_neither_sees_nor_helps_who_stands_above(
    client: Client, administrator: User, person: Callable
) -> None:
    manager = person("manager")
    client.force_login(manager)
    assert "Moreau" not in client.get("/administration/connexion/", {"q": "Inès"}).content.decode()
    for way in ("carte", "mot-de-passe", "oublier"):
        assert client.post(f"/administration/connexion/{administrator.pk}/{way}/").status_code == 403
    with pytest.raises(PermissionDenied):
        factors.print_card(person=administrator, by=manager, now=timezone.now())
    assert not Sheet.objects.exists()


def test_the_authority_chooses_who_needs_a_second_factor(desk: Client, agent: User) -> None:
    desk.post("/administration/connexion/roles/", {"roles": ["agent", "mediator"]})
    assert Authority.objects.get().second_factor_roles == ["agent", "mediator"]
    # Those that always need one are no choice.
    assert desk.post("/administration/connexion/roles/", {"roles": ["administrator"]}).status_code == 403
