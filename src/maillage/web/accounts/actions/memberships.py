"""Roles: given, suspended, taken back, handed over. Somebody who can administer the platform always remains."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.web.privacy.actions import journal

from ..models import Invitation, Membership, Organisation, User
from ..rules.abilities import may_give
from ..rules.memberships import ADMINISTRATOR, leaves_nobody


class LastAdministratorError(Exception):
    """Nobody could administer the platform any more."""


class HeldAlreadyError(Exception):
    """The person has this role there already."""


@transaction.atomic
def give(
    *,
    person: User,
    organisation: Organisation,
    role: str,
    place: str = "",
    until: datetime | None = None,
    by: User | None,
    now: datetime,
) -> Membership:
    """From now on. Raises PermissionDenied, and HeldAlreadyError."""
    _require(by, organisation, role)
    if not organisation.is_open:
        raise PermissionDenied
    same = {"person": person, "organisation": organisation, "role": role, "place": place, "ended_at": None}
    # The person's row is held: two may give the same role at once.
    User.objects.select_for_update().get(pk=person.pk)
    Membership.objects.filter(**same, until__lte=now).update(ended_at=now)
    if Membership.objects.filter(**same).exists():
        raise HeldAlreadyError
    given = Membership(**same, since=now, until=until)
    given.full_clean()
    given.save()
    _told(given, "accounts.role_given", by, now)
    return given


@transaction.atomic
def suspend(*, membership: Membership, why: str, by: User, now: datetime) -> None:
    """Until it is reinstated. Raises PermissionDenied, LastAdministratorError."""
    held = _hold(membership, by)
    _keep_an_administrator(held, now)
    held.suspended_at, held.suspended_why = now, why.strip()
    held.save()
    _told(held, "accounts.role_suspended", by, now)


@transaction.atomic
def reinstate(*, membership: Membership, by: User, now: datetime) -> None:
    held = _hold(membership, by)
    held.suspended_at, held.suspended_why = None, ""
    held.save()
    _told(held, "accounts.role_reinstated", by, now)


@transaction.atomic
def end(*, membership: Membership, by: User, now: datetime) -> None:
    """Taken back, or laid down by who has it. Raises PermissionDenied, LastAdministratorError."""
    held = _hold(membership, by)
    _keep_an_administrator(held, now)
    held.ended_at = now
    held.save()
    _told(held, "accounts.role_ended", by, now)


@transaction.atomic
def change(*, membership: Membership, role: str, by: User, now: datetime) -> Membership:
    """Another role in its stead. Raises PermissionDenied, LastAdministratorError, HeldAlreadyError."""
    # First the new, then the old: with the old one may go the right to give.
    given = give(
        person=membership.person,
        organisation=membership.organisation,
        role=role,
        place=membership.place,
        until=membership.until,
        by=by,
        now=now,
    )
    end(membership=membership, by=by, now=now)
    return given


@transaction.atomic
def hand_over(*, person: User, to: User, by: User, now: datetime) -> int:
    """All that stands in one person's name goes to another: their roles, which end, and the invitations that wait for
    an answer. Returns how many roles. Raises PermissionDenied if ``by`` may not give one of them."""
    if person == to or not to.is_active:
        raise PermissionDenied
    given = 0
    counting = person.memberships.that_count(now).select_related("organisation", "person")
    # What lets somebody give roles goes last: people hand their own over too.
    for membership in sorted(counting, key=lambda each: len(each.says.gives)):
        # First the new, then the old: the last administrator may hand over.
        same = {"organisation": membership.organisation, "role": membership.role, "place": membership.place}
        if not to.memberships.that_count(now).filter(**same).exists():
            to.memberships.filter(**same, ended_at=None).update(ended_at=now)
            give(person=to, **same, until=membership.until, by=by, now=now)
        end(membership=membership, by=by, now=now)
        given += 1
    Invitation.objects.open(now).filter(invited_by=person).update(invited_by=to)
    journal.record(verb="accounts.handed_over", subject=to, about=person, by=by, now=now)
    return given


def keep_an_administrator_without(*, person: User, now: datetime) -> None:
    """For who closes or erases an account, within their transaction: raises LastAdministratorError if the person is
    the only one who can administer the platform."""
    for membership in person.memberships.that_count(now).filter(role=ADMINISTRATOR):
        _keep_an_administrator(membership, now)


def _keep_an_administrator(leaving: Membership, now: datetime) -> None:
    # Everybody who takes an administrator away holds this row first: two of the last two wait for each other.
    list(Organisation.objects.select_for_update().filter(is_own=True))
    lasting = Membership.objects.that_count(now).filter(role=ADMINISTRATOR, until=None, person__is_active=True)
    if leaves_nobody(set(lasting.values_list("pk", flat=True)), leaving.pk):
        raise LastAdministratorError


def _hold(membership: Membership, by: User | None) -> Membership:
    """As it is now, held until the transaction ends. Raises PermissionDenied if ``by`` may not touch it."""
    held = Membership.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=membership.pk)
    if held.ended_at is not None:
        raise PermissionDenied
    if by is None or held.person_id != by.pk:
        _require(by, held.organisation, held.role)
    return held


def _require(by: User | None, organisation: Organisation, role: str) -> None:
    if by is not None and not may_give(by.held, role, organisation=organisation.reach):
        raise PermissionDenied


def _told(membership: Membership, verb: str, by: User | None, now: datetime) -> None:
    # Both may be the same person, whose abilities were asked for already.
    for person in filter(None, (membership.person, by)):
        person.forget_roles()
    journal.record(verb=verb, subject=membership, about=membership.person, by=by, now=now)
