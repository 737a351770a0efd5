"""What a partner's software publishes: everything that begins in a window of time, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

LINES_AT_MOST = 2000
LONGEST_WINDOW = timedelta(days=366)
LONGEST_LINE = timedelta(hours=24)


@dataclass(frozen=True)
class Line:
    """``key``: how its publisher names it; empty if it has no name for it."""

    starts_at: datetime
    ends_at: datetime
    key: str = ""


@dataclass(frozen=True)
class Fault:
    """``index``: of the line, from 0; None for the window. ``code``: ``window``, ``many``, ``reversed``, ``long``,
    ``past``, ``outside``, ``overlap`` (with another line, or with what was published before and begins outside the
    window) or ``key``."""

    code: str
    index: int | None = None


def find_fault(
    lines: Sequence[Line],
    *,
    since: datetime,
    until: datetime,
    now: datetime,
    before: datetime | None = None,
    after: datetime | None = None,
    keys: frozenset[str] = frozenset(),
) -> Fault | None:
    """The first of them, or None. ``before``: when what begins before the window and reaches into it ends; ``after``:
    when the first that follows it begins; ``keys``: of rows outside it."""
    if until <= since or until - since > LONGEST_WINDOW:
        return Fault("window")
    if len(lines) > LINES_AT_MOST:
        return Fault("many")
    named: set[str] = set(keys)
    for index, line in enumerate(lines):
        if code := _own_fault(line, since=since, until=until, now=now):
            return Fault(code, index)
        if line.key and line.key in named:
            return Fault("key", index)
        named.add(line.key)
    return _overlap(lines, before, after)


def _own_fault(line: Line, *, since: datetime, until: datetime, now: datetime) -> str:
    if line.ends_at <= line.starts_at:
        return "reversed"
    if line.ends_at - line.starts_at > LONGEST_LINE:
        return "long"
    if line.ends_at <= now:
        return "past"
    return "" if since <= line.starts_at < until else "outside"


def _overlap(lines: Sequence[Line], before: datetime | None, after: datetime | None) -> Fault | None:
    """The line that comes second; those that touch do not overlap."""
    last = before
    for index, line in sorted(enumerate(lines), key=lambda each: (each[1].starts_at, each[0])):
        if (last is not None and line.starts_at < last) or (after is not None and line.ends_at > after):
            return Fault("overlap", index)
        last = line.ends_at
    return None
