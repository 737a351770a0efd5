"""The answer to somebody's questions: what to do, in order, why, and where near them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from maillage.web.bookings.queries.slots import Origin

from ..rules.kinds import Solution
from ..rules.lists import NEEDS, OBSTACLES, TO_SAY
from ..rules.solutions import HELPING, proposals
from .near import Asking, Somewhere, around


@dataclass(frozen=True)
class Asked:
    """What somebody said. ``need``, ``obstacles``, ``whom``: codes of ``rules.lists``."""

    need: str
    obstacles: tuple[str, ...]
    whom: str
    origin: Origin

    @property
    def query(self) -> str:
        """The same as an address."""
        said = [("besoin", self.need), *(("obstacle", each) for each in self.obstacles)]
        return "?" + urlencode([*said, ("commune", self.origin.commune), ("pour", self.whom)])

    @property
    def words(self) -> list[str]:
        return [_(NEEDS[self.need]), *(_(OBSTACLES[each]) for each in self.obstacles)]


@dataclass(frozen=True)
class Step:
    """One proposal: ``around`` it stands where that is, near the person."""

    kind: str
    solution: Solution
    why: str
    around: Sequence[Somewhere] = ()

    @property
    def link(self) -> str:
        """To call the number."""
        return self.solution.number.replace(" ", "")


@dataclass(frozen=True)
class Answer:
    """``steps``: in order. ``found``: how many places, moments and services there are near the person."""

    asked: Asked
    steps: Sequence[Step]
    to_say: Sequence[str]

    @property
    def found(self) -> int:
        return sum(len(step.around) for step in self.steps)


def answer_to(asked: Asked, *, now: datetime) -> Answer:
    """A place stands once: where it is proposed first. What is nowhere near is left out, unless it is at hand."""
    circumstances = (*asked.obstacles, HELPING) if asked.whom == "other" else asked.obstacles
    asking = Asking(
        asked.need,
        asked.origin,
        now,
        step_free="steps" in asked.obstacles,
        travels="cannot-travel" not in asked.obstacles,
    )
    steps = [
        Step(each.kind, each.solution, each.why, around(each.kind, asking))
        for each in proposals(asked.need, circumstances)
    ]
    to_say = list(dict.fromkeys(_(TO_SAY[each]) for each in asked.obstacles))
    return Answer(asked, _once(steps), to_say)


def _once(steps: Sequence[Step]) -> list[Step]:
    seen: set[tuple[str, str]] = set()
    kept = []
    for step in steps:
        new = list({_same(each): each for each in reversed(step.around) if _same(each) not in seen}.values())[::-1]
        seen |= {_same(each) for each in new}
        if new or step.solution.at_hand:
            kept.append(replace(step, around=new))
    return kept


def _same(place: Somewhere) -> tuple[str, str]:
    """Our own places stand in the directory too."""
    return place.name, place.address
