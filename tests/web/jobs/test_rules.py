"""When jobs are due, how long they wait, what they may be asked with, what is kept of their errors."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.jobs.rules import faults
from maillage.web.jobs.rules.arguments import is_reference
from maillage.web.jobs.rules.backoff import LONGEST, SPREAD, restart_seconds, retry_delay
from maillage.web.jobs.rules.schedule import (
    Daily,
    Every,
    UnfitMomentError,
    is_silent,
    missed,
    seconds_to_next,
)

PARIS = ZoneInfo("Europe/Paris")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
NEAR_CHANGES = st.sampled_from([SPRING, AUTUMN]).flatmap(
    lambda day: st.datetimes(
        datetime.combine(day - timedelta(days=2), time()),
        datetime.combine(day + timedelta(days=3), time()),
        timezones=st.just(UTC),
    )
)
TIMES = st.times().filter(lambda at: not time(2) <= at < time(3)).map(lambda at: at.replace(microsecond=0))
PERIODS = st.integers(10, 86_400).map(lambda seconds: timedelta(seconds=seconds))


@given(TIMES, st.dates(date(2025, 1, 1), date(2030, 1, 1)) | st.sampled_from([SPRING, AUTUMN]))
def test_a_daily_job_is_due_once_a_day_also_when_the_clocks_change(at: time, day: date) -> None:
    daily, moment, due = Daily(at), datetime.combine(day, time(), PARIS).astimezone(UTC), []
    tomorrow = datetime.combine(day + timedelta(days=1), time(), PARIS).astimezone(UTC)
    moment -= timedelta(seconds=1)
    while (moment := daily.following(moment)) < tomorrow:
        due.append(moment)
    assert len(due) == 1
    assert due[0].astimezone(PARIS).replace(tzinfo=None) == datetime.combine(day, at)


@given(TIMES.map(Daily) | PERIODS.map(Every), MOMENTS | NEAR_CHANGES)
def test_the_latest_moment_is_past_the_following_one_is_to_come_and_nothing_is_between(when, now: datetime) -> None:
    latest, following = when.latest(now), when.following(now)
    assert latest <= now < following
    assert when.following(latest) == following
    assert when.latest(following - timedelta(seconds=1)) == latest
    assert not is_silent(latest)
    assert not is_silent(following)


@given(PERIODS, NEAR_CHANGES)
def test_what_is_due_again_and_again_keeps_its_distance_outside_the_silent_hour(
    period: timedelta, now: datetime
) -> None:
    every = Every(period)
    apart = every.following(now) - every.latest(now)
    assert apart % period == timedelta()
    # The clocks go back: the hour is there twice.
    assert apart <= timedelta(hours=2) + 2 * period


@pytest.mark.parametrize("at", [time(2), time(2, 30), time(2, 59, 59)])
def test_the_hour_of_clock_changes_is_refused(at: time) -> None:
    with pytest.raises(UnfitMomentError, match="clock changes"):
        Daily(at)


@pytest.mark.parametrize("period", [timedelta(), timedelta(seconds=-1), timedelta(seconds=10.5), timedelta(days=2)])
def test_a_period_that_no_clock_can_keep_is_refused(period: timedelta) -> None:
    with pytest.raises(UnfitMomentError):
        Every(period)


@given(TIMES.map(Daily) | PERIODS.map(Every), MOMENTS | NEAR_CHANGES, st.timedeltas(timedelta(), timedelta(days=40)))
def test_however_many_moments_went_by_one_is_due_and_none_in_the_silent_hour(
    when, last: datetime, down: timedelta
) -> None:
    now = last + down
    due = missed(when, last=when.latest(last), now=now)
    if is_silent(now):
        assert due is None
        return
    assert (due is None) == (when.latest(now) == when.latest(last))
    assert due is None or missed(when, last=due, now=now) is None


def test_on_the_day_the_clocks_go_back_both_hours_are_silent() -> None:
    silent = [hour for hour in range(6) if is_silent(datetime(2026, 10, 25, hour, 30, tzinfo=UTC))]
    assert silent == [0, 1]
    assert [hour for hour in range(6) if is_silent(datetime(2026, 3, 29, hour, 30, tzinfo=UTC))] == []
    assert [hour for hour in range(6) if is_silent(datetime(2026, 3, 28, hour, 30, tzinfo=UTC))] == [1]


@given(st.lists(PERIODS.map(Every), max_size=4), MOMENTS)
def test_a_clock_is_looked_at_when_something_is_due_and_twice_a_minute(schedules: list[Every], now: datetime) -> None:
    seconds = seconds_to_next(schedules, now=now)
    assert 0 < seconds <= 30
    assert all(when.following(now) >= now + timedelta(seconds=seconds) for when in schedules)


@given(st.integers(1, 40), st.uuids())
def test_each_attempt_waits_longer_up_to_an_hour_and_a_quarter(attempt: int, job: UUID) -> None:
    waits = retry_delay(attempt, job)
    assert waits <= retry_delay(attempt + 1, job) <= LONGEST * (1 + SPREAD)
    assert waits == retry_delay(attempt, job)
    assert waits >= timedelta(seconds=10)


def test_jobs_that_failed_together_come_back_apart() -> None:
    assert len({retry_delay(3, uuid4()) for _ in range(50)}) > 40


def test_a_process_that_keeps_dying_is_started_ever_more_seldom() -> None:
    waits = [restart_seconds(deaths) for deaths in range(1, 12)]
    assert waits[:4] == [1, 2, 4, 8]
    assert waits == sorted(waits)
    assert waits[-1] == restart_seconds(10_000) == 60


@given(st.integers() | st.uuids().map(str) | st.sampled_from(["accounts.user", "2026-11", "78410"]))
def test_a_reference_to_a_row_may_be_asked_with(argument: object) -> None:
    assert is_reference(argument)


@given(st.emails() | st.text().filter(lambda text: " " in text) | st.floats() | st.booleans() | st.none())
def test_what_may_be_an_address_or_a_name_may_not(argument: object) -> None:
    assert not is_reference(argument)


@given(st.text(min_size=1))
def test_of_an_error_its_words_are_not_kept(words: str) -> None:
    with pytest.raises(ValueError) as raised:
        raise ValueError(words)
    assert faults.kind_of(raised.value) == "ValueError"
    assert faults.places(raised.value).endswith("test_of_an_error_its_words_are_not_kept")


def test_where_to_look_is_the_innermost_call_of_our_own() -> None:
    calls = "maillage/web/a.py:1 ours\nmaillage/web/b.py:2 deeper\ndjango/db/x.py:3 theirs"
    assert faults.place_to_look(calls) == "maillage/web/b.py:2 deeper"
    assert faults.place_to_look("smtplib.py:3 send") == "smtplib.py:3 send"
    assert faults.place_to_look("") == ""
