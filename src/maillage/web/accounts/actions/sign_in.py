"""The two doors: a password, then a code."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import authenticate
from django.db import transaction

from maillage.web.privacy.actions import journal

from ..models import User
from ..models.attempt import behind_the_door
from ..rules.guesses import Guess
from . import attempts
from .factors import Factor, WrongCodeError, use_code


class WrongPasswordError(Exception):
    """No account has this address and this password, or it is suspended: nobody is told which."""


def check_password(*, email: str, password: str, address: str, now: datetime) -> User:
    """The first door. Takes as long for an unknown address as for a wrong password.

    Raises WrongPasswordError and LockedError.
    """
    attempt = attempts.begin(guess=Guess.PASSWORD, account=email, address=address, now=now)
    person = authenticate(username=email, password=password)
    if person is None:
        attempts.fail(attempt=attempt, person=User.objects.filter(email=email).first(), now=now)
        raise WrongPasswordError
    attempts.succeed(attempt=attempt)
    return person


def check_code(*, code: str, address: str, by: User, now: datetime) -> Factor:
    """The second door. Raises WrongCodeError and LockedError."""
    attempt = attempts.begin(guess=Guess.CODE, account=behind_the_door(by), address=address, now=now)
    try:
        factor = use_code(code=code, by=by, now=now)
    except WrongCodeError:
        attempts.fail(attempt=attempt, person=by, now=now)
        raise
    attempts.succeed(attempt=attempt)
    return factor


@transaction.atomic
def note_entered(*, by: User, now: datetime, how: str) -> None:
    """``how``: a password alone, with which second factor, or by which provider."""
    journal.record(verb="accounts.signed_in", subject=by, by=by, now=now, why=how)


@transaction.atomic
def note_left(*, by: User, now: datetime) -> None:
    journal.record(verb="accounts.signed_out", subject=by, by=by, now=now)
