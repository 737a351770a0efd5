"""What stands in the way of an erasure: a platform that nobody could administer any more."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from maillage.web.privacy.actions.erasure import CannotBeErasedError

from ..models import User
from .memberships import LastAdministratorError, keep_an_administrator_without


def refuse_the_last_administrator(*, person: models.Model, now: datetime) -> None:
    """Raises CannotBeErasedError within the transaction of the erasure."""
    if not isinstance(person, User):
        return
    try:
        keep_an_administrator_without(person=person, now=now)
    except LastAdministratorError as error:
        raise CannotBeErasedError(
            _("Cette personne est la dernière à administrer la plateforme : donnez d’abord ce rôle à une autre.")
        ) from error
