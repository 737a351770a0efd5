"""Who may come in."""

from __future__ import annotations

from ..models import User


def find_active(pk: int) -> User | None:
    return User.objects.filter(pk=pk, is_active=True).first()
