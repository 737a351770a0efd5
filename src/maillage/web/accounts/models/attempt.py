"""Guesses, for as long as they count."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from maillage.web.prepared import Prepared

from ..rules.guesses import LIMITS, Guess, Limit, Scope, heard_again_at, latest, network_of
from .digest import digest


class Attempt(models.Model):
    """A guess that was not right, or not yet: account, address and network stand as keyed digests.

    What strangers type into the field for an address is kept of nobody, and no row for longer than it counts, little
    more than a day: see :data:`..rules.guesses.KEPT`.
    """

    guess = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Guess])
    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    network = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        app_label = "accounts"
        indexes: ClassVar = [
            models.Index(fields=["guess", "account", "at"], name="attempt_account"),
            models.Index(fields=["guess", "address", "at"], name="attempt_address"),
            models.Index(fields=["guess", "network", "at"], name="attempt_network"),
            models.Index(fields=["at"], name="attempt_at"),
        ]

    def __str__(self) -> str:
        return f"{self.guess}, {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def made(cls, guess: Guess, *, account: str, address: str, now: datetime) -> Attempt:
        """Not saved yet. ``account``: an address as typed, or :func:`behind_the_door`."""
        return cls(
            guess=guess,
            account=digest("account", account),
            address=digest("address", address),
            network=digest("network", network_of(address)),
            at=now,
        )

    def limit(self, scope: Scope) -> Limit:
        return LIMITS[Guess(self.guess), scope]

    def failures(self, scope: Scope, *, now: datetime) -> list[datetime]:
        """When guesses of the same kind went wrong, of the same account, address or network."""
        rows = FAILURES[scope].ask(self.guess, getattr(self, scope.value), now - self.limit(scope).kept)
        return [at for (at,) in rows]

    def locked_until(self, *scopes: Scope, now: datetime) -> datetime | None:
        """When such a guess is heard again, or None if it is now."""
        return latest(heard_again_at(self.failures(each, now=now), self.limit(each), now=now) for each in scopes)


FAILURES = {
    scope: Prepared(
        lambda guess, whose, since, column=scope.value: (
            Attempt.objects.filter(guess=guess, at__gt=since, **{column: whose}).order_by("at").values_list("at")
        )
    )
    for scope in Scope
}


def behind_the_door(person: models.Model) -> str:
    """Under which name a person's guesses are counted once the password was right."""
    return f"person {person.pk}"
