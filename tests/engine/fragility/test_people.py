"""People in difficulty, where they lack doctors, where to begin, and the hours that it takes."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.errors import IndicatorError
from maillage.engine.fragility.crossing import accompaniment, classes, not_reached, order, thirds
from maillage.engine.fragility.difficulty import Rates, people_in_difficulty
from maillage.engine.fragility.mediation import Mediation

unit = st.floats(0, 1)


def commune(people: float, young: float, over_65: float, over_75: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "population": [people],
            "share_under_18_2016": [young],
            "share_65_plus_2016": [over_65],
            "share_75_plus_2020": [over_75],
        }
    )


def test_computed_by_hand() -> None:
    # 1,000 people: 200 children, 600 of 18-64, 120 of 65-74, 80 of 75 and more, in the middle of incomes.
    found = people_in_difficulty(commune(1000, 0.2, 0.2, 0.08), pd.Series([0.5]))
    assert found["in_difficulty"][0] == pytest.approx(600 * 0.06 + 120 * 0.24 + 80 * 0.62)
    assert found["in_difficulty_low"][0] == pytest.approx(114.4 * 0.139 / 0.154)
    poorest = people_in_difficulty(commune(1000, 0.2, 0.2, 0.08), pd.Series([1.0]))
    assert poorest["in_difficulty"][0] == pytest.approx(114.4 * 1.25)


@given(st.floats(0, 1e6), unit, unit, unit, unit, st.builds(Rates, unit, unit, unit, unit, unit))
def test_they_are_never_more_than_the_adults_and_the_interval_holds_them(
    people: float, young: float, over_65: float, over_75: float, income: float, rates: Rates
) -> None:
    over_65 = min(over_65, 1 - young)
    found = people_in_difficulty(commune(people, young, over_65, over_75), pd.Series([income]), rates).iloc[0]
    assert 0 <= found["in_difficulty_low"] <= found["in_difficulty"] + 1e-6
    assert found["in_difficulty"] <= found["in_difficulty_high"] + 1e-6
    assert found["in_difficulty_high"] <= people * (1 - young) + 1e-6


@given(unit, unit, unit)
def test_a_poorer_commune_has_no_fewer_of_them(over_65: float, poorer: float, poor: float) -> None:
    low, high = sorted((poorer, poor))
    here = commune(1000, 0.2, min(over_65, 0.8), 0.05)
    first, second = (people_in_difficulty(here, pd.Series([rank]))["in_difficulty"][0] for rank in (low, high))
    assert first <= second + 1e-9


def test_unknown_ages_are_unknown_people() -> None:
    found = people_in_difficulty(commune(1000, np.nan, 0.2, 0.1), pd.Series([0.5]))
    assert found["in_difficulty"].isna().all()


@pytest.mark.parametrize("wrong", [{"under_65": -0.1}, {"contrast": 1.5}])
def test_a_rate_that_is_no_share_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(IndicatorError, match="Give a share between 0 and 1"):
        Rates(**wrong)


def test_those_not_reached_live_where_doctors_are_lacking() -> None:
    people = pd.DataFrame(
        {"in_difficulty": [10.0, 20.0, 30.0], "in_difficulty_low": 5.0, "in_difficulty_high": 40.0}, index=list("abc")
    )
    found = not_reached(people, pd.Series([2.49, 2.5, np.nan], index=list("abc")), threshold=2.5)
    assert found["not_reached"].to_list() == pytest.approx([10, 0, np.nan], nan_ok=True)
    assert found["not_reached_high"].to_list() == pytest.approx([40, 0, np.nan], nan_ok=True)


def test_thirds_hold_a_third_of_the_people_each() -> None:
    score = pd.Series([10.0, 20.0, 30.0, 40.0])
    assert thirds(score, pd.Series([1.0, 1.0, 1.0, 0.0])) == (10, 20)
    found = classes(
        pd.Series([5.0, 15.0, 25.0, np.nan]), pd.Series([2.0, 3.0, 3.75, np.nan]), breaks=(10, 20), threshold=2.5
    )
    assert found["fragility_class"].to_list() == [0, 1, 2, -1]
    assert found["access_class"].to_list() == [2, 1, 0, -1]


def test_only_who_lacks_both_comes_first() -> None:
    apl = pd.Series([1.0, 5.0])
    points = accompaniment(pd.Series([100.0, 100.0]), apl, apl, pd.Series([1.0, 1.0]))
    assert points.to_list() == pytest.approx([np.sqrt(100 * 75), np.sqrt(100 * 25)])
    assert accompaniment(pd.Series([0.0]), apl[:1], apl, pd.Series([1.0, 1.0])).to_list() == [0]


def test_a_tie_goes_to_more_people_then_to_who_is_farther_from_help() -> None:
    codes = ["a", "b", "c", "d", "e"]
    points = pd.Series([60.4, 59.6, 60.0, 80.0, 90.0], index=codes)
    people = pd.Series([100.0, 200.0, 100.0, 50.0, 19.0], index=codes)
    minutes = pd.Series([10.0, 0.0, 20.0, 5.0, 5.0], index=codes)
    found = order(points, people, minutes)
    assert found["place"].dropna().sort_values().index.to_list() == ["d", "b", "c", "a"]
    assert found["tied"].to_dict() == pytest.approx({"a": 2, "b": 2, "c": 2, "d": 0, "e": np.nan}, nan_ok=True)


@given(st.floats(0, 1e6), unit, st.floats(0, 50), st.floats(0, 240))
def test_hours_grow_with_people_and_with_every_assumption(
    people: float, uptake: float, sessions: float, minutes: float
) -> None:
    plan = Mediation(uptake, sessions, minutes)
    assert plan.hours(people) == pytest.approx(people * uptake * sessions * minutes / 60)
    assert plan.hours(people + 1) >= plan.hours(people)
    assert plan.mediators(people) == pytest.approx(plan.hours(people) / 1000)


@pytest.mark.parametrize("wrong", [{"uptake": 1.1}, {"sessions": -1}, {"hours_a_mediator": 0}])
def test_an_assumption_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(IndicatorError):
        Mediation(**wrong)
