"""What all readers of lists do alike: identifiers stand once, and a place has a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from .card import Card
from .lines import Line, lines
from .problem import Problem, problem
from .row import Row

type Made = Card | Problem


def read_lines(
    path: Path, required: Sequence[str], card_of: Callable[[Row], Made], *, today: date | None
) -> Iterator[Made]:
    """Each line as ``card_of`` gives it, after the problems of its cells. Raises SourceError as ``lines`` does."""
    keys = Keys()
    for line in lines(path, required):
        if isinstance(line, Line):
            row = Row(line, today=today)
            yield from keys.checked(row, card_of(row))
        else:
            yield line


class Keys:
    """The identifiers that were met."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def checked(self, row: Row, made: Made) -> Iterator[Made]:
        """The problems of the row and its card; a problem alone where the card cannot be kept."""
        if isinstance(made, Card):
            made = self._once(row, made)
        yield from row.problems
        yield made

    def _once(self, row: Row, card: Card) -> Made:
        if not card.key:
            return row.refusal("key-missing")
        if not card.name:
            return row.refusal("name-missing")
        first = self._lines.setdefault(card.key, row.number)
        if first != row.number:
            return problem(
                "duplicate", row.number, found=card.key, expected=f"une seule fois (ligne {first})", refused=True
            )
        return card
