"""Who may keep the directory."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.web.accounts.models import User

EDIT, MANAGE = "directory.edit", "directory.manage"


def require(by: User | None, ability: str) -> None:
    """Raises PermissionDenied; the machine may."""
    if by is not None and not by.has_perm(ability):
        raise PermissionDenied
