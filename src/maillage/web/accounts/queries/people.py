"""Who works here."""

from __future__ import annotations

from datetime import datetime

from ..models import Membership, User
from ..rules.logins import normal_email
from ..rules.memberships import ADMINISTRATOR


def find_by_email(email: str) -> User | None:
    return User.objects.filter(email=normal_email(email)).first()


def has_administrator(now: datetime) -> bool:
    """Whether anybody can administer the platform."""
    return Membership.objects.that_count(now).filter(role=ADMINISTRATOR, person__is_active=True).exists()
