"""Before the platform answers anybody: what was left undone is done, what would go wrong stops it with a sentence."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError

from maillage.engine.errors import MaillageError

from .backup.restore import finish_restore
from .checks import database, machine
from .checks.problem import Level

log = logging.getLogger(__name__)


class NotStartedError(MaillageError):
    """The platform does not start; nothing was changed."""


def before_start(*, now: datetime) -> None:
    """Raises NotStartedError: no room, no database, one that a later version changed or that stopped half-way."""
    settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o750)
    left = finish_restore()
    if left:
        log.warning(left)
    for problem in (*machine.check(now), *database.check(now)):
        if problem.level is Level.FATAL:
            raise NotStartedError(f"{problem.where}: {problem.what}", hint=problem.mend)


def migrate() -> None:
    """Each migration is one transaction: it is done or it is not. Raises NotStartedError."""
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise NotStartedError(
            f"MAILLAGE_DATABASE: a migration could not be done: {database.reason(error)}.",
            hint="The rows are as they were before it. Mend what it says, or restore the last backup, and start again.",
        ) from error
