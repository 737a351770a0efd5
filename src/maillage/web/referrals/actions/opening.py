"""How often a link may be used: each try counts, so that nobody lets a program do it."""

from __future__ import annotations

from datetime import datetime

from maillage.web.accounts.actions import attempts
from maillage.web.accounts.rules.guesses import Guess

from ..models import Referral


def listen(*, referral: Referral, address: str, now: datetime) -> None:
    """``address``: from which the form was sent. Raises LockedError."""
    attempts.begin(guess=Guess.REFERRAL, account=f"referral {referral.pk}", address=address, now=now)
