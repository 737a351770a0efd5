"""What is kept of an error: its kind and where it arose. Never its message, which may hold an address or a name."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from traceback import FrameSummary, extract_tb

OWN = "maillage/"
# Kinds that are no error of a job's own.
LOST, OVERDUE, UNKNOWN, WITHDRAWN = "lost", "overdue", "unknown", "withdrawn"
REASONS = frozenset({LOST, OVERDUE, UNKNOWN, WITHDRAWN})


def kind_of(error: BaseException) -> str:
    """``module.Class``; of its cause, where a job only passed it on as hopeless."""
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")


def places(error: BaseException) -> str:
    """One line a call, the innermost last: ``maillage/web/messages/actions/sending.py:42 deliver``."""
    return "\n".join(_place(frame) for frame in extract_tb(error.__traceback__))


def place_to_look(lines: str) -> str:
    """The innermost call in our own code, else the innermost; empty if nothing is known."""
    calls = lines.splitlines()
    return next(chain((call for call in reversed(calls) if call.startswith(OWN)), calls[-1:]), "")


def _place(frame: FrameSummary) -> str:
    return f"{_short(frame.filename.split('/'))}:{frame.lineno} {frame.name}"


def _short(parts: Iterable[str]) -> str:
    """From the package on, wherever it is installed."""
    path = list(parts)
    for start in ("maillage", "site-packages"):
        if start in path:
            found = len(path) - 1 - path[::-1].index(start)
            return "/".join(path[found + (start == "site-packages") :])
    return path[-1]
