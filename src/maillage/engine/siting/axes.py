"""What plans may be compared by: the goals, and figures that one would rather hold at a level than seek alone.

>>> axis("p90").unit
'minutes'
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from .coverage import coverage
from .effects import FAR_MINUTES, NINE_IN_TEN
from .formulations import covered, most_paid
from .goals import GOALS, Axis, Goal, Terms, minutes_ranked, named
from .milp import Model
from .objective import Objective
from .p_centre import p_centre
from .problem import Problem
from .share_minutes import share_minutes, whole_minutes_of_share


def axis(name: str) -> Axis:
    """The goal, or the other axis of a front, of that name. Raises SitingError for an unknown one."""
    return named(name, AXES, "axis")


def _far(model: Model, terms: Terms, sites: np.ndarray) -> Objective:
    """Everybody but those who are covered."""
    near = covered(model, sites, terms.problem.pairs, terms.weight, FAR_MINUTES)
    return replace(near, coefficients=-near.coefficients, constant=float(terms.weight.sum()), most=False)


def _new_costs(problem: Problem) -> np.ndarray:
    return np.where(problem.existing, 0.0, problem.candidates.cost)


def _of_epci(problem: Problem) -> sparse.csr_array:
    """``(g, n)``: the mean of each intercommunality, among its people; no row if no place with people has one."""
    people = problem.demand.people
    concerned = np.flatnonzero((problem.demand.epci != "") & (people > 0))
    codes, group = np.unique(problem.demand.epci[concerned], return_inverse=True)
    inhabitants = np.bincount(group, weights=people[concerned], minlength=len(codes))
    return sparse.csr_array(
        (people[concerned] / inhabitants[group], (group, concerned)), shape=(len(codes), len(problem.demand))
    )


# The fewest sites that serve everybody are none: what a plan costs is.
AXES: dict[str, Axis] = {
    **{name: each for name, each in GOALS.items() if name != "fewest"},
    "far": Goal(
        name="far",
        sense="least",
        unit="weight",
        asks=(),
        sees="minutes",
        find=lambda terms, **limits: coverage(terms.problem, within_minutes=FAR_MINUTES, **limits),
        value=lambda terms, minutes: (minutes > FAR_MINUTES) @ terms.weight,
        formulate=lambda model, terms, sites, _: _far(model, terms, sites),
    ),
    # In whole minutes: a row for each holds the share that has no longer way.
    "p90": Goal(
        name="p90",
        sense="least",
        unit="minutes",
        asks=(),
        sees="minutes",
        find=lambda terms, **limits: p_centre(terms.problem, share=NINE_IN_TEN, **limits),
        value=lambda terms, minutes: whole_minutes_of_share(minutes, terms.weight, NINE_IN_TEN),
        formulate=lambda model, terms, sites, sight: share_minutes(
            model, sites, minutes_ranked(terms.problem), terms.weight, NINE_IN_TEN, sight=sight
        ),
    ),
    "worst-epci": Axis(
        name="worst-epci",
        sense="least",
        unit="minutes",
        sees="minutes",
        value=lambda terms, minutes: (_of_epci(terms.problem) @ minutes.T).max(axis=0, initial=0.0),
        formulate=lambda model, terms, sites, sight: most_paid(
            model, sites, minutes_ranked(terms.problem), sight=sight, among=_of_epci(terms.problem)
        ),
    ),
    "cost": Axis(
        name="cost",
        sense="least",
        unit="cost",
        sees="sites",
        value=lambda terms, is_open: is_open @ _new_costs(terms.problem),
        formulate=lambda _, terms, sites, __: Objective(sites, _new_costs(terms.problem)),
    ),
}
