"""Roles: given, suspended, ended, changed, handed over; and somebody always remains who can administer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.web.accounts.actions import invitations
from maillage.web.accounts.actions import memberships as actions
from maillage.web.accounts.actions.organisations import own_organisation
from maillage.web.accounts.management.commands import create_agent as command
from maillage.web.accounts.models import Membership, Organisation, User
from maillage.web.privacy.models import Entry

from ..conftest import PASSWORD


def fresh(person: User) -> User:
    """As the next request sees them."""
    return User.objects.get(pk=person.pk)


def role_of(person: User, role: str) -> Membership:
    return person.memberships.get(role=role, ended_at=None)


def give(person: User, organisation: Organisation, role: str, *, by: User, **more: object) -> Membership:
    return actions.give(person=person, organisation=organisation, role=role, by=by, now=timezone.now(), **more)


def test_a_role_opens_from_the_moment_it_is_given_until_it_ends(
    boss: User, own: Organisation, person: Callable
) -> None:
    somebody = person()
    assert not somebody.has_perm("studies.make")
    held = give(somebody, own, "agent", by=boss)
    assert fresh(somebody).has_perm("studies.make")
    actions.suspend(membership=held, why="Enquête", by=boss, now=timezone.now())
    assert not fresh(somebody).has_perm("studies.make")
    actions.reinstate(membership=held, by=boss, now=timezone.now())
    assert fresh(somebody).has_perm("studies.make")
    actions.end(membership=held, by=boss, now=timezone.now())
    assert not fresh(somebody).has_perm("studies.make")
    told = Entry.objects.filter(subject=f"accounts.membership {held.pk}").order_by("number")
    assert [each.verb.removeprefix("accounts.role_") for each in told] == ["given", "suspended", "reinstated", "ended"]
    assert {each.about for each in told} == {f"accounts.user {somebody.pk}"}
    assert "Enquête" not in "".join(each.why for each in told)


def test_a_role_with_a_last_day_stops_by_itself_and_can_be_given_again(
    boss: User, own: Organisation, person: Callable
) -> None:
    trainee, now = person(), timezone.now()
    early = now - timedelta(days=9)
    actions.give(person=trainee, organisation=own, role="agent", until=now - timedelta(days=1), by=boss, now=early)
    assert not fresh(trainee).held
    give(trainee, own, "agent", by=boss)
    assert fresh(trainee).has_perm("studies.make")


def test_a_role_in_one_place_opens_there_only(boss: User, own: Organisation, person: Callable) -> None:
    somebody = person()
    give(somebody, own, "agent", by=boss, place="78586")
    assert fresh(somebody).has_perm("studies.make")
    assert fresh(somebody).has_perm("studies.make", "78586")
    assert not fresh(somebody).has_perm("studies.make", "78410")


def test_a_role_in_one_organisation_opens_there_only(boss: User, own: Organisation, ccas: Organisation, person) -> None:
    manager, central = person(), person(role="manager")
    give(manager, ccas, "manager", by=boss)
    assert fresh(manager).has_perm("accounts.people", ccas)
    assert not fresh(manager).has_perm("accounts.people", own)
    assert central.has_perm("accounts.people", ccas)


def test_the_same_role_is_held_once(boss: User, own: Organisation, person: Callable) -> None:
    somebody = person()
    held = give(somebody, own, "agent", by=boss)
    with pytest.raises(actions.HeldAlreadyError):
        give(somebody, own, "agent", by=boss)
    give(somebody, own, "agent", by=boss, place="78586")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=somebody, organisation=own, role="agent", since=timezone.now())
    actions.end(membership=held, by=boss, now=timezone.now())
    give(somebody, own, "agent", by=boss)


def test_a_suspension_says_why(boss: User, own: Organisation, person: Callable) -> None:
    held = give(person(), own, "agent", by=boss)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.suspend(membership=held, why=" ", by=boss, now=timezone.now())


def test_a_manager_gives_roles_at_home_only(
    boss: User, own: Organisation, ccas: Organisation, person: Callable
) -> None:
    manager, somebody = person(), person()
    give(manager, ccas, "manager", by=boss)
    manager = fresh(manager)
    give(somebody, ccas, "mediator", by=manager)
    for organisation, role in ((own, "agent"), (ccas, "administrator"), (own, "administrator"), (ccas, "dpo")):
        with pytest.raises(PermissionDenied):
            give(somebody, organisation, role, by=manager)
    with pytest.raises(PermissionDenied):
        actions.suspend(membership=role_of(boss, "administrator"), why="Non", by=manager, now=timezone.now())


@pytest.mark.parametrize("role", ["agent", "dpo", "it", "reader", "mediator"])
def test_who_gives_no_role_touches_none(boss: User, own: Organisation, person: Callable, role: str) -> None:
    somebody, other = person(role=role), person(role="agent")
    with pytest.raises(PermissionDenied):
        give(somebody, own, "manager", by=somebody)
    with pytest.raises(PermissionDenied):
        actions.end(membership=role_of(other, "agent"), by=somebody, now=timezone.now())


def test_everybody_may_lay_their_own_role_down(boss: User, person: Callable) -> None:
    somebody = person(role="agent")
    actions.end(membership=role_of(somebody, "agent"), by=somebody, now=timezone.now())
    assert not fresh(somebody).held


@pytest.mark.parametrize("way", ["end", "suspend", "change", "leave"])
def test_the_last_administrator_cannot_go(boss: User, own: Organisation, person: Callable, way: str) -> None:
    held, now = role_of(boss, "administrator"), timezone.now()
    ways = {
        "end": lambda: actions.end(membership=held, by=boss, now=now),
        "suspend": lambda: actions.suspend(membership=held, why="Congé", by=boss, now=now),
        "change": lambda: actions.change(membership=held, role="agent", by=boss, now=now),
        "leave": lambda: actions.keep_an_administrator_without(person=boss, now=now),
    }
    with pytest.raises(actions.LastAdministratorError), transaction.atomic():
        ways[way]()
    assert fresh(boss).has_perm("accounts.settings")
    # One who leaves at a date that is known already does not count: the day after, nobody would be left.
    give(person(), own, "administrator", by=boss, until=now + timedelta(days=30))
    with pytest.raises(actions.LastAdministratorError), transaction.atomic():
        ways[way]()
    give(person(), own, "administrator", by=boss)
    ways[way]()


def test_a_closed_account_does_not_count_among_administrators(boss: User, person: Callable) -> None:
    gone = person(role="administrator")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    with pytest.raises(actions.LastAdministratorError), transaction.atomic():
        actions.end(membership=role_of(boss, "administrator"), by=boss, now=timezone.now())


def test_what_stands_in_one_name_goes_to_another(boss: User, own: Organisation, ccas: Organisation, person) -> None:
    heir, now = person(role="agent"), timezone.now()
    give(boss, ccas, "manager", by=boss)
    waiting, _code = invitations.print_code(name="Ali", organisation=ccas, role="agent", place="", by=boss, now=now)
    assert actions.hand_over(person=boss, to=heir, by=boss, now=now) == 2
    waiting.refresh_from_db()
    assert waiting.invited_by == heir
    assert not fresh(boss).held
    assert {(each.role, each.organisation) for each in fresh(heir).held} == {
        ("administrator", None), ("manager", ccas.pk), ("agent", None),
    }  # fmt: skip


def test_handing_over_gives_nothing_that_one_may_not_give(boss: User, ccas: Organisation, person: Callable) -> None:
    manager, heir = person(), person()
    give(manager, ccas, "manager", by=boss)
    with pytest.raises(PermissionDenied):
        actions.hand_over(person=boss, to=heir, by=fresh(manager), now=timezone.now())
    assert fresh(boss).has_perm("accounts.settings")
    assert not fresh(heir).held


def test_the_first_account_administers_and_the_next_are_agents(db, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(command, "getpass", lambda _prompt: PASSWORD)
    call_command("create_agent", "une@exemple.fr", "Marie Dupont")
    call_command("create_agent", "deux@exemple.fr", "Paul Martin")
    call_command("create_agent", "Deux@exemple.fr", "--role", "dpo")
    held = Membership.objects.order_by("pk").values_list("person__email", "role")
    assert list(held) == [
        ("une@exemple.fr", "administrator"),
        ("deux@exemple.fr", "agent"),
        ("deux@exemple.fr", "dpo"),
    ]
    with pytest.raises(CommandError, match="already"):
        call_command("create_agent", "deux@exemple.fr", "--role", "dpo")
    assert own_organisation() == Organisation.objects.get()
