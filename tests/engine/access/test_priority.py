"""The priority: every rank against a loop, every point accounted for, nothing hidden when a part is missing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maillage.engine.access.priority import PARTS, PriorityWeights, priority, urgency
from maillage.engine.errors import IndicatorError

share = st.one_of(st.just(math.nan), st.floats(0, 1))
weight = st.one_of(st.just(0.0), st.floats(0.01, 10))
value = st.one_of(st.just(math.nan), st.integers(0, 6).map(float))


@given(
    st.lists(value, min_size=1, max_size=6),
    st.lists(st.tuples(value, st.integers(0, 1_000)), min_size=1, max_size=8),
    st.sampled_from(["high", "low"]),
)
def test_a_rank_is_the_share_of_people_in_less_urgent_places(values, reference, urgent):
    known = [(x, people) for x, people in reference if not math.isnan(x)]
    total = sum(people for _, people in known)
    assume(total > 0)

    def slow(x):
        if math.isnan(x):
            return math.nan
        less = sum(people for y, people in known if (y < x if urgent == "high" else y > x))
        return (less + sum(people for y, people in known if y == x) / 2) / total

    found = urgency(values, *zip(*reference, strict=True), urgent=urgent)
    assert found == pytest.approx([slow(x) for x in values], nan_ok=True)


def test_the_middle_person_of_the_reference_stands_at_one_half():
    values, people = np.arange(9.0), np.ones(9)
    ranks = urgency(values, values, people, urgent="high")
    assert ranks[4] == pytest.approx(0.5)
    assert np.average(ranks, weights=people) == pytest.approx(0.5)


@given(
    st.fixed_dictionaries({part: st.lists(share, min_size=3, max_size=3) for part in PARTS}), st.tuples(*[weight] * 4)
)
def test_the_parts_add_up_to_the_score_and_the_score_is_the_mean_of_what_is_known(urgencies, weights):
    assume(any(weights))
    chosen = PriorityWeights(*weights)
    found = priority(urgencies, chosen)
    for i in range(3):
        known = [(getattr(chosen, part), urgencies[part][i]) for part in PARTS if not math.isnan(urgencies[part][i])]
        weighed = sum(w for w, _ in known)
        expected = 100 * sum(w * u for w, u in known) / weighed if weighed > 0 else math.nan
        assert found.score[i] == pytest.approx(expected, nan_ok=True)
        if not math.isnan(expected):
            assert sum(found.points[part][i] for part in PARTS) == pytest.approx(found.score[i])
            assert -1e-9 <= found.score[i] <= 100 + 1e-9
        assert [bool(found.missing[part][i]) for part in PARTS] == [math.isnan(urgencies[part][i]) for part in PARTS]


def test_a_missing_part_gives_its_weight_to_the_others_and_says_so():
    found = priority({"access": [0.9], "age": [0.5], "poverty": [np.nan], "digital": [0.1]})
    assert found.missing["poverty"].tolist() == [True]
    assert found.points["poverty"].tolist() == [0.0]
    assert found.score == pytest.approx([100 * (0.4 * 0.9 + 0.2 * 0.5 + 0.2 * 0.1) / 0.8])


def test_weights_are_shares_whatever_numbers_one_gives():
    assert PriorityWeights(4, 2, 2, 2) == PriorityWeights(0.4, 0.2, 0.2, 0.2)
    assert PriorityWeights() == PriorityWeights(0.4, 0.2, 0.2, 0.2)


def test_changing_the_weights_changes_the_order():
    urgencies = {"access": [0.9, 0.2], "age": [0.1, 0.8], "poverty": [0.5, 0.5], "digital": [0.5, 0.5]}
    by_access = priority(urgencies, PriorityWeights(1, 0, 0, 0)).score
    by_age = priority(urgencies, PriorityWeights(0, 1, 0, 0)).score
    assert by_access.argmax() == 0
    assert by_age.argmax() == 1


@pytest.mark.parametrize(
    ("compute", "message"),
    [
        (lambda: PriorityWeights(access=-1), "The weight of access is negative or missing"),
        (lambda: PriorityWeights(0, 0, 0, 0), "No part of the priority has any weight"),
        (lambda: PriorityWeights(age=np.nan, digital=np.inf), "The weight of age and digital is negative or missing"),
        (lambda: priority({"access": [1]}), "The parts of the priority are"),
        (lambda: priority({part: [0.1] for part in PARTS} | {"age": [0.1, 0.2]}), "not about the same places"),
        (lambda: priority({part: [40.0] for part in PARTS}), "not between 0 and 1"),
        (lambda: urgency([1.0], [1.0], [0], urgent="high"), "Nobody lives in the reference"),
        (lambda: urgency([1.0], [1.0], [5], urgent="upwards"), "'high' or 'low'"),
        (lambda: urgency([1.0], [1.0, 2.0], [5], urgent="low"), "reference_population has 1 values"),
    ],
)
def test_priorities_that_make_no_sense(compute, message):
    with pytest.raises(IndicatorError, match=message):
        compute()
