"""Sets of minutes as integers do what Python's own sets do."""

from __future__ import annotations

import doctest
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from maillage.web.bookings.rules.minutes import first, lasting, meeting, span, spans, union
from tests.web.bookings.each_minute import each

LENGTH = 60
some_minutes = st.sets(st.integers(0, LENGTH - 1))
some_spans = st.lists(st.tuples(st.integers(-9, LENGTH), st.integers(-9, LENGTH)), max_size=6)
counts = st.integers(1, 20)


def as_integer(minutes: set[int]) -> int:
    return sum(1 << minute for minute in minutes)


@given(some_spans)
def test_what_lies_before_the_window_or_runs_backward_is_left_out(found) -> None:
    brute = {minute for begins, ends in found for minute in range(begins, ends) if minute >= 0}
    assert set(each(union(found))) == brute


@given(some_minutes)
def test_stretches_are_whole_and_apart(minutes: set[int]) -> None:
    found = list(spans(as_integer(minutes)))
    assert union(found) == as_integer(minutes)
    assert all(ends < begins for (_, ends), (begins, _) in pairwise(found))


@given(some_minutes, counts)
def test_so_many_minutes_in_a_row(minutes: set[int], count: int) -> None:
    brute = {start for start in minutes if all(start + more in minutes for more in range(count))}
    assert set(each(lasting(as_integer(minutes), count))) == brute


@given(some_minutes, counts)
def test_what_meets_is_all_that_does_not_last_beside_it(minutes: set[int], count: int) -> None:
    brute = {start for start in range(LENGTH) if any(start + more in minutes for more in range(count))}
    assert set(each(meeting(as_integer(minutes), count))) == brute
    beside = span(0, LENGTH + count) & ~as_integer(minutes)
    assert set(each(lasting(beside, count))).isdisjoint(brute)


@given(some_minutes.filter(bool))
def test_the_first(minutes: set[int]) -> None:
    assert first(as_integer(minutes)) == min(minutes)


def test_the_example_of_the_documentation(root: Path) -> None:
    failed, tried = doctest.testfile(str(root / "docs" / "slots.md"), module_relative=False)
    assert (failed, tried > 0) == (0, True)
