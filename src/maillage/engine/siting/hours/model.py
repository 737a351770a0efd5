"""The roster as a mixed-integer model, whole or for some mediators while the others stay as they are.

    maximise    people reached                                          (opening.py)
    subject to  one duty a mediator and day, rest, hours, evenings      (week_rules.py)
                one Saturday in two
                an opening is open where, and only where, one mediator is there
                what is wished of the hours of a site                   (wished.py)

A mediator's day is one column (:class:`~.duties.Duty`), legal as it is; the rows are about what lies between days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ..milp import Model
from .opening import Public, Reached, add_reached
from .problem import RosterProblem
from .week_rules import Choices
from .wished import SiteWish


@dataclass(frozen=True)
class Decision:
    """The model, and its columns: ``chosen[week][position]`` for each mediator asked, ``opened (n_hours, n_free)``.

    ``free``: numbers of the openings to decide. ``n_hours`` is 1 where hours are the same every week. ``slack``: one
    column a wish. ``there_row[week]``, ``rules_row[position]``: the first of the rows that say where mediators are
    (one a free opening), and of the rules of a mediator (in a model of one week).
    """

    model: Model
    mediators: tuple[int, ...]
    free: np.ndarray
    chosen: list[list[np.ndarray]]
    opened: np.ndarray
    reached: list[Reached]
    slack: np.ndarray
    there_row: list[int]
    rules_row: list[int]


@dataclass(frozen=True)
class Question:
    """A problem made ready: the ``choices`` of each mediator, and the numbers of those ``kept`` in models."""

    problem: RosterProblem
    public: Public
    choices: tuple[Choices, ...]
    kept: tuple[np.ndarray, ...]

    @property
    def n_hours(self) -> int:
        """How many weeks have hours of their own."""
        return 1 if self.problem.rules.same_every_week else self.problem.weeks


def decide(
    question: Question,
    mediators: Sequence[int],
    held: np.ndarray,
    wishes: Sequence[SiteWish],
    *,
    soft: bool = False,
    people: bool = True,
) -> Decision:
    """The model for ``mediators``; ``held (weeks, n_openings)``: where the others are, and who needs nobody.

    ``soft``: what a wish lacks, as a share, is the cost of its slack; else it is a rule. ``people``: whether they
    count.
    """
    problem, weeks = question.problem, len(held)
    model = Model()
    holds = [question.choices[number].holds[question.kept[number]] for number in mediators]
    free = np.flatnonzero(sum((each.sum(axis=0) for each in holds), np.zeros(len(problem.openings))))
    n_hours = min(question.n_hours, weeks)
    opened = np.array([model.columns(len(free), integer=True) for _ in range(n_hours)])
    chosen = [[model.columns(len(question.kept[number]), integer=True) for number in mediators] for _ in range(weeks)]
    there_row, rules_row = [], []
    for week in range(weeks):
        there_row.append(model.n_rows)
        parts = [(columns, each[:, free].T) for columns, each in zip(chosen[week], holds, strict=True)]
        hours = (opened[week % n_hours], -sparse.eye_array(len(free)))
        there = -held[week, free].astype(float)
        model.rows(*parts, hours, lower=there, upper=there)
    for position, number in enumerate(mediators):
        own = [chosen[week][position] for week in range(weeks)]
        rules_row.append(model.n_rows)
        _add_rules(model, question.choices[number], question.kept[number], own)
        _add_saturdays(model, question, number, own)
    settled = held[:n_hours]
    slack = model.columns(len(wishes) * n_hours if soft else 0, cost=1.0, upper=np.inf)
    for hour in range(n_hours):
        for place, wish in enumerate(wishes):
            part = slack[[hour * len(wishes) + place]] if soft and np.isfinite(wish.least) else slack[:0]
            _add_wish(model, wish, free, opened[hour], settled[hour], part)
    reached = (
        [add_reached(model, question.public, free, opened[k], settled[k], weeks=n_hours) for k in range(n_hours)]
        if people
        else []
    )
    return Decision(model, tuple(mediators), free, chosen, opened, reached, slack, there_row, rules_row)


def _add_rules(model: Model, choices: Choices, kept: np.ndarray, chosen: Sequence[np.ndarray]) -> None:
    for rows in choices.rows:
        for week, columns in enumerate(chosen):
            if rows.following is None or len(chosen) == 1:
                model.rows((columns, rows.alike[:, kept]), upper=rows.upper)
            else:
                after = chosen[(week + 1) % len(chosen)]
                model.rows((columns, rows.this[:, kept]), (after, rows.following[:, kept]), upper=rows.upper)


def _add_saturdays(model: Model, question: Question, number: int, chosen: Sequence[np.ndarray]) -> None:
    """One in two: never two in a row. In a single week that stands for all of a cycle, half of one."""
    saturday = question.choices[number].saturday[question.kept[number]][np.newaxis]
    if not question.choices[number].saturday.any():
        return
    if len(chosen) == 1:
        model.rows((chosen[0], saturday), upper=0.5)
    for week in range(len(chosen) if len(chosen) > 2 else len(chosen) - 1):
        model.rows((chosen[week], saturday), (chosen[(week + 1) % len(chosen)], saturday), upper=1.0)


def _add_wish(
    model: Model, wish: SiteWish, free: np.ndarray, opened: np.ndarray, settled: np.ndarray, slack: np.ndarray
) -> None:
    """``least ≤ hours open ≤ most`` over the openings of a wish; what lacks goes to the slack, if there is one."""
    _, mine, which = np.intersect1d(wish.openings, free, return_indices=True)
    others = np.delete(np.arange(len(wish.openings)), mine)
    there = float(wish.amounts[others] @ settled[wish.openings[others]])
    parts = [(opened[which], wish.amounts[mine][np.newaxis])]
    if len(slack):
        parts.append((slack, np.full((1, 1), wish.least)))
    model.rows(*parts, lower=wish.least - there, upper=wish.most - there)
