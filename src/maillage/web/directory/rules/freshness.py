"""How far a card can be trusted to be of today: who last said that it is right, and how long ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# A place is asked again after so many months; what nobody has confirmed since is said to be old.
MONTHS_OF_TRUST = 6


@dataclass(frozen=True)
class Freshness:
    """``how``: ``silent`` (asked, no answer), ``confirmed`` (by the place itself, ``on``), ``updated`` (by one of its
    sources, ``on``), ``old`` (``months`` ago) or ``unknown``."""

    how: str
    on: date | None = None
    months: int = 0

    @property
    def is_good(self) -> bool:
        return self.how in {"confirmed", "updated"}


def freshness(*, confirmed_on: date | None, updated_on: date | None, today: date, is_silent: bool = False) -> Freshness:
    """What the place says of itself counts before what a list says of it, as long as it is not old.

    >>> freshness(confirmed_on=date(2026, 1, 20), updated_on=None, today=date(2026, 3, 2)).how
    'confirmed'
    >>> freshness(confirmed_on=None, updated_on=date(2025, 6, 30), today=date(2026, 3, 2)).months
    8
    """
    if is_silent:
        return Freshness("silent")
    said = [(how, on) for how, on in (("confirmed", confirmed_on), ("updated", updated_on)) if on]
    for how, on in said:
        if whole_months(on, today) < MONTHS_OF_TRUST:
            return Freshness(how, on)
    if not said:
        return Freshness("unknown")
    latest = max(on for _how, on in said)
    return Freshness("old", latest, whole_months(latest, today))


def whole_months(since: date, until: date) -> int:
    """Of which all days have passed; none for a day that is still to come.

    >>> whole_months(date(2026, 1, 31), date(2026, 3, 1))
    1
    """
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(0, months - (until.day < since.day))
