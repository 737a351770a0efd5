"""Who works here."""

from __future__ import annotations

from ..models import User


def find_by_email(email: str) -> User | None:
    return User.objects.filter(email=email).first()
