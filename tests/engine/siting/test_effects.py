"""What a plan changes, against the definitions written as plain loops."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.access.equity import gini
from maillage.engine.errors import IndicatorError, SitingError
from maillage.engine.siting.effects import effects, minutes_beyond
from maillage.engine.travel.pairs import Pairs

from .small_questions import WITHIN, Question, question, questions

TOWN = question([[0.0, 10.0]], people=[100], today=[2.0], gain=[[0.5, 0.0]])


def slow_situation(asked: Question, opened: set[int], *, within: float, threshold: float) -> dict:
    """One place after the other."""
    demand, access = asked.problem.demand, asked.access
    gain = access.gain.toarray()
    minutes_of = {(i, j): t for i, j, t in zip(*pair_lists(asked.problem.pairs), strict=True)}
    rows = []
    for i in range(len(demand)):
        way = min((minutes_of[i, j] for j in opened if (i, j) in minutes_of), default=math.inf)
        apl = access.today[i] + sum(gain[i, j] for j in opened)
        rows.append((demand.people[i], way, apl, access.people[i], demand.epci[i]))
    everyone = sum(people for people, *_ in rows)
    ways = sorted((min(way, WITHIN), people) for people, way, *_ in rows)
    so_far, p90 = 0.0, math.nan
    for way, people in ways:
        so_far += people
        if people > 0 and so_far >= 0.9 * everyone * (1 - 1e-12):
            p90 = way
            break
    epci = {}
    for people, way, _, _, code in rows:
        if code and people:
            epci.setdefault(code, []).append((people, min(way, WITHIN)))
    means = {code: sum(p * t for p, t in ways) / sum(p for p, _ in ways) for code, ways in epci.items()}
    return {
        "people_within": sum(p for p, way, *_ in rows if way <= within),
        "share_far": sum(p for p, way, *_ in rows if way > 20) / everyone,
        "people_out_of_reach": sum(p for p, way, *_ in rows if way == math.inf),
        "mean_minutes": sum(p * min(way, WITHIN) for p, way, *_ in rows) / everyone,
        "p90_minutes": p90,
        "worst_epci_minutes": max(means.values(), default=math.nan),
        "ede_minutes": slow_ede(asked, [(people, min(way, WITHIN)) for people, way, *_ in rows]),
        "apl_mean": sum(s * apl for _, _, apl, s, _ in rows) / sum(s for *_, s, _ in rows),
        "apl_least": min(apl for p, _, apl, *_ in rows if p > 0),
        "people_under": sum(p for p, _, apl, *_ in rows if apl < threshold),
        "places_under": sum(p > 0 and apl < threshold for p, _, apl, *_ in rows),
    }


def slow_ede(asked: Question, ways: list[tuple[float, float]]) -> float:
    """Kolm-Pollak at aversion 1: κ is the mean of the ways if all were open, over the mean of their squares."""
    all_open = [min(WITHIN, *row) for row in asked.problem.pairs.dense()]
    people = [count for count, _ in ways]
    squares = sum(p * t * t for p, t in zip(people, all_open, strict=True))
    kappa = sum(p * t for p, t in zip(people, all_open, strict=True)) / squares if squares else 1 / WITHIN
    return math.log(sum(p * math.exp(kappa * t) for p, t in ways) / sum(people)) / kappa


def pair_lists(pairs: Pairs):
    return pairs.origin.tolist(), pairs.destination.tolist(), pairs.minutes.tolist()


@given(questions(), st.sets(st.integers(0, 5)), st.sampled_from([5.0, 12.0, 15.0]))
def test_every_figure_is_what_it_says(asked, chosen, within):
    m = len(asked.problem.candidates)
    existing = set(np.flatnonzero(asked.problem.existing).tolist())
    chosen = {j for j in chosen if j < m}
    found = effects(
        asked.problem, asked.access, np.array(sorted(chosen), dtype=int), within_minutes=within, threshold=2.5
    )
    for situation, opened in ((found.before, existing), (found.after, existing | chosen)):
        expected = slow_situation(asked, opened, within=within, threshold=2.5)
        assert {name: getattr(situation, name) for name in expected} == pytest.approx(expected, nan_ok=True)
        assert situation.share_within == pytest.approx(situation.people_within / asked.problem.demand.people.sum())
    assert found.cost == pytest.approx(sum(asked.problem.candidates.cost[j] for j in chosen - existing))
    assert found.new_sites == len(chosen - existing)


@settings(max_examples=20)
@given(questions())
def test_more_sites_never_lengthen_a_way_or_take_care_away(asked):
    everything = np.arange(len(asked.problem.candidates))
    found = effects(asked.problem, asked.access, everything, within_minutes=15, threshold=2.5)
    assert found.after.mean_minutes <= found.before.mean_minutes
    assert found.after.people_within >= found.before.people_within
    assert found.after.people_under <= found.before.people_under
    assert found.after.apl_least >= found.before.apl_least


@settings(max_examples=20)
@given(questions())
def test_the_gini_is_that_of_the_apl_among_standardised_people(asked):
    found = effects(asked.problem, asked.access, np.array([0]), within_minutes=15, threshold=2.5).after
    if found.apl @ asked.access.people > 0:
        assert found.apl_gini == gini(found.apl, asked.access.people)
    else:
        assert found.apl_gini == 0


@settings(max_examples=20)
@given(questions())
def test_the_order_of_the_sites_does_not_matter(asked):
    m = len(asked.problem.candidates)
    there = effects(asked.problem, asked.access, np.arange(m), within_minutes=15, threshold=2.5)
    back = effects(asked.problem, asked.access, np.arange(m)[::-1], within_minutes=15, threshold=2.5)
    assert there.after.mean_minutes == back.after.mean_minutes
    np.testing.assert_array_equal(there.after.site, back.after.site)


@pytest.mark.parametrize("number", [-1, 99])
def test_a_number_that_is_no_candidate_is_refused(number):
    with pytest.raises(SitingError, match="numbered 0 to"):
        effects(TOWN.problem, TOWN.access, np.array([number]), within_minutes=15, threshold=2.5)


def test_times_that_stop_before_the_question_are_refused():
    with pytest.raises(IndicatorError, match="stop at 30 minutes"):
        effects(TOWN.problem, TOWN.access, np.array([0]), within_minutes=45, threshold=2.5)


def test_without_a_bound_the_longest_way_stands_for_out_of_reach():
    assert minutes_beyond(Pairs.from_dense(np.array([[3.0, 41.0], [np.nan, 2.0]]))) == 41.0
    assert minutes_beyond(Pairs.from_dense(np.array([[3.0]]), within_minutes=30)) == 30.0
