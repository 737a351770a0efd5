"""What somebody looks for in the directory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Whoever looks for these may be in distress: emergency numbers stand above what is found.
SENSITIVE = frozenset({"mental-health", "addiction", "violence"})
SENSITIVE_KINDS = frozenset({"mental-health-centre", "youth-health-house", "mutual-help-group"})


@dataclass(frozen=True)
class Asked:
    """``words``: for what; ``where``: a commune, a postcode or a point as it was typed, ``commune``: its code, if it
    was chosen from several. ``who``: a code of the engine's audiences or conditions. ``minutes``: at most, by car.
    ``after``: of the lines before."""

    words: str = ""
    where: str = ""
    commune: str = ""
    topics: tuple[str, ...] = ()
    kind: str = ""
    who: str = ""
    language: str = ""
    open_now: bool = False
    step_free: bool = False
    free: bool = False
    minutes: int | None = None
    after: str = ""

    @property
    def is_somewhere(self) -> bool:
        return bool(self.where or self.commune)

    @property
    def filters(self) -> int:
        """How many of them narrow the search, beside what and where."""
        told = (self.kind, self.who, self.language, self.open_now, self.step_free, self.free, self.minutes)
        return sum(map(bool, told))

    @property
    def is_nothing(self) -> bool:
        return not (self.words or self.is_somewhere or self.topics or self.filters)


def is_sensitive(topics: Iterable[str] = (), kinds: Iterable[str] = ()) -> bool:
    """Whether a page about these topics and kinds of places touches distress."""
    return not (SENSITIVE.isdisjoint(topics) and SENSITIVE_KINDS.isdisjoint(kinds))
