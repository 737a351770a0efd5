"""Who works for whom, as what, and where."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.web.prepared import Prepared

from ..rules.abilities import ABILITIES, ROLES, Held, Role
from .organisation import Organisation


class MembershipQuerySet(models.QuerySet):
    def that_count(self, now: datetime) -> Self:
        """Neither over nor suspended, in an organisation that is open."""
        return self.filter(
            models.Q(until__isnull=True) | models.Q(until__gt=now),
            role__in=ROLES,
            ended_at__isnull=True,
            suspended_at__isnull=True,
            organisation__closed_at__isnull=True,
        )


class Membership(models.Model):
    """A role of a person in an organisation; ``place``: the code of the only commune in which it counts, if any.

    ``until`` is known beforehand (a trainee, a replacement), ``ended_at`` is when it was taken back.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)
    place = models.CharField(max_length=5, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_why = models.CharField(max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        app_label = "accounts"
        ordering: ClassVar = ["organisation__name", "role", "place", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role", "place"],
                condition=models.Q(ended_at__isnull=True),
                name="membership_is_held_once",
            ),
            models.CheckConstraint(
                condition=models.Q(suspended_at__isnull=True, suspended_why="")
                | (models.Q(suspended_at__isnull=False) & ~models.Q(suspended_why="")),
                name="suspended_membership_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}, {self.role}, {self.organisation_id}"

    @property
    def says(self) -> Role:
        return ROLES[self.role]

    @property
    def role_name(self) -> str:
        return _(self.says.name)

    @property
    def role_meaning(self) -> str:
        return _(self.says.meaning)

    @property
    def opens(self) -> list[str]:
        """Everything that it lets its holder do, in words."""
        return [_(sentence) for ability, sentence in ABILITIES.items() if ability in self.says.abilities]

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or (self.until is not None and self.until <= timezone.now())


# Asked with every page.
HELD = Prepared(
    lambda person, now: (
        Membership.objects.that_count(now)
        .filter(person=person)
        .order_by()
        .values_list("role", "organisation", "organisation__is_own", "place")
    )
)


def roles_that_count(person: int, now: datetime) -> tuple[Held, ...]:
    """Of a person, as the rules know them, in no order."""
    rows = HELD.ask(person, now)
    return tuple(Held(role, None if is_own else number, place) for role, number, is_own, place in rows)
