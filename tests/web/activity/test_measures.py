"""The measures against the slow obvious way: minute by minute, person by person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.activity.rules.measures import Span, by_week, clipped, merged, monday_of, occupancy
from maillage.web.activity.rules.periods import PERIODS, period_of
from maillage.web.activity.rules.shielding import AT_LEAST, shielded
from maillage.web.activity.rules.supply import LEAST_DAYS, Observed, observed_since

ORIGIN = datetime(2026, 3, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SPANS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 40)), max_size=8).map(
    lambda pairs: [(ORIGIN + start * MINUTE, ORIGIN + (start + long) * MINUTE) for start, long in pairs]
)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def minutes(spans: list[Span]) -> set[int]:
    """Each minute of the spans by its number: the oracle."""
    return {
        number
        for begins, ends in spans
        for number in range(int((begins - ORIGIN) / MINUTE), int((ends - ORIGIN) / MINUTE))
    }


@given(SPANS, SPANS)
def test_occupancy_is_the_hours_in_both_over_the_hours_that_are_open(taken: list[Span], opened: list[Span]) -> None:
    found = occupancy(taken, opened)
    assert found.available == pytest.approx(len(minutes(opened)) / 60)
    assert found.taken == pytest.approx(len(minutes(taken) & minutes(opened)) / 60)
    assert found.share is None if not minutes(opened) else 0 <= found.share <= 1


@given(SPANS)
def test_merged_spans_are_the_same_minutes_apart_and_in_order(spans: list[Span]) -> None:
    found = merged(spans)
    assert minutes(found) == minutes(spans)
    assert all(one[1] < next_[0] for one, next_ in pairwise(found))


@given(SPANS, st.integers(0, 130), st.integers(0, 130))
def test_clipped_spans_are_the_minutes_between(spans: list[Span], one: int, other: int) -> None:
    low, high = sorted((one, other))
    found = clipped(spans, ORIGIN + low * MINUTE, ORIGIN + high * MINUTE)
    assert minutes(found) == minutes(spans) & set(range(low, high))


@given(st.lists(DAYS, max_size=30), DAYS, st.integers(0, 400))
def test_every_day_is_counted_in_its_week_and_no_week_is_missing(days: list[date], first: date, length: int) -> None:
    last = first + timedelta(days=length)
    weeks = by_week(days, first=first, last=last)
    mondays = [monday for monday, _count in weeks]
    assert all(monday.weekday() == 0 for monday in mondays)
    assert mondays == [mondays[0] + timedelta(weeks=number) for number in range(len(mondays))]
    assert monday_of(first) == mondays[0]
    assert mondays[-1] <= last < mondays[-1] + timedelta(weeks=1)
    for monday, count in weeks:
        assert count == sum(monday <= day < monday + timedelta(days=7) for day in days)


@given(st.dictionaries(st.text(max_size=4), st.integers(0, 30), max_size=12))
def test_no_small_figure_is_shown_nor_told_by_the_others(counts: dict[str, int]) -> None:
    told = shielded(counts)
    hidden = [counts[key] for key, count in told.items() if count is None]
    shown = [key for key, count in told.items() if count is not None]
    assert all(told[key] == counts[key] and (counts[key] == 0 or counts[key] >= AT_LEAST) for key in shown)
    small = [count for count in counts.values() if 0 < count < AT_LEAST]
    if not small:
        assert not hidden
    elif any(counts[key] for key in shown):
        # Whoever subtracts what is shown from the total learns of no single commune, and of no few people.
        assert len(hidden) >= 2
        assert sum(hidden) >= AT_LEAST


@given(st.sampled_from([*PERIODS, "", "rien"]), DAYS)
def test_a_period_begins_with_a_month_and_ends_by_today(code: str, today: date) -> None:
    period = period_of(code, today=today)
    assert period.first.day == 1
    assert period.first <= period.last <= today
    assert period.last == today or (period.last + timedelta(days=1)).day == 1
    assert period.days == len({period.first + timedelta(days=n) for n in range(period.days)}) <= 366


def test_periods_of_a_day_in_march() -> None:
    today = date(2026, 3, 10)
    found = {code: period_of(code, today=today) for code in PERIODS}
    assert {code: (str(period.first), str(period.last)) for code, period in found.items()} == {
        "12-mois": ("2025-04-01", "2026-03-10"),
        "mois": ("2026-03-01", "2026-03-10"),
        "mois-dernier": ("2026-02-01", "2026-02-28"),
        "trimestre": ("2026-01-01", "2026-03-10"),
        "trimestre-dernier": ("2025-10-01", "2025-12-31"),
        "annee": ("2026-01-01", "2026-03-10"),
        "annee-derniere": ("2025-01-01", "2025-12-31"),
    }


def test_a_year_is_not_told_from_a_few_days() -> None:
    assert Observed(30, LEAST_DAYS - 1).a_year is None
    assert Observed(73, 73).a_year == 365
    assert Observed(500, 365).a_year == 500
    assert observed_since(date(2026, 1, 1), today=date(2026, 3, 2)) == date(2026, 1, 1)
    assert observed_since(date(2020, 1, 1), today=date(2026, 3, 2)) == date(2025, 3, 2)
