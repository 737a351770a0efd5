"""What is left out of a question of coverage changes no answer."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from maillage.engine.siting.bounds import Bounds
from maillage.engine.siting.needless import without_needless
from maillage.engine.siting.problem import Problem
from maillage.engine.siting.ranked import Ranked, ranked
from maillage.engine.siting.wishes import Quota, Wishes, rules

from .every_plan import plans, problem_of, problems

REACH = 12.5
# Site by site: s0 covers places 0 and 1, s1 place 1 alone, s2 the same two as s0, s3 place 2.
REACHES = np.array([[5.0, np.nan, 5.0, np.nan], [5.0, 5.0, 5.0, np.nan], [np.nan, np.nan, np.nan, 5.0]])


def both(problem: Problem) -> tuple[Ranked, Ranked]:
    """The question of coverage, whole and without what is needless."""
    near = problem.pairs.up_to(REACH)
    costs = ranked(near, np.zeros(len(near)), problem.demand.weight)
    return costs, without_needless(costs, Bounds.of(rules(problem), len(problem.candidates)))


def covering(costs: Ranked) -> set[int]:
    return set(costs.site.tolist())


@given(problems())
def test_the_best_plan_is_as_good_and_no_plan_looks_better_than_it_is(problem):
    costs, fewer = both(problem)
    found = [(costs.total(opened), fewer.total(opened)) for opened in plans(problem)]
    for whole, seen in found:
        assert seen >= whole
    if found:
        assert min(seen for _, seen in found) == min(whole for whole, _ in found)


def test_of_sites_that_cover_the_same_the_first_stays_and_places_that_it_alone_covers_become_one():
    _, fewer = both(problem_of(REACHES, people=[10, 20, 40], wishes=Wishes(count=1)))
    assert covering(fewer) == {0, 3}
    assert fewer.beyond.tolist() == [30.0, 40.0]


def test_a_site_that_a_wish_tells_apart_stays():
    quotas = (Quota("own", at_most=1),)
    _, fewer = both(problem_of(REACHES, wishes=Wishes(quotas=quotas), owner=["own", "own", "partner", "own"]))
    assert covering(fewer) == {0, 2, 3}
