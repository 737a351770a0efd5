"""A proposal: the question, the plan, what it changes, and why each site stands where it does."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from .effects import Effects
from .plan import Plan
from .question import Question
from .why_here import WhyHere


@dataclass(frozen=True)
class Proposal:
    """``goal``: one of :data:`~.goals.GOALS`, by name. ``why``: one for each new site of the plan, in its order."""

    question: Question
    goal: str
    within_minutes: float
    threshold: float
    plan: Plan
    effects: Effects
    why: tuple[WhyHere, ...]

    @property
    def opened(self) -> pd.DataFrame:
        """The rows of the sites that are open, those of today included; ``status`` as the wishes have it."""
        wishes = self.question.problem.wishes
        table = self.question.sites.iloc[self.plan.opened]
        stated = dict.fromkeys(wishes.locked, "locked") | dict.fromkeys(wishes.existing, "existing")
        return table.assign(status=[stated.get(str(key), "") for key in table.index])
