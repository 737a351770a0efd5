"""When one can be reached: published a window at a time, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.web.places.models import Availability
from maillage.web.privacy.models import Entry

from ..given import available
from .operator import Operator, booked
from .program import MONDAY, PROBLEM, Program, span, spans

Token = Callable[..., str]


def test_a_window_is_published_and_published_again(program: Program, operator: Operator) -> None:
    first = program.publish(operator, [(0, 4, "m"), (6, 9)] and [span(0, 4, "m"), (6, 9)])
    assert first.json() == {"kept": 0, "added": 2, "removed": 0, "uncovered": []}
    written = Entry.objects.count()
    again = program.publish(operator, [(6, 9), span(0, 4, "m")])
    assert again.json() == {"kept": 2, "added": 0, "removed": 0, "uncovered": []}
    assert Entry.objects.count() == written
    other = program.publish(operator, [(6, 10)])
    assert other.json() == {"kept": 0, "added": 1, "removed": 2, "uncovered": []}
    assert spans(operator) == [(6, 10)]


def test_what_begins_outside_the_window_stays(program: Program, operator: Operator) -> None:
    available(operator.practitioner, MONDAY - timedelta(hours=2), MONDAY + timedelta(hours=1))
    available(operator.practitioner, MONDAY + timedelta(days=7), MONDAY + timedelta(days=7, hours=1))
    assert program.publish(operator, [(1, 2)]).status_code == 200
    assert spans(operator) == [(-2, 1), (1, 2), (168, 169)]
    assert program.publish(operator, []).json()["removed"] == 1
    for line in ((0.5, 2), (167, 168.5)):
        refused = program.publish(operator, [(3, 4), line])
        assert (refused.json()["code"], refused.json()["index"]) == ("overlap", 1)


@pytest.mark.parametrize(
    ("lines", "code", "index"),
    [
        ([(0, 1), (3, 2)], "reversed", 1),
        ([(0, 1), (2, 2)], "reversed", 1),
        ([(0, 1), (2, 30)], "long", 1),
        ([(0, 1), (-1, 0.5)], "outside", 1),
        ([(0, 1), (168, 169)], "outside", 1),
        ([(0, 2), (1, 3)], "overlap", 1),
        ([(1, 3), (5, 6), (0, 2)], "overlap", 0),
        ([(0, 1), (0, 1)], "overlap", 1),
        ([span(0, 1, "a"), span(2, 3, "a")], "key", 1),
    ],
)
def test_a_line_that_is_wrong_is_named_and_nothing_is_published(
    program: Program,
    operator: Operator,
    lines: list,
    code: str,
    index: int,
) -> None:
    available(operator.practitioner, MONDAY, MONDAY + timedelta(hours=1))
    refused = program.publish(operator, lines)
    assert (refused.status_code, refused.headers["Content-Type"]) == (422, PROBLEM)
    assert (refused.json()["code"], refused.json()["index"]) == (code, index)
    assert refused.json()["detail"].startswith(f"lines.{index}: ")
    assert spans(operator) == [(0, 1)]


def test_what_is_over_cannot_be_published_and_what_goes_on_can(program: Program, operator: Operator) -> None:
    now = timezone.now()
    window = {"since": (now - timedelta(hours=3)).isoformat(), "until": (now + timedelta(hours=3)).isoformat()}
    over = {"starts_at": (now - timedelta(hours=2)).isoformat(), "ends_at": (now - timedelta(hours=1)).isoformat()}
    refused = program.publish(operator, [over], **window)
    assert (refused.json()["code"], refused.json()["index"]) == ("past", 0)
    going_on = over | {"ends_at": (now + timedelta(hours=1)).isoformat()}
    assert program.publish(operator, [going_on], **window).status_code == 200


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"until": MONDAY.isoformat()}, "until: later than since"),
        ({"until": (MONDAY + timedelta(days=400)).isoformat()}, "until: later than since"),
        ({"since": "2026-03-02T09:00:00"}, "since: Input should have timezone info."),
        ({"since": "tomorrow"}, "since: Input should be a valid datetime"),
        ({"practitioner": "x"}, "practitioner: Input should be a valid integer"),
        ({"lines": [{"starts_at": "2026-03-02T09:00:00Z"}]}, "lines.0.ends_at: Field required."),
        ({"since": "0001-01-01T00:00:00+14:00"}, "since: Input should be greater than or equal to 2000-01-01"),
        ({"until": "9999-12-31T23:59:59-14:00"}, "until: Input should be less than 2200-01-01"),
        ({"lines": [span(0, 1, "a\0")]}, "lines.0.key: String should match pattern"),
        ({"lines": "all"}, "lines: Input should be a valid list."),
    ],
)
def test_a_window_that_is_wrong_is_said_by_field(program: Program, operator: Operator, said: dict, told: str) -> None:
    refused = program.publish(operator, [], **said)
    assert (refused.status_code, refused.headers["Content-Type"]) == (422, PROBLEM)
    assert told in refused.json()["detail"]


def test_appointments_left_uncovered_are_told(program: Program, operator: Operator) -> None:
    program.publish(operator, [(0, 4)])
    inside = booked(operator, starts_at=MONDAY + timedelta(hours=3))
    booked(operator, starts_at=MONDAY + timedelta(hours=20))
    assert program.publish(operator, [(0, 3)]).json()["uncovered"] == [inside.code]
    inside.refresh_from_db()
    assert inside.state == "booked"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(
    before=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6)), max_size=6),
    after=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6)), max_size=6),
)
def test_after_any_window_what_is_published_is_what_was_asked_or_what_was_there(
    program: Program,
    operator: Operator,
    before: list,
    after: list,
) -> None:
    Availability.objects.all().delete()
    caches["turns"].clear()
    for asked in (before, after):
        known = spans(operator)
        lines = [(start, start + length) for start, length in asked]
        done = program.publish(operator, lines)
        fits = all(one[1] <= other[0] for one, other in zip(sorted(lines), sorted(lines)[1:], strict=False))
        assert (done.status_code == 200) == fits
        assert spans(operator) == (sorted(lines) if fits else known)


def test_availabilities_are_read_as_they_were_published(program: Program, operator: Operator) -> None:
    program.publish(operator, [span(0, 4, "m"), (30, 33)])
    everything = program.get("availabilities", practitioner=operator.practitioner.pk).json()
    assert [line["key"] for line in everything["lines"]] == ["m", ""]
    some = program.get(
        "availabilities", practitioner=operator.practitioner.pk, since=(MONDAY + timedelta(hours=5)).isoformat()
    )
    (line,) = some.json()["lines"]
    assert datetime.fromisoformat(line["starts_at"]) == MONDAY + timedelta(hours=30)
    listed = program.get("practitioners").json()
    assert [each["practitioner"] for each in listed["practitioners"]] == [operator.practitioner.pk]
