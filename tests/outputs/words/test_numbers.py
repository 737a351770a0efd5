"""Numbers as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.outputs.words.numbers import MINUS, NARROW_SPACE, axis_number, number, percent


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        (1485086, 0, "1\u202f485\u202f086", "1,485,086"),
        (1085, 0, "1\u202f085", "1,085"),
        (2.577, 2, "2,58", "2.58"),
        (0.504, 2, "0,50", "0.50"),
        (2.5, 0, "3", "3"),
        (0.125, 2, "0,13", "0.13"),
        (-0.108, 2, "\u22120,11", "\u22120.11"),
        (-0.001, 2, "0,00", "0.00"),
        (999999.5, 0, "1\u202f000\u202f000", "1,000,000"),
        (0, 0, "0", "0"),
    ],
)
def test_numbers_in_both_languages(value, decimals, french, english):
    assert number(value, decimals) == french
    assert number(value, decimals, language="en") == english


def test_what_is_not_known_is_a_dash():
    assert [number(None), number(float("nan"), 2), percent(None), percent(float("inf"))] == ["–"] * 4


def test_a_difference_shows_its_sign():
    assert [number(v, 1, sign=True) for v in (0.4, -0.4, 0)] == ["+0,4", f"{MINUS}0,4", "0,0"]


def test_percentages():
    assert percent(0.38678, 1) == f"38,7{NARROW_SPACE}%"
    assert percent(0.38678, 1, language="en") == "38.7%"
    assert percent(-0.17, sign=True) == f"{MINUS}17{NARROW_SPACE}%"


def test_axes_carry_no_useless_decimal():
    assert [axis_number(v) for v in (2.0, 2.5, 0.25, 1000.0)] == ["2", "2,5", "0,25", "1\u202f000"]


@given(st.integers(-(10**12), 10**12), st.integers(0, 3))
def test_a_number_can_be_read_back(value, decimals):
    written = number(value / 10**decimals, decimals)
    digits = written.replace(NARROW_SPACE, "").replace(",", "").replace(MINUS, "-")
    assert int(digits) == value
