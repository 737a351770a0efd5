"""The cuts that count on some sites, and the bound of the tree that uses them, beside every plan that is allowed."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from maillage.engine.siting.apl_threshold import people_left_under
from maillage.engine.siting.counted_on import CountedOn
from maillage.engine.siting.lacking import Lacking, lacking_places
from maillage.engine.siting.lifted_or_not import fewest_under
from maillage.engine.siting.wishes import Rule, rules

from .small_questions import questions

THRESHOLD = 2.5


def lifted(asked, opened, place):
    return asked.access.after(opened)[place] >= THRESHOLD - 1e-5


@settings(max_examples=60)
@given(questions(), st.integers(0, 10_000))
def test_no_allowed_plan_is_cut_off(asked, seed):
    lacking = lacking_places(asked.problem, asked.access, THRESHOLD)
    if not len(lacking.place):
        return
    draw = np.random.default_rng(seed)
    m = len(asked.problem.candidates)
    cuts = CountedOn(lacking, rules(asked.problem)).violated(draw.random(m), draw.random(len(lacking.place)) / 4)
    for opened in asked.plans():
        is_open = np.isin(np.arange(m), opened).astype(float)
        under = ~lifted(asked, opened, lacking.place[cuts.place])
        assert (cuts.parts @ is_open + under >= 1 - 1e-6).all()


def test_of_two_sites_of_which_one_opens_only_what_the_second_gives_more_counts():
    lacking = Lacking(
        place=np.array([0]),
        need=np.array([1.0]),
        people=np.array([100.0]),
        gain=sparse.csr_array([[0.5, 0.6, 0.4]]),
        hopeless=0.0,
    )
    one_of_two = Rule("one_per_commune", sparse.csr_array([[1.0, 1.0, 0.0]]), np.array([-np.inf]), np.array([1.0]))
    is_open, under = np.array([0.9, 0.05, 0.05]), np.array([0.3])
    together = CountedOn(lacking, [one_of_two]).violated(is_open, under)
    # Half of the need is counted on; of the other half, the second site gives a fifth more, the third four fifths.
    assert together.parts.toarray() == pytest.approx(np.array([[0.0, 0.2, 0.8]]))
    alone = CountedOn(lacking, []).violated(is_open, under)
    # If both may open, either is all that is left when the other is counted on.
    assert alone.parts.toarray() == pytest.approx(np.array([[0.0, 1.0, 0.8]]))


@settings(max_examples=60)
@given(questions(), st.integers(0, 10_000))
def test_no_plan_leaves_fewer_than_the_tree_says(asked, draw):
    plans = list(asked.plans())
    if not plans:
        return
    under = [people_left_under(asked.problem, asked.access.after(opened), THRESHOLD) for opened in plans]
    known = under[draw % len(plans)]
    lacking = lacking_places(asked.problem, asked.access, THRESHOLD)
    bound = fewest_under(lacking, rules(asked.problem), known, time_limit_seconds=10.0, seed=1)
    assert lacking.hopeless - 1e-6 <= bound <= min(known, min(under) + 1e-6 * max(1.0, known))


@settings(max_examples=60)
@given(st.integers(0, 10_000))
def test_where_many_places_compete_no_plan_is_better_than_the_tree_says(seed):
    draw = np.random.default_rng(seed)
    # Each place needs two or three of its sites, and four of eight open.
    gain = draw.integers(0, 4, (7, 8)) / 4 * 0.7
    people = draw.integers(1, 10, 7) * 10.0
    lacking = Lacking(np.arange(7), np.ones(7), people, sparse.csr_array(gain), hopeless=5.0)
    four = Rule("count", sparse.csr_array(np.ones((1, 8))), np.array([-np.inf]), np.array([4.0]))
    plans = itertools.combinations(range(8), 4)
    best = 5.0 + min(float(people[gain[:, opened].sum(axis=1) < 1 - 1e-9].sum()) for opened in plans)
    everyone = 5.0 + float(people.sum())
    assert fewest_under(lacking, [four], everyone, time_limit_seconds=10.0, seed=1) <= best + 1e-6


def test_a_tree_without_time_claims_nothing():
    lacking = Lacking(
        place=np.array([0]),
        need=np.array([1.0]),
        people=np.array([100.0]),
        gain=sparse.csr_array([[0.5, 0.6]]),
        hopeless=7.0,
    )
    one = Rule("count", sparse.csr_array([[1.0, 1.0]]), np.array([-np.inf]), np.array([1.0]))
    assert fewest_under(lacking, [one], 107.0, time_limit_seconds=10.0, seed=1) == 107.0
    assert fewest_under(lacking, [one], 107.0, time_limit_seconds=0.0, seed=1) == 7.0
