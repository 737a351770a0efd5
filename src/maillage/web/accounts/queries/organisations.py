"""Which organisations there are."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from ..models import Organisation, User
from ..rules.abilities import ROLES, may_give


def find_own() -> Organisation | None:
    """The authority that runs the platform; None before its first account."""
    return Organisation.objects.filter(is_own=True).first()


def find_organisation(pk: int) -> Organisation | None:
    return Organisation.objects.filter(pk=pk).first()


def operators() -> QuerySet[Organisation]:
    """Those who run a link with practitioners."""
    return Organisation.objects.filter(kind=Organisation.Kind.OPERATOR, closed_at=None).order_by("name", "pk")


def organisations_of(reader: User, ability: str) -> QuerySet[Organisation]:
    """All that are open, or those in which the reader holds a role that opens ``ability``."""
    opened = Organisation.objects.filter(closed_at=None)
    able = [held for held in reader.held if ability in ROLES[held.role].abilities]
    if any(held.organisation is None for held in able):
        return opened
    return opened.filter(pk__in=[held.organisation for held in able])


def organisations(now: datetime) -> list[Organisation]:
    """All of them, each with ``people``: how many have a role there that counts."""
    counting = Q(
        Q(memberships__until__isnull=True) | Q(memberships__until__gt=now),
        memberships__ended_at__isnull=True,
        memberships__suspended_at__isnull=True,
        memberships__role__in=ROLES,
    )
    return list(Organisation.objects.annotate(people=Count("memberships__person", filter=counting, distinct=True)))


def roles_to_give(reader: User) -> dict[Organisation, list[str]]:
    """By organisation, in the order of the table; without organisations in which the reader may give none."""
    found = {
        each: [role for role in ROLES if may_give(reader.held, role, organisation=each.reach)]
        for each in Organisation.objects.filter(closed_at=None)
    }
    return {organisation: roles for organisation, roles in found.items() if roles}
