"""Decisions of the module, against slow and obvious versions of themselves."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.diagnosis.columns import BY_NAME
from maillage.web.studies.rules.addresses import LONGEST, address_of, digest_of, words_of
from maillage.web.studies.rules.indicators import INDICATORS, available, choose
from maillage.web.studies.rules.listing import matching, ordered
from maillage.web.studies.rules.statistics import key_figures, mean_of, standing

COLUMNS = sorted({column for each in INDICATORS for variant in each.variants for column in variant.columns.values()})
SOME_COLUMNS = st.sets(st.sampled_from(COLUMNS), min_size=1)
MAYBE = st.none() | st.floats(0, 50, allow_nan=False)
TABLE = st.lists(st.tuples(st.text("abcÉé -'", max_size=6), st.integers(0, 9_000), MAYBE), min_size=1, max_size=12).map(
    lambda rows: pd.DataFrame(rows, columns=["name", "population", "value"]).astype(
        {"population": float, "value": float}
    )
)


def test_every_indicator_shows_columns_that_a_diagnosis_has() -> None:
    assert [column for column in COLUMNS if column not in BY_NAME] == []


@given(
    columns=SOME_COLUMNS,
    slug=st.text(max_size=12),
    variant=st.text(max_size=8),
    year=st.text("0123456789²x", max_size=5),
)
def test_any_address_leads_to_something_that_the_study_has(
    columns: set[str], slug: str, variant: str, year: str
) -> None:
    assert choose(slug, variant, year, columns=columns).column in columns


@given(columns=SOME_COLUMNS)
def test_what_is_offered_can_be_chosen(columns: set[str]) -> None:
    for indicator in available(columns):
        for variant in indicator.variants:
            for year, column in variant.columns.items():
                assert choose(indicator.slug, variant.slug, str(year), columns=columns).column == column


def test_a_year_without_figures_leads_to_the_nearest() -> None:
    assert choose("medecins", "publie", "2020", columns=COLUMNS).year == 2021


def test_the_other_side_of_the_threshold_is_the_bad_one() -> None:
    assert {each.slug: each.more_is_better for each in INDICATORS if each.threshold is not None} == {
        "medecins": True, "pharmacies": False, "urgences": False, "maternites": False, "priorite": False,
    }  # fmt: skip


@given(rows=TABLE, order=st.sampled_from(["nom", "habitants", "valeur", "?"]), descending=st.none() | st.booleans())
def test_an_order_keeps_every_row_and_puts_the_unknown_last(
    rows: pd.DataFrame, order: str, *, descending: bool | None
) -> None:
    sorted_rows = ordered(rows, order, descending=descending, worst_first=True)
    assert sorted(sorted_rows.index) == sorted(rows.index)
    if order in {"valeur", "?"}:
        unknown = sorted_rows["value"].isna().to_numpy()
        assert not np.any(unknown[:-1] & ~unknown[1:])
        known = sorted_rows["value"].dropna().tolist()
        assert known == sorted(known, reverse=bool(descending))


def test_names_are_sorted_as_people_read_them() -> None:
    rows = pd.DataFrame({"name": ["Zèbre", "Évreux", "Eu", "evry"], "population": 1.0, "value": 1.0})
    assert list(ordered(rows, "nom", descending=None, worst_first=True)["name"]) == ["Eu", "Évreux", "evry", "Zèbre"]


def test_a_filter_wants_every_word_anywhere() -> None:
    rows = pd.DataFrame({"haystack": ["saint cyr l ecole versailles", "saint arnoult", "ecole de rien"]})
    assert list(matching(rows, "École saint").index) == [0]
    assert len(matching(rows, "")) == 3


@given(rows=TABLE, threshold=st.floats(0, 50), more=st.booleans())
def test_people_on_the_bad_side_are_counted_one_by_one(rows: pd.DataFrame, threshold: float, *, more: bool) -> None:
    figures = key_figures(rows["value"], rows["population"], threshold=threshold, more_is_better=more)
    people = communes = 0
    for row in rows.itertuples():
        bad = row.value < threshold if more else row.value > threshold
        if bad and row.population > 0:
            people, communes = people + row.population, communes + 1
    lived_in = rows[rows["value"].notna()]["population"].sum() > 0
    assert (figures.people, figures.communes) == ((people, communes) if lived_in else (None, None))
    assert figures.missing == int(rows["value"].isna().sum())


@given(rows=TABLE)
def test_the_mean_weighs_what_is_known(rows: pd.DataFrame) -> None:
    known = rows[rows["value"].notna() & (rows["population"] > 0)]
    expected = None
    if len(known):
        expected = pytest.approx(sum(known["value"] * known["population"]) / sum(known["population"]))
    assert mean_of(rows["value"], rows["population"]) == expected


def test_standing_counts_those_that_are_worse() -> None:
    values = pd.Series([1.0, 2.0, 3.0, np.nan])
    assert standing(values, 3.0, more_is_better=True) == pytest.approx(2 / 3)
    assert standing(values, 3.0, more_is_better=False) == 0
    assert standing(values, np.nan, more_is_better=True) is None


@given(st.text("0123456789AB+", min_size=1, max_size=200))
def test_an_address_is_short_and_always_the_same(code: str) -> None:
    assert address_of(code) == address_of(code)
    assert len(address_of(code)) <= LONGEST


def test_pasted_codes_are_read_however_they_are_separated() -> None:
    assert words_of(" 78410, 78451;78267\n78410\t38 ") == ["78410", "78451", "78267", "38"]


def test_the_same_question_is_kept_once() -> None:
    assert digest_of(["38", "78"], {}, "a") == digest_of(["78", "38"], {}, "a")
    assert digest_of(["78"], {}, "a") != digest_of(["78"], {}, "b")
    assert digest_of(["78"], {}, "a") != digest_of(["78"], {"threshold": 2.0}, "a")
