"""Hours that no contract allows: which wish breaks, why nobody can be there, and what would have to give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np

from .problem import Mediator, RosterProblem
from .roster import fulfilled, question_of
from .wished import SiteWish, wishes_of
from .working_time import SATURDAY, SUNDAY, WORK_A_WEEK_MINUTES, LocalRules

Reason = Literal["way", "sunday", "evenings", "saturdays", "contract", "others"]
Lift = Literal[
    "evening_contracts",
    "saturday_contracts",
    "evenings",
    "not_before",
    "meal",
    "moves",
    "same_every_week",
    "way",
    "contracts",
    "mediator",
]
MORE_MINUTES_OF_WAY = 30.0
NEW_CONTRACT_MINUTES = 35 * 60
SECONDS_A_LIFT = 10.0


class Conflict(NamedTuple):
    """A wish that breaks; ``reasons``: why each mediator cannot fulfil it; ``lifts``: changes that do, each alone."""

    wish: SiteWish
    reasons: tuple[Reason, ...]
    lifts: tuple[Lift, ...]


def lifted(rules: LocalRules, rule: str) -> LocalRules:
    """The rules without one of them, by its name."""
    return replace(rules, **{rule: False if isinstance(getattr(rules, rule), bool) else None})


def conflicts(problem: RosterProblem, broken: tuple[SiteWish, ...]) -> list[Conflict]:
    """Each broken wish, with the changes under which it would hold beside all wishes that hold today."""
    today = {wish.key for wish in wishes_of(problem)} - {wish.key for wish in broken}
    return [
        Conflict(
            wish,
            tuple(_reason(problem, number, wish) for number in range(len(problem.mediators))),
            tuple(lift for lift, changed in _lifts(problem, wish) if _holds(changed, today | {wish.key})),
        )
        for wish in broken
    ]


def _holds(problem: RosterProblem, keys: set[tuple]) -> bool:
    wishes = [wish for wish in wishes_of(problem) if wish.key in keys]
    return not fulfilled(question_of(problem), wishes, time_limit_seconds=SECONDS_A_LIFT).broken


def _lifts(problem: RosterProblem, wish: SiteWish) -> Iterator[tuple[Lift, RosterProblem]]:
    """The problem with one thing changed, over the sites that have wishes: the others have no part in it."""
    asked = {each.site for each in wishes_of(problem)}
    sites = tuple(site if number in asked else replace(site, possible=()) for number, site in enumerate(problem.sites))
    problem = replace(problem, sites=sites)
    rules: tuple[Lift, ...] = (
        "evening_contracts", "saturday_contracts", "evenings", "not_before", "meal", "moves", "same_every_week",
    )  # fmt: skip
    for rule in rules:
        if getattr(problem.rules, rule):
            yield rule, replace(problem, rules=lifted(problem.rules, rule))
    mediators = problem.mediators
    farther = tuple(replace(each, most_way_minutes=each.most_way_minutes + MORE_MINUTES_OF_WAY) for each in mediators)
    yield "way", replace(problem, mediators=farther)
    longer = tuple(replace(each, contract_minutes=WORK_A_WEEK_MINUTES) for each in mediators)
    yield "contracts", replace(problem, mediators=longer)
    new = Mediator("", NEW_CONTRACT_MINUTES, evenings=True, saturdays="all")
    way = np.vstack([problem.way, problem.between[wish.site]])
    way[-1, wish.site] = 0.0
    yield "mediator", replace(problem, mediators=(*mediators, new), way=way)


def _reason(problem: RosterProblem, number: int, wish: SiteWish) -> Reason:
    """The first thing that keeps a mediator from the wish, whatever else is asked of them."""
    who = problem.mediators[number]
    if wish.site not in problem.in_reach(number):
        return "way"
    session = wish.session
    if session is None:
        return "others"
    if session.day == SUNDAY:
        return "sunday"
    if session.end > problem.rules.late_after and not problem.works_evenings(who):
        return "evenings"
    # One in two may share a Saturday, but not hold it alone.
    if session.day == SATURDAY and problem.saturdays_of(who) != "all":
        return "saturdays"
    return "contract" if session.minutes > who.contract_minutes else "others"
