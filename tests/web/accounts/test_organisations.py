"""Organisations: their numbers, who may enter them, what becomes of their people when they close."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.accounts.actions import invitations, memberships, organisations
from maillage.web.accounts.models import Membership, Organisation, User
from maillage.web.accounts.rules.organisations import CODES, is_code, luhn, normal_code
from maillage.web.privacy.models import Entry

from ..conftest import NOW

digits = st.text("0123456789", min_size=1, max_size=14)


# The métropole of Lyon, a hospital of the AP-HP, communes and départements: as their registers print them.
@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("epci", "200 046 977"), ("cpts", "750712184"), ("commune", "78586"), ("commune", "2a004"),
        ("departement", "78"), ("departement", "974"), ("departement", "2A"), ("operator", "356 000 000"),
    ],
)  # fmt: skip
def test_an_official_number_is_taken_as_it_is_printed(kind: str, code: str) -> None:
    assert is_code(kind, normal_code(code))


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("epci", "200046978"), ("epci", "20004697"), ("epci", "٢٠٠٠٤٦٩٧٧"), ("cpts", "750712185"),
        ("commune", "785860"), ("commune", "7858"), ("departement", "980"), ("departement", "2C"),
        ("operator", "ABCDEFGHI"),
    ],
)  # fmt: skip
def test_a_number_that_cannot_be_right_is_refused(kind: str, code: str) -> None:
    assert not is_code(kind, code)


@given(number=digits, at=st.integers(0, 13), other=st.integers(1, 9))
def test_one_wrong_digit_never_passes(number: str, at: int, other: int) -> None:
    """What the formula of Luhn is for."""
    right = next(number + str(key) for key in range(10) if luhn(number + str(key)))
    at %= len(right)
    wrong = right[:at] + str((int(right[at]) + other) % 10) + right[at + 1 :]
    assert luhn(right)
    assert not luhn(wrong)


def test_every_kind_has_its_code_in_words() -> None:
    assert set(CODES) == set(Organisation.Kind.values)


def test_an_organisation_is_entered_corrected_and_told_of_in_the_journal(boss: User) -> None:
    made = organisations.enter(kind="epci", name=" Métropole de Lyon ", code="200 046 977", by=boss, now=NOW)
    assert (made.name, made.code) == ("Métropole de Lyon", "200046977")
    organisations.correct(organisation=made, kind="epci", name="Grand Lyon", code="200046977", by=boss, now=NOW)
    told = Entry.objects.filter(subject=f"accounts.organisation {made.pk}").order_by("number")
    assert [(each.verb, each.fields) for each in told] == [
        ("accounts.organisation_entered", "code kind name"),
        ("accounts.organisation_corrected", "name"),
    ]


def test_two_organisations_of_a_kind_never_share_a_number(boss: User) -> None:
    organisations.enter(kind="epci", name="Une", code="200046977", by=boss, now=NOW)
    with pytest.raises(ValidationError):
        organisations.enter(kind="epci", name="Autre", code="200 046 977", by=boss, now=NOW)
    organisations.enter(kind="epci", name="Sans numéro", code="", by=boss, now=NOW)
    organisations.enter(kind="epci", name="Sans non plus", code="", by=boss, now=NOW)


def test_the_database_knows_one_authority(boss: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(kind="commune", name="Autre", is_own=True, created_at=NOW)


@pytest.mark.parametrize("role", ["manager", "agent", "dpo", "it", "reader"])
def test_only_an_administrator_enters_one(person: Callable[..., User], role: str) -> None:
    with pytest.raises(PermissionDenied):
        organisations.enter(kind="ccas", name="CCAS", code="", by=person(role=role), now=NOW)


def test_what_closes_takes_its_roles_and_invitations_along(
    boss: User, ccas: Organisation, person: Callable[..., User]
) -> None:
    nurse = person()
    memberships.give(person=nurse, organisation=ccas, role="mediator", by=boss, now=NOW)
    invitation, _code = invitations.print_code(name="Ali", organisation=ccas, role="agent", place="", by=boss, now=NOW)
    organisations.close(organisation=ccas, by=boss, now=NOW)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at == NOW
    assert Membership.objects.get(person=nurse).ended_at == NOW
    assert not User.objects.get(pk=nurse.pk).held


def test_the_authority_itself_never_closes(boss: User) -> None:
    own = Organisation.objects.get(is_own=True)
    with pytest.raises(PermissionDenied):
        organisations.close(organisation=own, by=boss, now=NOW)


def test_nobody_comes_to_what_is_closed(boss: User, ccas: Organisation, person: Callable[..., User]) -> None:
    organisations.close(organisation=ccas, by=boss, now=NOW)
    ccas.refresh_from_db()
    with pytest.raises(PermissionDenied):
        memberships.give(person=person(), organisation=ccas, role="agent", by=boss, now=NOW)


def test_a_wrong_number_is_said_beside_its_field(client: Client, boss: User) -> None:
    client.force_login(boss)
    said = {"kind": "epci", "name": "Métropole de Lyon", "code": "200046978"}
    answer = client.post("/administration/organisations/ajouter/", said)
    assert answer.status_code == 422
    assert "dont le dernier contrôle les autres" in answer.context["form"].errors["code"][0]
    assert client.post("/administration/organisations/ajouter/", said | {"code": "200 046 977"}).status_code == 302
    again = client.post("/administration/organisations/ajouter/", said | {"code": "200 046 977"})
    assert again.status_code == 422
    page = client.get("/administration/organisations/").content.decode()
    assert "Métropole de Lyon" in page
    assert "SIREN 200046977" in page
