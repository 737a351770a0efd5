"""Figures of former communes are carried to those of today; nothing is lost on the way."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.sources.succession import ARRONDISSEMENTS, Successions, carry

CURRENT = ("01001", "01002", "01003", "75056")
FORMER = {"01091": "01001", "01092": "01001", "01093": "01002"}
TODAY = Successions(frozenset(CURRENT), FORMER)
CODES = (*CURRENT, *FORMER, "75101", "75120", "99999", "01999")

amounts = st.integers(0, 1_000_000).map(float)


@st.composite
def figures(draw: st.DrawFn) -> pd.DataFrame:
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
    people = [draw(amounts) for _ in codes]
    rate = [draw(st.one_of(st.just(np.nan), st.floats(0, 100))) for _ in codes]
    return pd.DataFrame({"people": people, "rate": rate}, index=pd.Index(codes, name="code"))


def counts_twice(frame: pd.DataFrame) -> pd.Index:
    return frame.index[frame.index.isin(list(ARRONDISSEMENTS))] if "75056" in frame.index else frame.index[:0]


@settings(max_examples=25)
@given(figures())
def test_people_are_conserved(frame: pd.DataFrame) -> None:
    carried = carry(frame, TODAY, {"rate": "people"})
    kept = frame.drop(index=[*carried.unmatched, *counts_twice(frame)])
    assert carried.frame["people"].sum() == pytest.approx(kept["people"].sum())
    assert set(carried.frame.index) <= TODAY.current
    assert carried.frame.index.is_unique


@settings(max_examples=25)
@given(figures())
def test_every_row_is_carried_or_named(frame: pd.DataFrame) -> None:
    carried = carry(frame, TODAY, {"rate": "people"})
    unknown = {"99999", "01999"} & set(frame.index)
    assert set(carried.unmatched) == unknown
    assert carried.merged == sum(
        code in FORMER or code in ARRONDISSEMENTS for code in frame.index.difference(counts_twice(frame))
    )


@settings(max_examples=25)
@given(figures())
def test_a_rate_is_the_mean_of_its_parts_weighed_by_people(frame: pd.DataFrame) -> None:
    carried = carry(frame, TODAY, {"rate": "people"}).frame
    kept = frame.drop(index=counts_twice(frame))
    for code, row in carried.iterrows():
        parts = kept[[TODAY.of(pd.Index([each])).iloc[0] == code for each in kept.index]]
        known = parts[parts["rate"].notna()]
        if known.empty:
            assert np.isnan(row["rate"])
        elif known["people"].sum() == 0:
            assert row["rate"] == pytest.approx(known["rate"].mean())
        else:
            assert row["rate"] == pytest.approx(np.average(known["rate"], weights=known["people"]))


@settings(max_examples=25)
@given(figures())
def test_carrying_twice_changes_nothing_more(frame: pd.DataFrame) -> None:
    once = carry(frame, TODAY, {"rate": "people"}).frame
    pd.testing.assert_frame_equal(carry(once, TODAY, {"rate": "people"}).frame, once)


def test_a_sum_of_which_a_part_is_unknown_is_unknown() -> None:
    frame = pd.DataFrame({"gps": [3.0, np.nan]}, index=["01001", "01091"])
    assert carry(frame, TODAY).frame["gps"].isna().tolist() == [True]


def test_a_rate_without_all_its_weights_is_the_plain_mean() -> None:
    frame = pd.DataFrame({"rate": [10.0, 20.0], "people": [900.0, np.nan]}, index=["01001", "01091"])
    assert carry(frame, TODAY, {"rate": "people"}).frame.loc["01001", "rate"] == 15


def test_a_city_counts_once_where_its_arrondissements_stand_beside_it() -> None:
    frame = pd.DataFrame({"gps": [5.0, 2.0, 3.0]}, index=["75056", "75101", "75102"])
    assert carry(frame, TODAY).frame["gps"].to_dict() == {"75056": 5}
    assert carry(frame.drop(index="75056"), TODAY).frame["gps"].to_dict() == {"75056": 5}


def test_text_is_kept_where_parts_agree_and_else_is_that_of_the_commune_itself() -> None:
    frame = pd.DataFrame(
        {"zone": ["a", "b", "c", "c"], "kind": ["x", "x", None, "y"]}, index=["01001", "01091", "01093", "01092"]
    )
    assert carry(frame, TODAY).frame["zone"].to_dict() == {"01001": "a", "01002": "c"}
    assert carry(frame.drop(index="01001"), TODAY).frame["zone"].isna().to_dict() == {"01001": True, "01002": False}


def test_notes_name_what_could_not_be_matched() -> None:
    frame = pd.DataFrame({"gps": [1.0, 1.0, 1.0]}, index=["01091", "99999", "01999"])
    assert carry(frame, TODAY).notes() == (
        "1 anciennes communes ou arrondissements réunis à leur commune actuelle",
        "2 codes sans commune actuelle, non repris : 01999, 99999",
    )


def test_there_are_forty_five_arrondissements() -> None:
    assert len(ARRONDISSEMENTS) == 45
    assert set(ARRONDISSEMENTS.values()) == {"75056", "69123", "13055"}


def test_a_commune_that_one_year_no_longer_has_is_not_an_unknown_part() -> None:
    frame = pd.DataFrame(
        {
            "apl_2022": [2.0, 4.0],
            "people_2022": [100.0, 300.0],
            "apl_2023": [3.0, np.nan],
            "people_2023": [410.0, np.nan],
        },
        index=["01001", "01091"],
    )
    carried = carry(frame, TODAY, {"apl_2022": "people_2022", "apl_2023": "people_2023"}).frame
    assert carried.loc["01001"].to_dict() == {"apl_2022": 3.5, "people_2022": 400, "apl_2023": 3, "people_2023": 410}
