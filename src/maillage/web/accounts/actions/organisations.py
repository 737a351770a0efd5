"""Organisations: entered, corrected, closed."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.web.privacy.actions import journal
from maillage.web.privacy.actions.changing import change

from ..models import Invitation, Membership, Organisation, User
from ..rules.organisations import normal_code

# What the authority is called before anybody said so.
UNNAMED = "Notre collectivité"


def own_organisation() -> Organisation:
    """The authority that runs the platform; entered when it is first asked for. For writes only: a page that reads
    finds it with ``queries.organisations.find_own``."""
    start = {"kind": "commune", "name": settings.AUTHORITY or UNNAMED, "created_at": timezone.now()}
    return Organisation.objects.get_or_create(is_own=True, defaults=start)[0]


@transaction.atomic
def enter(*, kind: str, name: str, code: str, by: User, now: datetime) -> Organisation:
    """A new one. Raises PermissionDenied, and ValidationError for a code that is taken."""
    _require(by)
    made = Organisation(kind=kind, name=name.strip(), code=normal_code(code), created_at=now)
    made.full_clean()
    made.save()
    journal.record(verb="accounts.organisation_entered", subject=made, by=by, now=now, fields=["kind", "name", "code"])
    return made


@transaction.atomic
def correct(*, organisation: Organisation, kind: str, name: str, code: str, by: User, now: datetime) -> None:
    """What is said of it. Raises PermissionDenied, and ValidationError for a code that is taken."""
    _require(by)
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    said = {"kind": kind, "name": name.strip(), "code": normal_code(code)}
    changed = change(held, said)
    held.full_clean()
    held.save()
    if changed:
        journal.record(verb="accounts.organisation_corrected", subject=held, by=by, now=now, fields=changed)


@transaction.atomic
def close(*, organisation: Organisation, by: User, now: datetime) -> None:
    """Its roles end with it, its invitations too. The authority's own stays. Raises PermissionDenied."""
    _require(by)
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if held.is_own or not held.is_open:
        raise PermissionDenied
    Membership.objects.filter(organisation=held, ended_at__isnull=True).update(ended_at=now)
    Invitation.objects.open(now).filter(organisation=held).update(withdrawn_at=now)
    held.closed_at = now
    held.save()
    journal.record(verb="accounts.organisation_closed", subject=held, by=by, now=now)


def _require(by: User) -> None:
    if not by.has_perm("accounts.organisations"):
        raise PermissionDenied
