"""The reasons of each site, against taking it away and evaluating everything again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.siting.effects import effects
from maillage.engine.siting.goals import GOALS, Terms, goal
from maillage.engine.siting.why_here import why_here
from maillage.engine.siting.wishes import Wishes

from .small_questions import allowed, question, questions


@settings(max_examples=40)
@given(questions(), st.sampled_from(sorted(GOALS)))
def test_every_reason_is_what_removal_and_replacement_show(asked, name):
    problem, access = asked.problem, asked.access
    terms, sought = Terms(problem, access, 15.0, 2.5), goal(name)
    for opened in list(asked.plans())[-3:]:
        new = [site for site in opened.tolist() if not problem.existing[site]]
        reasons = why_here(terms, sought, opened)
        assert [each.site for each in reasons] == new
        for each in reasons:
            others = opened[opened != each.site]
            without = sought.measure(terms, others)
            assert each.value_without == without
            assert each.lost == pytest.approx(abs(sought.measure(terms, opened) - without))
            assert each.without.mean_minutes == pytest.approx(
                effects(problem, access, others, within_minutes=15, threshold=2.5).after.mean_minutes
            )
            check_next_best(asked, sought, terms, each, others, opened)


def check_next_best(asked, sought, terms, each, others, opened):
    values = {
        site: sought.measure(terms, np.sort(np.append(others, site)))
        for site in range(len(asked.problem.candidates))
        if site not in opened and allowed(asked.problem, {*others.tolist(), site})
    }
    if not values:
        assert each.next_best is None
        assert np.isnan(each.next_best_value)
        return
    assert each.next_best in values
    assert each.next_best_value == pytest.approx(values[each.next_best])
    assert each.next_best_value == pytest.approx((min if sought.sense == "least" else max)(values.values()))


@settings(max_examples=20)
@given(questions(), st.sampled_from([5.0, 15.0]))
def test_nobody_is_served_alone_by_two(asked, within):
    opened = np.arange(len(asked.problem.candidates))
    minutes = np.full(asked.problem.pairs.shape, np.inf)
    minutes[asked.problem.pairs.origin, asked.problem.pairs.destination] = asked.problem.pairs.minutes
    for each in why_here(Terms(asked.problem, asked.access, within, 2.5), goal("coverage"), opened):
        expected = [i for i, row in enumerate(minutes) if row[each.site] <= within and sum(row <= within) == 1]
        assert each.places_alone.tolist() == expected
        assert each.people_alone == asked.problem.demand.people[expected].sum()


def test_the_reasons_of_a_plan_of_two():
    asked = question(
        [[0.0, 20.0, 5.0], [20.0, 0.0, 25.0], [10.0, 12.0, 15.0]],
        people=[100, 200, 50],
        today=[1.0, 1.0, 1.0],
        gain=np.zeros((3, 3)),
        wishes=Wishes(count=2),
    )
    first, second = why_here(Terms(asked.problem, asked.access, 15.0, 2.5), goal("coverage"), np.array([0, 1]))
    assert first.places.tolist() == [0, 2]
    assert first.people_nearest == 150
    assert first.places_alone.tolist() == [0]
    assert first.people_alone == first.lost == 100
    assert (first.next_best, first.next_best_value) == (2, 350)
    assert second.lost == 200
    assert (second.next_best, second.next_best_value) == (2, 150)
    assert second.without.people_within == 150
