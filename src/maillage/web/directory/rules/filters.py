"""What somebody asks for, and whether a service is that: the rule, one service at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from .documents import EVERYBODY

# Of a service: any of these codes will do.
ANY_OF = ("topics", "audiences", "languages", "ways", "fees")
EVERY_ONE_OF = ("conditions",)


@dataclass(frozen=True, slots=True)
class Filters:
    """Nothing is asked by an empty one. ``within_minutes``: by car, by the model."""

    topics: Collection[str] = ()
    kinds: Collection[str] = ()
    audiences: Collection[str] = ()
    conditions: Collection[str] = ()
    languages: Collection[str] = ()
    fees: Collection[str] = ()
    ways: Collection[str] = ()
    step_free: bool = False
    open_at: datetime | None = None
    within_minutes: float | None = None

    def asked(self, group: str) -> frozenset[str]:
        """The codes of a group that will do, ``group:code``."""
        wanted = [*getattr(self, group)]
        if wanted and group == "audiences":
            wanted.append(EVERYBODY)
        return frozenset(f"{group}:{code}" for code in wanted)


def passes(codes: Collection[str], filters: Filters) -> bool:
    """Whether one service with these codes is what is asked for."""
    has = frozenset(codes)
    return all(not (asked := filters.asked(group)) or has & asked for group in ANY_OF) and all(
        filters.asked(group) <= has for group in EVERY_ONE_OF
    )
