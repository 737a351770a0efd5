"""The index: computed by hand once, held against a slow version, and never moved the wrong way."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.errors import IndicatorError
from maillage.engine.fragility.axes import AXES, NAMES, axis_values, known_axes, missing_axes
from maillage.engine.fragility.index import index, ranks
from maillage.engine.fragility.sensitivity import rank_range
from maillage.engine.fragility.weights import DEFAULTS, Weights

# Three villages of 100, 100 and 200 people.
VALUES = pd.DataFrame(
    {"age": [0.5, 0.3, 0.2], "income": [18_000.0, 20_000.0, np.nan], "help": [30.0, 10.0, 10.0]}, index=list("abc")
)
PEOPLE = pd.Series([100.0, 100.0, 200.0], index=list("abc"))

unit = st.floats(0, 1, allow_nan=False)
maybe = st.one_of(st.just(np.nan), unit)


def tables(rows: int = 5) -> st.SearchStrategy[pd.DataFrame]:
    columns = st.fixed_dictionaries({axis: st.lists(maybe, min_size=rows, max_size=rows) for axis in NAMES[:4]})
    return columns.map(pd.DataFrame)


def weighings() -> st.SearchStrategy[Weights]:
    numbers = st.fixed_dictionaries({axis: st.floats(0.1, 10) for axis in NAMES[:4]})
    return numbers.map(Weights)


def test_computed_by_hand() -> None:
    ranked = ranks(VALUES, VALUES, PEOPLE)
    # Age: of 400 people, 300 live where it is younger than in a, and a's own count half.
    assert ranked["age"].to_list() == pytest.approx([350 / 400, 250 / 400, 100 / 400])
    # Income is known of a and b alone, 100 people each, the lower the more fragile.
    assert ranked["income"].to_list() == pytest.approx([0.75, 0.25, np.nan], nan_ok=True)
    assert ranked["help"].to_list() == pytest.approx([350 / 400, 150 / 400, 150 / 400])
    found = index(ranked, Weights({"age": 2, "income": 1, "help": 1}))
    assert found.score[0] == pytest.approx(100 * (2 * 0.875 + 0.75 + 0.875) / 4)
    assert found.points[0] == pytest.approx([43.75, 18.75, 21.875])
    # What c's income would weigh goes to its two other axes.
    assert found.score[2] == pytest.approx(100 * (2 * 0.25 + 0.375) / 3)
    assert found.known[2] == pytest.approx(3 / 4)


@given(tables(), weighings())
def test_it_is_what_a_loop_would_find(ranked: pd.DataFrame, weights: Weights) -> None:
    found = index(ranked, weights)
    for row, values in enumerate(ranked.to_dict("records")):
        known = {axis: value for axis, value in values.items() if not np.isnan(value)}
        total = sum(weights.of(axis) for axis in known)
        if not known:
            assert np.isnan(found.score[row])
            continue
        slow = 100 * sum(weights.of(axis) * value for axis, value in known.items()) / total
        assert found.score[row] == pytest.approx(slow)
        assert found.points[row].sum() == pytest.approx(found.score[row])
        assert -1e-9 <= found.score[row] <= 100 + 1e-9


@given(st.lists(unit, min_size=4, max_size=4), st.integers(0, 3), st.floats(0, 1), weighings())
def test_more_fragile_on_an_axis_is_never_less_fragile(
    shares: list[float], which: int, more: float, weights: Weights
) -> None:
    """More poverty, more minutes, less income: through the ranks, whatever the weights."""
    among = pd.DataFrame(np.linspace(0, 1, 21)[:, np.newaxis] * [[1, 1, 1, 1]], columns=list(NAMES[:4]))
    among["income"] *= 30_000
    people = pd.Series(np.ones(21))
    axis = next(each for each in AXES if each.name == NAMES[which])
    before = pd.DataFrame([shares], columns=list(NAMES[:4]))
    before["income"] *= 30_000
    step = more * (30_000 if axis.name == "income" else 1)
    after = before.assign(**{axis.name: before[axis.name] + (step if axis.fragile == "high" else -step)})
    first, second = (index(ranks(each, among, people), weights).score[0] for each in (before, after))
    assert second >= first - 1e-9


def test_an_axis_that_nobody_knows_is_missing_and_changes_nothing() -> None:
    with_nothing = VALUES.assign(diploma=np.nan)
    weights = Weights({"age": 1, "diploma": 5, "help": 1})
    plain = index(ranks(VALUES, VALUES, PEOPLE), weights).score
    assert index(ranks(with_nothing, with_nothing, PEOPLE), weights).score == pytest.approx(plain)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"wealth": 1.0}, "No axis is called 'wealth'"),
        ({"age": -1.0}, "weight of age is negative"),
        ({"age": float("nan")}, "weight of age is negative or missing"),
        ({"age": 0.0}, "No axis has any weight"),
    ],
)
def test_weights_that_cannot_be_are_refused(wrong: dict[str, float], told: str) -> None:
    with pytest.raises(IndicatorError, match=told):
        Weights(wrong)


def test_the_weights_of_all_axes_make_a_hundred() -> None:
    assert sum(DEFAULTS.values()) == 100


@given(tables(), weighings())
def test_a_rank_lies_within_its_range(ranked: pd.DataFrame, weights: Weights) -> None:
    found = rank_range(ranked, weights)
    known = ~np.isnan(found.rank)
    assert (found.first[known] <= found.rank[known]).all()
    assert (found.rank[known] <= found.last[known]).all()
    assert known.tolist() == ranked.notna().any(axis=1).tolist()


def test_who_is_worse_on_every_axis_comes_first_under_any_weights() -> None:
    ranked = pd.DataFrame({"age": [0.9, 0.5, 0.1], "help": [0.8, 0.6, 0.2]})
    found = rank_range(ranked, Weights({"age": 3, "help": 1}))
    assert found.rank.tolist() == found.first.tolist() == found.last.tolist() == [1, 2, 3]
    assert found.first_tenth.tolist() == [1, 0, 0]


def test_a_place_that_hangs_on_the_weights_has_a_range() -> None:
    ranked = pd.DataFrame({"age": [0.9, 0.5], "help": [0.2, 0.5]})
    found = rank_range(ranked, Weights({"age": 1, "help": 1}))
    assert (found.first.tolist(), found.last.tolist()) == ([1, 1], [2, 2])


def test_own_figures_go_before_the_reference() -> None:
    communes = pd.DataFrame(
        {
            "population": [1000.0, 2000.0],
            "fibre_premises_2018": [275.0, np.nan],
            "share_65_plus_2016": [0.2, 0.3],
            "share_75_plus_2020": [0.1, 0.1],
            "median_income_2015": [20_000.0, np.nan],
            "poverty_rate_2015": [12.0, np.nan],
            "lat": [48.0, np.nan],
        },
        index=["78001", "78002"],
    )
    minutes = pd.Series([5.0, 60.0], index=communes.index)
    values = axis_values(communes, minutes, pd.DataFrame())
    assert values.loc["78001", ["age", "poverty", "fibre", "help"]].to_list() == pytest.approx([0.3, 0.12, 0.5, 5])
    assert np.isnan(values["help"]["78002"])
    assert [axis.name for axis in missing_axes(values)] == ["diploma", "equipment", "mobile"]
    own = pd.DataFrame({"fibre": [0.1], "diploma": [0.25]}, index=["78001"])
    told = axis_values(communes, minutes, own)
    assert told.loc["78001", ["fibre", "diploma"]].to_list() == [0.1, 0.25]
    assert "diploma" in [axis.name for axis in known_axes(told)]
