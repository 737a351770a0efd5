"""What is kept of logins that failed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ..models import FailedLogin, User
from ..rules.logins import WINDOW


@transaction.atomic
def note_failed_login(*, email: str, address: str, now: datetime) -> None:
    """Counts a wrong password, and forgets those that no longer count."""
    FailedLogin.objects.filter(at__lte=now - WINDOW).delete()
    FailedLogin.objects.create(email=email, address=address, at=now)


@transaction.atomic
def forget_failed_logins(*, by: User) -> None:
    """The right password was given: the account's failures no longer count."""
    FailedLogin.objects.filter(email=by.email).delete()
