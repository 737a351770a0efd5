"""Least people under an APL: sites that lift whole communes over the threshold, not all of them by a little.

    minimise  Σ_i people_i · under_i      under_i = 1 unless  today_i + Σ_j gain_ij · open_j ≥ threshold

A place that no choice could lift counts as a constant, one that stands above it already as nothing. In each row a gain
is cut to what its place lacks (coefficient tightening), and the row is divided by it.

The relaxation gives credit for lifting in part: it is narrowed to plans no worse than a good one (:mod:`.narrowed`).
Then HiGHS looks for plans; where it does not end, a tree over the places proves more of what no plan can reach
(:mod:`.lifted_or_not`). Large cases end with a proven gap rather than with a proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from scipy import sparse

from .access_gain import APL_TOLERANCE, AccessGain
from .apl_swaps import Score, Search, good_choice
from .bounds import Bounds
from .care_plan import care_plan
from .checked import positive
from .choice import opened_of, site_columns
from .conflict import conflict
from .dives import dives
from .lacking import Lacking, lacking_places, people_under
from .lifted_or_not import fewest_under
from .milp import SEED, Model, solve
from .narrowed import narrowed
from .plan import NoPlan, Plan
from .problem import Problem
from .shortfall import opening, settled
from .wishes import Rule, rules

GOAL = "underserved"
# Of the time: the rest is for choosing, among plans that leave as many people under the threshold, the least shortfall.
COUNTING = 0.85
# Of that, for the tree: it proves most in its first seconds, and after half a minute HiGHS alone has proven more.
PROVING, MOST_PROVING_SECONDS = 0.3, 3.0
# How often the relaxation is narrowed; a third time finds nobody more in the model case.
NARROWED = 2
# Credit for a place that is lifted in part, while the start is being looked for.
CREDITS = (1.0, 0.3, 0.1, 0.03, 1e-3)


def underserved(
    problem: Problem,
    access: AccessGain,
    *,
    threshold: float,
    time_limit_seconds: float = 60.0,
    seed: int = SEED,
) -> Plan | NoPlan:
    """The sites with the least people (of the demand) in places whose APL stays under ``threshold``.

    Among plans that leave as many, one with a low shortfall ``Σ people · max(0, threshold − APL)``, so that sites help
    also where none can lift a place over the threshold.
    Raises :class:`~maillage.engine.errors.SitingError` for a threshold that is not above zero.
    """
    positive("threshold", threshold)
    found = rules(problem)
    lacking = lacking_places(problem, access, threshold)
    begin = _good_start(problem, lacking, found, seed)
    if begin is None:
        return NoPlan(GOAL, conflict(problem))
    opened = np.flatnonzero(begin)
    value = float(people_left_under(problem, access.after(opened), threshold))
    counting = COUNTING * time_limit_seconds
    proving = min(PROVING * counting, MOST_PROVING_SECONDS)
    left = counting - proving
    for _ in range(NARROWED):
        lacking, took = narrowed(lacking, found, value, time_limit_seconds=left, seed=seed)
        left -= took
    model = Model()
    sites = site_columns(model, problem, found)
    goal = people_under(model, sites, lacking)
    goal.seek(model)
    counted = solve(model, start=opening(model, sites, opened), time_limit_seconds=left, seed=seed)
    # When time is up at once, the solver may not have looked at the start.
    if counted.values is not None and goal.value(counted.objective) <= value:
        opened, value = opened_of(counted, sites), goal.value(counted.objective)
    bound = goal.value(counted.bound)
    if counted.status != "optimal":
        bound = max(bound, fewest_under(lacking, found, value, time_limit_seconds=proving, seed=seed))
    among = Model()
    sites = site_columns(among, problem, found)
    kept = people_under(among, sites, lacking)
    kept.demand(among, value + 1e-9 * float(problem.demand.people.sum()))
    opened = settled(
        among,
        problem,
        access,
        sites,
        opened,
        level=threshold,
        time_limit_seconds=time_limit_seconds - counting,
        seed=seed,
    )
    value = float(people_left_under(problem, access.after(opened), threshold))
    # The model knows of no plan that is worse than the one that it was narrowed by.
    bound = max(bound, lacking.hopeless)
    return care_plan(GOAL, problem, opened, value=value, bound=min(bound, value))


def people_left_under(problem: Problem, apl: np.ndarray, threshold: float) -> np.ndarray:
    """The goal of any choices of sites, from the APL ``(..., n)`` that they give: people in places under it."""
    return (apl < threshold - APL_TOLERANCE) @ problem.demand.people


def _good_start(problem: Problem, lacking: Lacking, found: Sequence[Rule], seed: int) -> np.ndarray | None:
    held = problem.existing
    held[problem.candidates.numbers(problem.wishes.locked)] = True
    gain = sparse.csr_array(lacking.gain.T)
    search = Search(gain, lacking.need, Bounds.of(found, len(held)), held)
    return good_choice(search, _scores(lacking), dives(lacking, found, seed=seed))


def _scores(lacking: Lacking) -> list[Score]:
    return [partial(_people_lacking, lacking=lacking, credit=credit) for credit in CREDITS]


def _people_lacking(left: np.ndarray, place: np.ndarray, *, lacking: Lacking, credit: float) -> np.ndarray:
    """People under the threshold, and ``credit`` times the share of the way that they still lack."""
    short = np.clip(left / lacking.need[place], 0.0, 1.0)
    return lacking.people[place] * ((left > 0) + credit * short)
