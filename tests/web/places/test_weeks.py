"""Working weeks: held against looking at the clock on the wall minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.territory.public_holidays import public_holidays
from maillage.web.places.rules.weeks import EVEN, EVERY, ODD, Line, Presence, next_day, working_intervals

PARIS = ZoneInfo("Europe/Paris")
MINUTE = timedelta(minutes=1)
# Around both changes of the clock and the end of an ISO year of 53 weeks.
FIRST_DAYS = (date(2026, 3, 27), date(2026, 10, 23), date(2026, 12, 31), date(2027, 3, 26))

# The hour from two to three is skipped or shown twice; nobody is asked to work in it.
clocks = st.sampled_from([time(hour, minute) for hour in (0, 1, 4, 9, 12, 13, 18, 23) for minute in (0, 25)])


@st.composite
def lines(draw: st.DrawFn) -> Line:
    begins, ends = sorted(draw(st.lists(clocks, min_size=2, max_size=2, unique=True)))
    since = draw(st.sampled_from(FIRST_DAYS)) + timedelta(days=draw(st.integers(-3, 3)))
    return Line(
        draw(st.integers(1, 2)),
        draw(st.integers(0, 6)),
        begins,
        ends,
        draw(st.sampled_from([EVERY, EVEN, ODD])),
        draw(st.sampled_from([date.min, since])),
        draw(st.sampled_from([None, since + timedelta(days=9)])),
    )


@st.composite
def absences(draw: st.DrawFn, first_day: date) -> list[tuple[datetime, datetime]]:
    midnight = datetime.combine(first_day, time(), PARIS).astimezone(UTC)
    begun = draw(st.lists(st.integers(-600, 4 * 1440), max_size=3))
    return [(midnight + start * MINUTE, midnight + (start + draw(st.integers(1, 1800))) * MINUTE) for start in begun]


def by_the_minute(lines, absences, first_day, last_day, holidays) -> set[tuple[int, datetime]]:
    """Every minute of work: slow, and obvious."""
    found = set()
    now = datetime.combine(first_day, time(), PARIS).astimezone(UTC)
    while (clock := now.astimezone(PARIS)).date() <= last_day:
        day = clock.date()
        even = day.isocalendar().week % 2 == 0
        if day not in holidays and not any(gone <= now < back for gone, back in absences):
            for line in lines:
                if (
                    day.weekday() == line.weekday
                    and line.begins <= clock.time() < line.ends
                    and line.first_day <= day <= (line.last_day or date.max)
                    and (line.weeks == EVERY or (line.weeks == EVEN) == even)
                ):
                    found.add((line.place, now))
        now += MINUTE
    return found


def minutes_of(present: list[Presence]) -> list[tuple[int, datetime]]:
    return [
        (each.place, each.starts_at + minute * MINUTE)
        for each in present
        for minute in range(int((each.ends_at - each.starts_at) / MINUTE))
    ]


@given(st.data(), st.sampled_from(FIRST_DAYS), st.lists(lines(), max_size=4))
def test_as_the_clock_on_the_wall_says(data, first_day, week):
    away = data.draw(absences(first_day))
    holidays = public_holidays(2027) | public_holidays(2026)
    last_day = first_day + timedelta(days=3)
    present = working_intervals(week, away, first_day=first_day, last_day=last_day, timezone=PARIS, holidays=holidays)
    minutes = minutes_of(present)
    assert len(minutes) == len(set(minutes)), "somebody is twice at one place"
    assert set(minutes) == by_the_minute(week, away, first_day, last_day, holidays)
    assert present == sorted(present, key=lambda each: each.starts_at)
    assert all(each.starts_at.utcoffset() == timedelta(0) for each in present)


def test_hours_that_touch_at_one_place_are_one_and_at_two_are_two():
    monday = date(2026, 3, 2)
    week = [Line(1, 0, time(9), time(12)), Line(1, 0, time(12), time(14)), Line(2, 0, time(14), time(16))]
    present = working_intervals(week, [], first_day=monday, last_day=monday, timezone=PARIS, holidays=())
    assert [(each.place, each.starts_at.hour, each.ends_at.hour) for each in present] == [(1, 8, 13), (2, 13, 15)]


def test_a_night_is_an_hour_shorter_when_summer_time_begins():
    sunday = date(2026, 3, 29)
    (night,) = working_intervals(
        [Line(1, 6, time(1), time(6))], [], first_day=sunday, last_day=sunday, timezone=PARIS, holidays=()
    )
    assert night.ends_at - night.starts_at == timedelta(hours=4)


def test_after_a_year_of_53_weeks_two_odd_weeks_follow_each_other():
    odd = [Line(1, 0, time(9), time(12), ODD)]
    present = working_intervals(
        odd, [], first_day=date(2026, 12, 28), last_day=date(2027, 1, 4), timezone=PARIS, holidays=()
    )
    assert [each.starts_at.date() for each in present] == [date(2026, 12, 28), date(2027, 1, 4)]


@given(st.lists(lines(), max_size=3), st.sampled_from(FIRST_DAYS))
def test_the_next_day_of_work_is_the_first_that_any_line_falls_on(week, since):
    # A line begins within a year of any of the days.
    days = (since + timedelta(days=after) for after in range(400))
    assert next_day(week, since) == next((day for day in days if any(line.falls_on(day) for line in week)), None)
