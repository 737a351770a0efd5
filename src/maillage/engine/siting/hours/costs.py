"""What each rule of the authority costs: the same question without it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from .conflicts import lifted
from .problem import RosterProblem
from .roster import Roster

RULES = (
    "evening_contracts", "saturday_contracts", "not_before", "evenings", "moves", "meal", "same_every_week",
)  # fmt: skip


class Cost(NamedTuple):
    """Without ``rule``, a roster was found that reaches ``more`` people; none reaches more than ``at_most`` more."""

    rule: str
    more: float
    at_most: float


def rules_in_force(problem: RosterProblem) -> list[str]:
    """Names of the local rules that bind somebody here."""
    idle = set()
    if all(mediator.evenings for mediator in problem.mediators):
        idle.add("evening_contracts")
    if all(mediator.saturdays == "all" for mediator in problem.mediators):
        idle.add("saturday_contracts")
    if problem.weeks == 1:
        idle.add("same_every_week")
    return [rule for rule in RULES if getattr(problem.rules, rule) not in (None, False) and rule not in idle]


def without(problem: RosterProblem, rule: str) -> RosterProblem:
    """The question without one rule."""
    return replace(problem, rules=lifted(problem.rules, rule))


def cost(rule: str, with_it: Roster, without_it: Roster) -> Cost:
    """From the rosters of both questions. A roster that keeps the rule serves without it too."""
    return Cost(rule, max(without_it.people - with_it.people, 0.0), max(without_it.bound - with_it.people, 0.0))
