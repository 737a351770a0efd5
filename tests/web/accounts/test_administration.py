"""The pages of /administration/: doors, people, one person's roles; what each says and does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.web.accounts.actions import memberships
from maillage.web.accounts.models import Membership, Organisation, User
from maillage.web.accounts.rules.doors import DOORS

INDEX, PEOPLE = "/administration/", "/administration/personnes/"


def logged_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(person: User) -> str:
    return f"{PEOPLE}{person.pk}/"


@pytest.mark.parametrize("role", ["administrator", "manager", "agent", "dpo", "it"])
def test_the_index_has_the_doors_that_one_may_open(person: Callable[..., User], role: str) -> None:
    somebody = person(role=role)
    doors = logged_in(somebody).get(INDEX).context["doors"]
    assert [door.page for door in doors] == [door.page for door in DOORS if somebody.has_perm(door.ability)]
    assert doors


def test_the_menu_leads_to_the_administration_only_who_finds_a_door_there(person: Callable[..., User]) -> None:
    link = 'href="/administration/"'
    assert link in logged_in(person(role="it")).get("/compte/roles/").content.decode()
    assert link not in logged_in(person(role="reader")).get("/compte/roles/").content.decode()
    assert link not in Client().get("/connexion/").content.decode()


def test_people_are_found_by_name_address_and_organisation(
    as_boss: Client, boss: User, ccas: Organisation, person: Callable[..., User]
) -> None:
    chloe = person(role="reader", name="Chloé Roy", email="chloe@exemple.fr")
    memberships.give(person=chloe, organisation=ccas, role="mediator", by=boss, now=timezone.now())
    for words in ("chlo", "chloe@exemple", "CCAS", "ccas roy", " Roy  Chlo "):
        assert [each.name for each in as_boss.get(PEOPLE, {"q": words}).context["people"]] == ["Chloé Roy"], words
    assert as_boss.get(PEOPLE, {"q": "personne d'autre"}).context["people"] == []
    assert "médiation · CCAS de Poissy" in as_boss.get(PEOPLE).content.decode()


def test_a_manager_sees_the_people_of_their_organisation_only(
    boss: User, ccas: Organisation, person: Callable[..., User]
) -> None:
    manager, mine, other = person(name="Paul"), person(name="Chloé"), person(role="agent", name="Ali")
    for each, role in ((manager, "manager"), (mine, "mediator")):
        memberships.give(person=each, organisation=ccas, role=role, by=boss, now=timezone.now())
    client = logged_in(manager)
    assert {each.name for each in client.get(PEOPLE).context["people"]} == {"Paul", "Chloé"}
    assert client.get(page_of(mine)).status_code == 200
    for hidden in (page_of(other), page_of(boss)):
        assert client.get(hidden).status_code == 404
    held = Membership.objects.get(person=other)
    assert client.post(f"/administration/roles/{held.pk}/retirer/").status_code == 404
    assert client.post(f"{page_of(other)}donner/", {"organisation": ccas.pk, "role": "agent"}).status_code == 404


def test_the_list_asks_the_database_no_more_for_more_people(
    as_boss: Client, person: Callable[..., User], django_assert_max_num_queries: Callable
) -> None:
    for _ in range(3):
        person(role="agent")
    as_boss.get(PEOPLE)
    with django_assert_max_num_queries(10):
        as_boss.get(PEOPLE)
    for _ in range(6):
        person(role="agent")
    with django_assert_max_num_queries(10):
        as_boss.get(PEOPLE)


def test_a_role_lives_through_its_page(as_boss: Client, own: Organisation, person: Callable[..., User]) -> None:
    somebody = person(name="Ali Haddad")
    page = page_of(somebody)
    assert "Fait et publie les diagnostics" in as_boss.get(page).content.decode()
    as_boss.post(f"{page}donner/", {"organisation": own.pk, "role": "agent", "place": "78 586", "until": ""})
    held = Membership.objects.get(person=somebody)
    assert (held.role, held.place) == ("agent", "78586")
    at = f"/administration/roles/{held.pk}"
    unsaid = as_boss.post(f"{at}/suspendre/", {"why": ""})
    assert unsaid.status_code == 422
    assert unsaid.context["rows"][0]["suspend"].errors["why"]
    as_boss.post(f"{at}/suspendre/", {"why": "Congé parental"})
    assert "Congé parental" in as_boss.get(page).content.decode()
    as_boss.post(f"{at}/retablir/")
    as_boss.post(f"{at}/changer/", {"role": "mediator"})
    assert [each.role for each in User.objects.get(pk=somebody.pk).held] == ["mediator"]
    new = Membership.objects.get(person=somebody, role="mediator")
    as_boss.post(f"/administration/roles/{new.pk}/retirer/")
    assert not User.objects.get(pk=somebody.pk).held


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"role": "agent", "place": "Poissy"}, "place"), ({"role": "administrator", "place": "78586"}, "place"),
        ({"role": "agent", "until": "2020-01-01"}, "until"), ({"role": "king"}, "role"), ({}, "role"),
        ({"role": "agent", "organisation": 999_999}, "organisation"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(
    as_boss: Client, own: Organisation, reader: User, said: dict, field: str
) -> None:
    answer = as_boss.post(f"{page_of(reader)}donner/", {"organisation": own.pk} | said)
    assert answer.status_code == 422
    assert field in answer.context["give"].errors
    assert Membership.objects.filter(person=reader).count() == 1


def test_the_last_administrator_is_told_why_they_stay(as_boss: Client, boss: User) -> None:
    held = Membership.objects.get(person=boss)
    for address in (f"/administration/roles/{held.pk}/retirer/", f"/compte/roles/{held.pk}/quitter/"):
        answer = as_boss.post(address, follow=True)
        assert "personne n’administrerait plus la plateforme" in answer.content.decode()
    assert User.objects.get(pk=boss.pk).has_perm("accounts.settings")


def test_a_role_that_is_there_already_is_said_to_be(as_boss: Client, own: Organisation, reader: User) -> None:
    answer = as_boss.post(f"{page_of(reader)}donner/", {"organisation": own.pk, "role": "reader"}, follow=True)
    assert "a déjà ce rôle" in answer.content.decode()


def test_handing_over_leads_to_the_one_who_takes_over(as_boss: Client, boss: User, reader: User) -> None:
    answer = as_boss.post(f"{page_of(boss)}transmettre/", {"to": reader.pk})
    assert answer.url == page_of(reader)
    assert User.objects.get(pk=reader.pk).has_perm("accounts.settings")
    assert not User.objects.get(pk=boss.pk).held


def test_everybody_sees_and_may_leave_their_own_roles_and_no_others(agent: User, reader: User) -> None:
    client = logged_in(agent)
    page = client.get("/compte/roles/").content.decode()
    assert "faire des diagnostics" in page
    theirs, mine = Membership.objects.get(person=reader), Membership.objects.get(person=agent)
    assert client.post(f"/compte/roles/{theirs.pk}/quitter/").status_code == 404
    client.post(f"/compte/roles/{mine.pk}/quitter/")
    assert not User.objects.get(pk=agent.pk).held
    assert User.objects.get(pk=reader.pk).held


def test_the_pages_are_complete_in_english(as_boss: Client, boss: User) -> None:
    assert "Who works here, with which role" in as_boss.get("/en/administration/").content.decode()
    assert "Makes and publishes diagnoses" in as_boss.get(f"/en{page_of(boss)}").content.decode()


ADDRESSES = (
    "/administration/organisations/ajouter/",
    "/administration/reglages/",
    "/administration/invitations/",
    "/invitation/",
    "/administration/personnes/1/donner/",
    "/administration/personnes/1/transmettre/",
    "/administration/roles/1/changer/",
    "/administration/roles/1/suspendre/",
)
NAMES = (
    "kind",
    "name",
    "code",
    "contact",
    "accent",
    "languages",
    "email",
    "organisation",
    "role",
    "place",
    "until",
    "to",
    "why",
)
noise = st.one_of(
    st.text(max_size=30), st.sampled_from(["1", "-1", "9" * 40, "\x00", "agent", "administrator", "#ffffff", "fr", "٣"])
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=st.sampled_from(ADDRESSES), said=st.dictionaries(st.sampled_from(NAMES), noise))
def test_whatever_is_sent_is_answered_in_words(as_boss: Client, address: str, said: dict[str, str]) -> None:
    """The client of the tests raises what a view raises."""
    assert as_boss.post(address, said).status_code in {200, 302, 404, 422}
