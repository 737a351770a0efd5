"""Opening hours and who is there: the best roster found, and how far it can be from the best there is.

First the bound (bound.py). Small questions are then solved as one model, exactly; for larger ones weeks are made and
improved (improve.py), and the bound says how far from the best they may be.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..milp import SEED, solve
from .bound import Bound, bound_of
from .duties import Duty, duties_of
from .improve import Improver
from .making import NOBODY, Own, Week
from .model import Decision, Question, decide
from .opening import Public, add_tangents
from .problem import RosterProblem
from .week_rules import choices_of
from .wished import SiteWish, wishes_of
from .working_time import SATURDAY

# Duties in a whole model that HiGHS solves in seconds; up to it, travel between sites is in the model too.
SMALL = 2_500
# Rounds of improvement, of a large question and of one that is then solved exactly.
ROUNDS, FEW_ROUNDS = 2_000, 20
EXACT = 1e-6
# How often a whole model is solved with the curve touched anew; each time it is nearer to the curve.
TOUCHED_AGAIN = 12


class Assigned(NamedTuple):
    """A duty in a week of the cycle (0 is the first), of a mediator by number."""

    week: int
    mediator: int
    duty: Duty


@dataclass(frozen=True)
class Roster:
    """``assigned`` in order of mediator and time; ``opened (weeks, n_openings)``. ``people`` reached in a week, on
    average; no roster that fulfils the same wishes reaches more than ``bound``. ``broken``: wishes that it does not
    fulfil, because no roster can.
    """

    problem: RosterProblem
    assigned: tuple[Assigned, ...]
    opened: np.ndarray
    people: float
    bound: float
    broken: tuple[SiteWish, ...] = ()

    @property
    def feasible(self) -> bool:
        """Whether all wishes hold."""
        return not self.broken

    @property
    def gap(self) -> float:
        """How far from the best it may be, as a share of the people reached; 0 when proven best."""
        return max(self.bound - self.people, 0.0) / max(self.people, 1e-9)


def question_of(problem: RosterProblem) -> Question:
    """All legal duties of everybody; models keep those without travel between sites, or all where they are few."""
    choices = tuple(
        choices_of(problem, number, list(duties_of(problem, number))) for number in range(len(problem.mediators))
    )
    few = sum(map(len, choices)) * problem.weeks <= SMALL
    kept = tuple(
        np.array([number for number, duty in enumerate(each.duties) if few or not duty.travel_minutes], dtype=int)
        for each in choices
    )
    return Question(problem, Public.of(problem), choices, kept)


def plan_hours(
    problem: RosterProblem,
    *,
    seconds_left: Callable[[], float] = lambda: math.inf,
    relative_gap: float = 0.002,
    seed: int = SEED,
) -> Roster:
    """The best roster found before ``seconds_left`` says zero; stops once its gap is proven to be small enough.

    The same question and seed have the same answer, unless time is up. Wishes that no roster can fulfil together are
    left out, so that as little as possible lacks, and named in ``broken``.
    """
    question = question_of(problem)
    wishes = wishes_of(problem)
    first = fulfilled(question, wishes, time_limit_seconds=min(seconds_left() / 4, 60.0))
    broken, question = first.broken, _keeping(question, first.given)
    kept = [wish for wish in wishes if wish not in broken]
    bound = bound_of(question, kept, time_limit_seconds=min(seconds_left() / 2, 600.0))
    if bound is None:
        raise AssertionError("wishes that a roster fulfils are fulfilled by fractions of it")
    small = sum(map(len, bound.kept)) * problem.weeks <= SMALL
    rounds = FEW_ROUNDS if small else ROUNDS
    improved = _improved(question, bound, kept, seconds_left, relative_gap, rounds, seed)
    question = Question(problem, question.public, question.choices, bound.kept)
    found = _roster(question, improved, bound.people, tuple(broken))
    holds = all(wish.holds(found.opened) for wish in kept)
    if holds and (found.gap <= max(relative_gap, EXACT) or not small):
        return found
    start = found if holds else _roster(question, first.given, bound.people, tuple(broken))
    return _solved(question, kept, start, seconds_left, relative_gap, seed)


class Fulfilled(NamedTuple):
    """``broken``: wishes to give up. ``given``: numbers of the choices ``[week][mediator]`` that fulfil the others."""

    broken: list[SiteWish]
    given: list[list[np.ndarray]]


def fulfilled(question: Question, wishes: Sequence[SiteWish], *, time_limit_seconds: float) -> Fulfilled:
    """Gives up wishes so that the others hold together and as little as possible lacks; people do not count here."""
    weeks, nothing = range(question.problem.weeks), np.empty(0, dtype=int)
    given = [[nothing] * len(question.choices) for _ in weeks]
    asking = [wish for wish in wishes if np.isfinite(wish.least)]
    if not asking:
        return Fulfilled([], given)
    elsewhere = np.ones(len(question.problem.openings))
    elsewhere[np.concatenate([wish.openings for wish in asking])] = 0.0
    kept = tuple(np.flatnonzero(choices.holds @ elsewhere == 0) for choices in question.choices)
    narrowed = Question(question.problem, question.public, question.choices, kept)
    held = np.tile(question.problem.autonomous, (question.problem.weeks, 1))
    mediators = [number for number, each in enumerate(kept) if len(each)]
    decision = decide(narrowed, mediators, held, wishes, soft=True, people=False)
    solved = solve(decision.model, time_limit_seconds=time_limit_seconds)
    if solved.values is None:
        return Fulfilled(asking, given)
    for week in weeks:
        for number, columns in zip(mediators, decision.chosen[week], strict=True):
            given[week][number] = kept[number][solved.values[columns] > 0.5]
    lack = solved.values[decision.slack].reshape(-1, len(wishes)).max(axis=0)
    return Fulfilled([wish for wish, missing in zip(wishes, lack, strict=True) if missing > EXACT], given)


def _keeping(question: Question, given: list[list[np.ndarray]]) -> Question:
    """With these choices among those that models keep."""
    kept = tuple(
        np.unique(np.concatenate([own, *(week[number] for week in given)])) for number, own in enumerate(question.kept)
    )
    return Question(question.problem, question.public, question.choices, kept)


def _improved(
    question: Question,
    bound: Bound,
    wishes: Sequence[SiteWish],
    seconds_left: Callable[[], float],
    relative_gap: float,
    rounds: int,
    seed: int,
) -> list[list[np.ndarray]]:
    """Numbers of the choices ``[week][mediator]``. Weeks are alike but for Saturdays, or of two kinds."""
    problem = question.problem
    halves = [bool(each.saturday.any()) for each in question.choices]
    alike = problem.rules.same_every_week or not any(halves)
    kinds = [bound.kept] if alike else [_of_parity(question, bound.kept, parity) for parity in (0, 1)]
    weeks: list[list[list[np.ndarray]]] = []
    for number, kept in enumerate(kinds):
        own = [
            Own.of(choices, numbers, half=alike and half)
            for choices, numbers, half in zip(question.choices, kept, halves, strict=True)
        ]
        improver = Improver(problem, question.public, own, wishes, seed=seed)
        reserve = seconds_left() * (len(kinds) - 1 - number) / len(kinds) if len(kinds) > 1 else 0.0

        def goes_on(value: float, reserve: float = reserve) -> bool:
            return seconds_left() > reserve and bound.people - value > max(relative_gap, EXACT) * max(value, 0.0)

        week = improver.improved(improver.first(), rounds=rounds, goes_on=goes_on)
        weeks.append([_given(own, kept, week, parity) for parity in (0, 1)])
    return [weeks[week % len(kinds)][week % 2] for week in range(problem.weeks)]


def _of_parity(question: Question, kept: Sequence[np.ndarray], parity: int) -> tuple[np.ndarray, ...]:
    """The choices of even or odd weeks: mediators on one Saturday in two work every second one, by turns.

    Who could rest too little between a Saturday and the Monday of another kind of week does not begin that early.
    """
    found = []
    for number, (choices, numbers) in enumerate(zip(question.choices, kept, strict=True)):
        barred = choices.saturday > 0 if number % 2 != parity else np.zeros(len(choices), dtype=bool)
        for rows in choices.rows:
            if rows.following is not None:
                barred = barred | (rows.following > 0).any(axis=0)
        found.append(numbers[~barred[numbers]])
    return tuple(found)


def _given(own: Sequence[Own], kept: Sequence[np.ndarray], week: Week, parity: int) -> list[np.ndarray]:
    """Of each mediator, numbers of the choices of an even or odd week."""
    given = []
    for number, each in enumerate(own):
        days = np.flatnonzero(week.duty[number] != NOBODY)
        if each.half and week.parity[number] != parity:
            days = days[days != SATURDAY]
        given.append(kept[number][week.duty[number, days]])
    return given


def _roster(question: Question, given: list[list[np.ndarray]], bound: float, broken: tuple[SiteWish, ...]) -> Roster:
    problem = question.problem
    assigned = tuple(
        sorted(
            (
                Assigned(week, mediator, question.choices[mediator].duties[number])
                for week, each in enumerate(given)
                for mediator, numbers in enumerate(each)
                for number in numbers
            ),
            key=lambda each: (each.mediator, each.week, each.duty.day),
        )
    )
    opened = np.tile(problem.autonomous, (problem.weeks, 1))
    for week, _, duty in assigned:
        opened[week, list(duty.openings)] = True
    return Roster(problem, assigned, opened, question.public.people(opened), bound, broken)


def _solved(
    question: Question,
    wishes: Sequence[SiteWish],
    start: Roster,
    seconds_left: Callable[[], float],
    relative_gap: float,
    seed: int,
) -> Roster:
    """The whole model from a first roster, the curve touched anew where its solution stands until both agree.

    What the bound says of days that are not in the model still holds: the model's own bound counts where all are.
    """
    problem, best, bound = question.problem, start, start.bound
    held = np.tile(problem.autonomous, (problem.weeks, 1))
    decision = decide(question, range(len(problem.mediators)), held, wishes)
    whole = all(len(kept) == len(choices) for kept, choices in zip(question.kept, question.choices, strict=True))
    for _ in range(TOUCHED_AGAIN):
        solved = solve(
            decision.model,
            start=_as_start(question, decision, best),
            time_limit_seconds=max(seconds_left(), 1.0),
            relative_gap=max(relative_gap / 4, 1e-8),
            seed=seed,
        )
        if solved.values is None:
            break
        if whole:
            anyway = sum(each.apart for each in decision.reached) / len(decision.reached)
            bound = min(bound, anyway - solved.bound)
        given = [
            [kept[solved.values[columns] > 0.5] for kept, columns in zip(question.kept, week, strict=True)]
            for week in decision.chosen
        ]
        found = _roster(question, given, bound, start.broken)
        if found.people > best.people:
            best = found
        if bound - best.people <= max(relative_gap, EXACT) * best.people or seconds_left() <= 0:
            break
        for reached in decision.reached:
            add_tangents(decision.model, reached, reached.argument(solved.values))
    return Roster(problem, best.assigned, best.opened, best.people, bound, start.broken)


def _as_start(question: Question, decision: Decision, roster: Roster) -> np.ndarray:
    """A roster as values of the columns of duties; the other columns follow from them."""
    values = np.full(decision.model.n_columns, np.nan)
    for week in decision.chosen:
        for columns in week:
            values[columns] = 0.0
    for week, mediator, duty in roster.assigned:
        number = question.choices[mediator].duties.index(duty)
        values[decision.chosen[week][mediator][np.searchsorted(question.kept[mediator], number)]] = 1.0
    return values
