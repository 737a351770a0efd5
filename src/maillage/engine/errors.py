"""One family of errors. A message says what was wrong, where, and what to do next.

The command line prints them and exits with 2; the web shows them beside the field. None of them
is ever shown as a traceback.

    MaillageError
    ├── SourceError          a file that is not what its publisher describes
    ├── TerritoryError       a territory that does not exist, or is empty
    ├── TravelError          times that cannot be used
    ├── IndicatorError       numbers from which an indicator cannot be computed
    ├── SitingError          sites, wishes, hours or rounds that cannot be planned with
    └── OutputError          a result that cannot be written
"""

from __future__ import annotations

from collections.abc import Sequence


class MaillageError(Exception):
    """Anything a person can mend. ``what`` was wrong, and ``hint``: what to do about it."""

    def __init__(self, what: str, *, hint: str = "") -> None:
        self.what = what
        self.hint = hint
        super().__init__(f"{what} {hint}".strip())


class SourceError(MaillageError):
    """A file does not have the published form. Names the place, what stands there and what should; ``sentence`` alone
    says what is wrong."""

    def __init__(
        self,
        what: str,
        *,
        file: str = "",
        line: int | None = None,
        column: str = "",
        found: str | None = None,
        expected: str = "",
        hint: str = "",
    ) -> None:
        self.sentence = what
        self.file, self.line, self.column, self.found, self.expected = file, line, column, found, expected
        place = ", ".join(
            part for part in (file, f"line {line}" if line else "", f"column {column!r}" if column else "") if part
        )
        parts = [f"{place}: {what}" if place else what]
        if found is not None:
            parts.append(f"Found: {found!r}.")
        if expected:
            parts.append(f"Expected: {expected}.")
        super().__init__(" ".join(parts), hint=hint)


class TerritoryError(MaillageError):
    """No such territory, or nothing in it. ``suggestions`` are (code, name) of the nearest ones."""

    def __init__(self, what: str, *, suggestions: Sequence[tuple[str, str]] = (), hint: str = "") -> None:
        self.suggestions = tuple(suggestions)
        if suggestions:
            near = ", ".join(f"{name} ({code})" for code, name in suggestions)
            hint = f"Did you mean: {near}? {hint}".strip()
        super().__init__(what, hint=hint)


class TravelError(MaillageError):
    """Travel times that are negative, missing, without a unit, or for other places."""


class IndicatorError(MaillageError):
    """Demand, supply or times from which an indicator cannot be computed."""


class SitingError(MaillageError):
    """Sites, wishes, hours or rounds that are not a question. One that has no answer is a result, not an error."""


class OutputError(MaillageError):
    """A result could not be written; nothing half-written was left behind."""
