"""How many people no roster can reach more than: the linear relaxation, over all duties there are.

A cycle of weeks may be averaged: what the rules ask of each week, they ask of the average, and the curve of people
reached is concave, so that one week, with half of every Saturday that is worked one in two, bounds them all. Days with
travel between sites are many and seldom worth it: they join the relaxation once its prices say that they would be; what
is left out adds, at most, its best price a mediator and day, since one has one duty a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import highspy
import numpy as np
from scipy import sparse

from ..milp import ready
from .model import Decision, Question, decide
from .opening import Reached, tangents
from .wished import SiteWish

# Rounds in which the curve is touched where the relaxation stands, and in which duties join it.
TOUCHED_AGAIN = 2
PRICED = 2
# Duties that a mediator is offered at once, of those the prices like.
OFFERED = 100
SMALL = 1e-6
# What is left out may add so small a share to the bound.
ENOUGH = 1e-5


class Bound(NamedTuple):
    """``people``: no roster reaches more. ``kept``: the choices of each mediator, by number, that the prices like."""

    people: float
    kept: tuple[np.ndarray, ...]


def bound_of(question: Question, wishes: Sequence[SiteWish], *, time_limit_seconds: float) -> Bound | None:
    """The bound; None where not even fractions of duties fulfil the wishes.

    Where time is up before the relaxation is solved, it is what all openings together would reach.
    """
    problem = question.problem
    held = problem.autonomous[np.newaxis]
    best = Bound(question.public.people(np.ones_like(held)), question.kept)
    for _ in range(PRICED + 1):
        decision = decide(question, range(len(problem.mediators)), held, wishes)
        if not len(decision.free):
            return None if _unmet(wishes, held) else Bound(decision.reached[0].apart, question.kept)
        highs = ready(decision.model, time_limit_seconds=max(time_limit_seconds, 0.0))
        highs.setOptionValue("solve_relaxation", True)  # noqa: FBT003 - HiGHS asks for it so
        relaxed = _relaxed(highs, decision.reached[0])
        time_limit_seconds -= highs.getRunTime()
        if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        if relaxed is None:
            return best
        missed, liked = _priced(question, decision, relaxed.dual)
        people = decision.reached[0].apart - relaxed.objective + missed
        kept = tuple(np.union1d(old, new) for old, new in zip(question.kept, liked, strict=True))
        best = Bound(min(best.people, people), kept)
        if missed <= ENOUGH * people:
            return best
        question = replace(question, kept=kept)
    return best


def _unmet(wishes: Sequence[SiteWish], opened: np.ndarray) -> bool:
    return not all(wish.holds(opened) for wish in wishes)


class _Relaxed(NamedTuple):
    objective: float
    dual: np.ndarray


def _relaxed(highs: highspy.Highs, reached: Reached) -> _Relaxed | None:
    """Solves, then touches the curve where the solution stands, and again: from above, it comes down to the curve."""
    relaxed = None
    for again in range(TOUCHED_AGAIN + 1):
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            break
        solution = highs.getSolution()
        relaxed = _Relaxed(highs.getInfo().objective_function_value, np.array(solution.row_dual))
        if again < TOUCHED_AGAIN:
            _touch(highs, reached, reached.argument(np.array(solution.col_value)))
    return relaxed


def _touch(highs: highspy.Highs, reached: Reached, points: np.ndarray) -> None:
    slope, upper = tangents(reached, points)
    size = len(points)
    scaled = sparse.csr_array(sparse.diags_array(-slope) @ reached.effort)
    rows = sparse.hstack([sparse.eye_array(size), scaled], format="csr")
    columns = np.concatenate((reached.value, reached.served))[rows.indices]
    low = np.full(size, -highspy.kHighsInf)
    highs.addRows(size, low, upper, rows.nnz, rows.indptr[:-1].astype(np.int32), columns.astype(np.int32), rows.data)


def _priced(question: Question, decision: Decision, dual: np.ndarray) -> tuple[float, list[np.ndarray]]:
    """What the duties left out could add at most, and for each mediator those that could, the best first."""
    there = np.zeros(len(question.problem.openings))
    start = decision.there_row[0]
    there[decision.free] = dual[start : start + len(decision.free)]
    missed, liked = 0.0, []
    for choices, kept, row in zip(question.choices, question.kept, decision.rules_row, strict=True):
        price = choices.holds @ there
        for rows in choices.rows:
            price += dual[row : row + len(rows.upper)] @ rows.alike
            row += len(rows.upper)  # noqa: PLW2901 - the rows of a mediator follow one another
        if choices.saturday.any():
            price += dual[row] * choices.saturday
        out = np.setdiff1d(np.arange(len(choices)), kept)
        worth = out[price[out] > SMALL]
        liked.append(worth[np.argsort(-price[worth], kind="stable")][:OFFERED])
        days = np.array([choices.duties[number].day for number in worth], dtype=int)
        missed += sum(float(price[worth][days == day].max()) for day in np.unique(days))
    return missed, liked
