"""Each due moment is asked for once: whoever looks, however long nobody looked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from maillage.web.jobs.actions import moments, queue
from maillage.web.jobs.models import Moment, QueuedJob
from maillage.web.jobs.rules.schedule import Daily
from maillage.web.jobs.schedule import Job

# In Paris 12:00, and the night after.
NOON, SILENT, MORNING = (datetime(2026, 3, day, hour, 30, tzinfo=UTC) for day, hour in ((2, 11), (3, 1), (3, 2)))
PROCESSES = 4


@pytest.fixture
def minutely(jobs: dict[str, Job]) -> Job:
    return jobs["pretend.minutely"]


@pytest.fixture
def known(db: None, minutely: Job) -> Job:
    """It was there before."""
    moments.ask_for_due([minutely], now=NOON - timedelta(minutes=1))
    return minutely


def done() -> None:
    QueuedJob.objects.update(status="SUCCESSFUL")


@pytest.mark.django_db
def test_a_job_that_is_new_waits_for_its_next_moment(minutely: Job) -> None:
    assert moments.ask_for_due([minutely], now=NOON) == []
    assert moments.ask_for_due([minutely], now=NOON + timedelta(seconds=59)) == []
    assert moments.ask_for_due([minutely], now=NOON + timedelta(seconds=60)) == ["pretend.minutely"]


def test_a_moment_is_asked_for_once(known: Job) -> None:
    assert moments.ask_for_due([known], now=NOON) == ["pretend.minutely"]
    done()
    assert moments.ask_for_due([known], now=NOON + timedelta(seconds=30)) == []
    assert moments.ask_for_due([known], now=NOON + timedelta(seconds=60)) == ["pretend.minutely"]
    assert QueuedJob.objects.count() == 2


def test_what_was_missed_is_done_once_not_as_often_as_it_was_due(known: Job) -> None:
    assert moments.ask_for_due([known], now=NOON + timedelta(hours=3)) == ["pretend.minutely"]
    assert moments.ask_for_due([known], now=NOON + timedelta(hours=3, seconds=1)) == []
    assert QueuedJob.objects.count() == 1


def test_what_still_waits_is_not_asked_for_again(known: Job) -> None:
    moments.ask_for_due([known], now=NOON)
    assert moments.ask_for_due([known], now=NOON + timedelta(minutes=1)) == []
    done()
    assert moments.ask_for_due([known], now=NOON + timedelta(minutes=2)) == ["pretend.minutely"]


def test_nothing_is_asked_for_in_the_silent_hour_and_what_was_missed_comes_after_it(known: Job) -> None:
    daily = replace(known, when=Daily(time(1, 45)))
    Moment.objects.all().delete()
    moments.ask_for_due([daily], now=NOON)
    assert moments.ask_for_due([daily], now=SILENT) == []
    assert moments.ask_for_due([daily], now=MORNING) == ["pretend.minutely"]


def test_a_clock_that_was_put_back_asks_for_nothing_twice(known: Job) -> None:
    moments.ask_for_due([known], now=NOON)
    done()
    assert moments.ask_for_due([known], now=NOON - timedelta(minutes=10)) == []
    assert moments.ask_for_due([known], now=NOON) == []


def test_the_last_moment_is_never_forgotten(known: Job) -> None:
    moments.ask_for_due([known], now=NOON)
    done()
    queue.prune(now=NOON + timedelta(days=90))
    assert Moment.objects.count() == 1
    assert moments.ask_for_due([known], now=NOON) == []


@pytest.mark.django_db(transaction=True)
def test_several_that_look_at_once_ask_once(
    shared_database: dict[str, str], minutely: Job, at_once: Callable[[Callable[[], object], int], list]
) -> None:
    moments.ask_for_due([minutely], now=NOON - timedelta(minutes=1))
    for minute in range(5):
        now = NOON + timedelta(minutes=minute)
        asked = at_once(lambda now=now: moments.ask_for_due([minutely], now=now), PROCESSES)
        assert sorted(asked) == [*[[]] * (PROCESSES - 1), ["pretend.minutely"]]
        done()
    assert QueuedJob.objects.count() == 5
