"""How long a session lasts, and what the device behind it is called."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A session ends after ``idle`` without a page, and after ``whole`` in any case."""

    idle: timedelta
    whole: timedelta


# A day's work; for who may change what others may do, a shorter absence.
DEFAULT = Lifetime(idle=timedelta(hours=2), whole=timedelta(hours=12))
WRITTEN = re.compile(r"\s*(\*|[a-z_]+)\s*=\s*(\d+)\s*/\s*(\d+)\s*")


def lifetime_of(roles: Collection[str], lifetimes: Mapping[str, Lifetime]) -> Lifetime:
    """The shortest of those of a person's roles, each for itself; ``*`` is every role that is not named."""
    usual = lifetimes.get("*", DEFAULT)
    mine = [lifetimes.get(role, usual) for role in roles] or [usual]
    return Lifetime(idle=min(each.idle for each in mine), whole=min(each.whole for each in mine))


def read_lifetimes(text: str) -> dict[str, Lifetime]:
    """``administrator=30/480, *=120/720``: minutes without a page, minutes in all. Raises ValueError.

    >>> read_lifetimes("administrator=30/480")["administrator"].idle
    datetime.timedelta(seconds=1800)
    """
    lifetimes = {}
    for part in filter(str.strip, text.split(",")):
        found = WRITTEN.fullmatch(part)
        if found is None:
            raise ValueError(part.strip())
        role, idle, whole = found[1], int(found[2]), int(found[3])
        if not 1 <= idle <= whole:
            raise ValueError(part.strip())
        lifetimes[role] = Lifetime(idle=timedelta(minutes=idle), whole=timedelta(minutes=whole))
    return lifetimes


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def device(user_agent: str) -> str:
    """Browser and system in two words, all that is kept of what a browser says of itself; empty if nothing is known.

    >>> device("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox, Windows'
    """
    named = (next((word for mark, word in known if mark in user_agent), "") for known in (BROWSERS, SYSTEMS))
    return ", ".join(word for word in named if word)
