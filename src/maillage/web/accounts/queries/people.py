"""Who works here."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from ..models import Membership, User
from ..rules.abilities import ROLES
from ..rules.logins import normal_email
from ..rules.memberships import ADMINISTRATOR

SHOWN = 200


def find_by_email(email: str) -> User | None:
    return User.objects.filter(email=normal_email(email)).first()


def has_administrator(now: datetime) -> bool:
    """Whether anybody can administer the platform."""
    return Membership.objects.that_count(now).filter(role=ADMINISTRATOR, person__is_active=True).exists()


def people_for(reader: User, *, search: str = "") -> list[User]:
    """Everybody whom the reader may see, by name, each with ``current``: their memberships that did not end."""
    found = _visible(reader)
    for word in search.split():
        found = found.filter(
            Q(name__icontains=word) | Q(email__icontains=word) | Q(memberships__organisation__name__icontains=word)
        )
    current = Membership.objects.filter(ended_at=None, role__in=ROLES).select_related("organisation")
    kept = found.distinct().prefetch_related(Prefetch("memberships", current, to_attr="current"))
    return list(kept.order_by("name", "pk")[:SHOWN])


def find_person(pk: int, reader: User) -> User | None:
    """None also for somebody whom the reader may not see: nobody learns who has an account."""
    return _visible(reader).filter(pk=pk).distinct().first()


def memberships_of(person: User) -> list[Membership]:
    """Those that count and those that are suspended, then those that ended."""
    rows = person.memberships.filter(role__in=ROLES).select_related("organisation", "person")
    return sorted(rows, key=lambda each: (each.ended_at is not None, each.organisation.name, each.role, each.pk))


def find_membership(pk: int) -> Membership | None:
    return Membership.objects.select_related("organisation", "person").filter(pk=pk, role__in=ROLES).first()


def successors_of(person: User, reader: User) -> QuerySet[User]:
    """To whom what is in a person's name can be handed over."""
    return _visible(reader).filter(is_active=True).exclude(pk=person.pk).distinct().order_by("name", "pk")


def _visible(reader: User) -> QuerySet[User]:
    """Everybody, or those of the organisations for which the reader may see people."""
    able = [held for held in reader.held if "accounts.people" in ROLES[held.role].abilities]
    if any(held.organisation is None for held in able):
        return User.objects.all()
    mine = [held.organisation for held in able]
    return User.objects.filter(memberships__organisation__in=mine, memberships__ended_at=None)
