"""Guesses: each is counted before it is heard, so that many at once are no more than many in a row."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.web.privacy.actions import journal

from ..models import Attempt, User
from ..models.attempt import behind_the_door
from ..models.digest import digest
from ..rules.guesses import KEPT, Guess, Scope


class LockedError(Exception):
    """Too many failures: nobody listens ``until`` then."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(until)


@transaction.atomic
def begin(*, guess: Guess, account: str, address: str, now: datetime) -> Attempt:
    """Counts a guess as a failure until :func:`succeed` says otherwise. Raises LockedError, and counts nothing then."""
    Attempt.objects.filter(at__lte=now - KEPT).delete()
    attempt = Attempt.made(guess, account=account, address=address, now=now)
    until = attempt.locked_until(*Scope, now=now)
    if until:
        raise LockedError(until)
    attempt.save()
    return attempt


@transaction.atomic
def succeed(*, attempt: Attempt) -> None:
    """It was right: the account's failures no longer count, from wherever they came."""
    Attempt.objects.filter(guess=attempt.guess, account=attempt.account).delete()


@transaction.atomic
def take_back(*, attempt: Attempt) -> None:
    """It was no guess: it does not count."""
    attempt.delete()


@transaction.atomic
def fail(*, attempt: Attempt, person: User | None, now: datetime) -> None:
    """It was wrong, and stays counted. On an existing account it is journaled where the wait grows, not each time."""
    steps = {count for count, _wait in attempt.limit(Scope.ACCOUNT).steps}
    if person is not None and len(attempt.failures(Scope.ACCOUNT, now=now)) in steps:
        journal.record(verb="accounts.signed_in_failed", subject=person, by=None, now=now, why=attempt.guess)


@transaction.atomic
def unlock(*, person: User, by: User, now: datetime) -> None:
    """The person may try again at once. Raises PermissionDenied."""
    if not by.has_perm("accounts.unlock"):
        raise PermissionDenied
    accounts = [digest("account", each) for each in (person.email or "", behind_the_door(person))]
    Attempt.objects.filter(account__in=accounts).delete()
    journal.record(verb="accounts.unlocked", subject=person, by=by, now=now)
