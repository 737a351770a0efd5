"""People come to work here. ``by`` is the person who asks, None for the machine's own set-up."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction

from ..models import User
from ..rules.logins import normal_email


@transaction.atomic
def create_agent(*, email: str, name: str, password: str, by: User | None) -> User:
    """A new account that may make and publish diagnoses.

    Raises ValidationError for a weak password or a known address, PermissionDenied if ``by`` is not an agent.
    """
    if by is not None and not by.is_agent:
        raise PermissionDenied
    user = User(email=normal_email(email), name=name.strip(), role=User.Role.AGENT)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    return user
