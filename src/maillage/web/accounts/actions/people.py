"""People come to work here. ``by`` is the person who asks, None for the machine's own set-up."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from maillage.web.privacy.actions import journal

from ..models import User
from ..rules.logins import normal_email
from .memberships import give
from .organisations import own_organisation


@transaction.atomic
def create_agent(*, email: str, name: str, password: str, by: User | None, role: str = "agent") -> User:
    """A new account with a role in the authority's own organisation.

    Raises ValidationError for a weak password or a known address, PermissionDenied if ``by`` may not give the role.
    """
    now = timezone.now()
    user = create_person(email=email, name=name, password=password, by=by, now=now)
    give(person=user, organisation=own_organisation(), role=role, by=by, now=now)
    return user


@transaction.atomic
def create_person(*, email: str, name: str, password: str, by: User | None, now: datetime) -> User:
    """A new account that has no role yet. Raises ValidationError for a weak password or a known address."""
    user = User(email=normal_email(email), name=name.strip())
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    journal.record(verb="accounts.created", subject=user, by=by, now=now, fields=["email", "name", "password"])
    return user
