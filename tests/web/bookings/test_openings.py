"""Windows: days by the clocks of a place, as minutes that all clocks share."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.bookings.rules.minutes import span
from maillage.web.bookings.rules.openings import (
    Window,
    jumps,
    midnight_minute,
    minute_after,
    minute_of,
    moment_of,
    opened,
    working,
)
from maillage.web.places.rules.weeks import Line
from tests.web.bookings.each_minute import each

PARIS, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")
DAY = timedelta(days=1)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(days, st.integers(0, 9), st.sampled_from([PARIS, REUNION]), st.integers(0, 600))
def test_every_minute_belongs_to_the_day_that_the_clock_shows(
    first: date, more: int, zone: ZoneInfo, tail: int
) -> None:
    origin = midnight_minute(first, zone) - 120
    window = Window(first, first + more * DAY, zone, origin, tail)
    for number, minutes in enumerate(window.each_day()):
        for minute in (next(each(minutes)), minutes.bit_length() - 1):
            assert moment_of(origin + minute).astimezone(zone).date() == first + number * DAY
    assert sum(day.bit_count() for day in window.each_day()) == window.length - 120 - tail


@pytest.mark.parametrize(
    ("day", "hours", "at"),
    [
        (date(2026, 3, 29), 23, datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 10, 25), 25, datetime(2026, 10, 25, 1, tzinfo=UTC)),
        (date(2026, 6, 1), 24, None),
    ],
)
def test_the_days_on_which_the_clock_changes(day: date, hours: int, at: datetime | None) -> None:
    window = Window.of(day, day, PARIS)
    assert window.whole.bit_count() == hours * 60
    assert [moment_of(window.origin + minute) for minute in jumps(window)] == ([at] if at else [])
    # What begins on the evening before may last until then.
    before = Window.of(day - DAY, day - DAY, PARIS)
    assert len(jumps(before)) == len(jumps(window))
    assert jumps(Window.of(day, day, REUNION)) == ()


def test_a_night_that_goes_over_from_one_week_to_the_next() -> None:
    sunday = date(2026, 3, 8)
    window = Window.of(sunday, sunday + DAY, PARIS)
    found = opened(window, "Su 22:00-26:00", "78", [])
    assert list(each(found)) == list(range(22 * 60, 26 * 60))
    assert opened(window, "Su 22:00-26:00", "78", [(sunday + DAY, sunday + DAY)]) == span(22 * 60, 24 * 60)


def test_hours_that_nobody_can_read_are_no_hours() -> None:
    window = Window.of(date(2026, 3, 9), date(2026, 3, 9), PARIS)
    assert opened(window, "sur rendez-vous le mardi", "78", []) == opened(window, "", "78", []) == 0


def test_closings_and_calibrations_without_end() -> None:
    day = date(2026, 3, 9)
    window = Window(day, day, PARIS, midnight_minute(day, PARIS), tail=60)
    assert window.days(date.min, date.max) == window.whole
    assert window.days(date.min, day) == span(0, 24 * 60)
    assert window.days(day + DAY, date.max) == span(24 * 60, 25 * 60)
    assert window.days(date.min, day - DAY) == 0
    assert window.days(day + 2 * DAY, date.max) == 0


def test_nobody_works_on_the_holidays_of_their_departement() -> None:
    boxing_day = date(2026, 12, 26)
    line = Line(place=1, weekday=boxing_day.weekday(), begins=time(9), ends=time(12))
    window = Window.of(boxing_day, boxing_day, PARIS)
    assert working(window, (line,), "78") == span(9 * 60, 12 * 60)
    assert working(window, (line,), "67") == 0


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_between_two_minutes(moment: datetime) -> None:
    assert moment_of(minute_of(moment)) <= moment <= moment_of(minute_after(moment))
    assert minute_after(moment) - minute_of(moment) == (1 if moment.second or moment.microsecond else 0)
