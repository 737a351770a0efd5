"""Before and after a workshop: four plain statements, three faces. What they say together, and when that is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.web.marking import _

BEFORE, AFTER = "before", "after"
MOMENTS: dict[str, str] = {BEFORE: _("avant"), AFTER: _("après")}

# Of what one can do; of nobody's health. A code stays for ever once a platform has written it.
STATEMENTS: dict[str, str] = {
    "start": _("Je sais par où commencer."),
    "alone": _("Je sais le faire sans aide."),
    "safe": _("Je sais reconnaître ce qui est risqué."),
    "ask": _("Je sais à qui demander de l’aide."),
}
# The faces, from the one that looks down to the one that smiles.
FACES: tuple[str, ...] = (_("Pas encore"), _("Un peu"), _("Oui"))

# Cards beyond the seats: for who comes without having enrolled.
MORE_CARDS = 4
# Who took the paper home may still answer.
OPEN_FOR = timedelta(days=7)
# Fewer answers than that would tell what somebody said.
AT_LEAST = 5

type Answers = Mapping[str, int]


@dataclass(frozen=True)
class Sheet:
    """What one card says at one moment. ``key``: tells cards of all workshops apart."""

    key: tuple[int, int]
    moment: str
    answers: Answers


@dataclass(frozen=True)
class Change:
    """Of those who answered both before and after, to how many more, the same, less."""

    better: int
    same: int
    worse: int


@dataclass(frozen=True)
class Spread:
    """Of a statement: how many chose each face, before and after; None where too few answered to be shown."""

    code: str
    before: tuple[int, ...] | None
    after: tuple[int, ...] | None
    change: Change | None


def results(sheets: Iterable[Sheet]) -> list[Spread]:
    """Statement by statement, each shielded on its own."""
    known = list(sheets)
    return [_spread(code, known) for code in STATEMENTS]


def cards_for(seats: int) -> int:
    return seats + MORE_CARDS


def why_not_given(day: date, *, called_off: bool, today: date) -> str:
    """A code of ``refusals``. Opinions are given on the ``day`` of the workshop and a week longer."""
    if called_off:
        return "called-off"
    return "" if day <= today <= day + OPEN_FOR else "opinion-time"


def _spread(code: str, sheets: Sequence[Sheet]) -> Spread:
    said = {
        moment: {sheet.key: sheet.answers[code] for sheet in sheets if sheet.moment == moment and code in sheet.answers}
        for moment in MOMENTS
    }
    before, after = said[BEFORE], said[AFTER]
    moves = [after[key] - before[key] for key in before.keys() & after.keys()]
    change = Change(sum(m > 0 for m in moves), sum(m == 0 for m in moves), sum(m < 0 for m in moves))
    return Spread(
        code,
        _counted(before.values()) if len(before) >= AT_LEAST else None,
        _counted(after.values()) if len(after) >= AT_LEAST else None,
        change if len(moves) >= AT_LEAST else None,
    )


def _counted(faces: Iterable[int]) -> tuple[int, ...]:
    counts = Counter(faces)
    return tuple(counts[face] for face in range(len(FACES)))
