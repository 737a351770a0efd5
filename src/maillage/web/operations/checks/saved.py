"""Whether it could be brought back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from ..backup.make import last_backup
from .problem import Level, Problem

OLD = timedelta(days=2)
MEND = "Say `maillage backup FILE` every night, and keep the file on another machine."


def check(now: datetime) -> Iterator[Problem]:
    last = last_backup(settings.DATA)
    if last is None:
        yield Problem(Level.NOTE, "maillage backup", "no backup was made yet.", MEND)
    elif now - last > OLD:
        what = f"the last backup is {(now - last).days} days old."
        yield Problem(Level.WRONG, "maillage backup", what, MEND)
