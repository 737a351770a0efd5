"""The keys: that with which sessions are signed, those with which fields are sealed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from maillage.web.privacy.queries.keys import keys_problem

from .problem import Level, Problem

SHORTEST = 50
FEWEST_DIFFERENT = 10


def check(now: datetime) -> Iterator[Problem]:
    wrong = keys_problem()
    if wrong:
        what, _, mend = wrong.partition(". ")
        loose = "may read" in what
        yield Problem(
            Level.WRONG if loose else Level.FATAL, "MAILLAGE_KEYS", f"{what}.", mend or "See docs/privacy.md."
        )
    try:
        yield from signing(settings.SECRET_KEY)
    except ImproperlyConfigured:  # what Django says of an empty one
        yield from signing("")
    file = settings.SECRET_KEY_FILE
    if file.is_file() and file.stat().st_mode & 0o077:
        yield Problem(Level.WRONG, str(file), "others than its owner may read it.", f"Say: chmod 600 {file}")


def signing(key: str) -> Iterator[Problem]:
    """``key``: with which sessions and links are signed."""
    where = "MAILLAGE_SECRET_KEY"
    if not key:
        yield Problem(Level.FATAL, where, "there is no key to sign with.", "Start `maillage serve`: it makes one.")
    elif len(key) < SHORTEST or len(set(key)) < FEWEST_DIFFERENT:
        mend = "Unset it: a good one is then made and kept. Everybody has to log in again."
        yield Problem(Level.WRONG, where, "the key to sign with could be guessed.", mend)
