"""When a place is open: by the hours it gave, the clocks and the public holidays of where it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.territory.public_holidays import public_holidays
from maillage.engine.territory.time_zone import time_zone
from maillage.web.places.rules.holidays import with_dates
from maillage.web.places.rules.openings import open_intervals

PARIS = ZoneInfo("Europe/Paris")
DAILY = "Mo-Su 09:00-12:00; PH off"


def opened(hours: str, first: date, last: date | None = None, *, departement: str = "78", **more: object) -> list:
    """As the clocks of Paris show it."""
    found = open_intervals(hours, departement=departement, first_day=first, last_day=last or first, **more)
    return [f"{begin.astimezone(PARIS):%d %H:%M} {end.astimezone(PARIS):%d %H:%M}" for begin, end in found]


def test_christmas_is_a_holiday_everywhere_and_the_day_after_in_strasbourg_only() -> None:
    christmas, after = date(2026, 12, 25), date(2026, 12, 26)
    assert opened(DAILY, christmas) == []
    assert opened(DAILY, after) == ["26 09:00 26 12:00"]
    assert opened(DAILY, christmas, after, departement="67") == []


def test_the_abolition_is_a_holiday_where_it_is_remembered() -> None:
    assert opened(DAILY, date(2026, 12, 20), departement="974") == []
    assert opened(DAILY, date(2026, 12, 20), departement="971") == ["20 14:00 20 17:00"]


def test_hours_may_be_for_holidays() -> None:
    sundays = "Mo-Sa 08:00-20:00; PH,Su 10:00-12:00"
    assert opened(sundays, date(2026, 12, 25)) == ["25 10:00 25 12:00"]
    assert opened(sundays, date(2026, 12, 26)) == ["26 08:00 26 20:00"]
    assert opened(sundays, date(2026, 12, 26), departement="68") == ["26 10:00 26 12:00"]


def test_clocks_go_forward_and_back() -> None:
    assert opened("Mo-Su 01:00-05:00", date(2026, 3, 29)) == ["29 01:00 29 05:00"]
    ((begin, end),) = open_intervals(
        "Mo-Su 01:00-05:00", departement="78", first_day=date(2026, 3, 29), last_day=date(2026, 3, 29)
    )
    assert end - begin == timedelta(hours=3)
    ((begin, end),) = open_intervals(
        "Mo-Su 01:00-05:00", departement="78", first_day=date(2026, 10, 25), last_day=date(2026, 10, 25)
    )
    assert end - begin == timedelta(hours=5)
    # 2:30 does not exist on the clocks of that night; it would be three.
    assert opened("Mo-Su 02:30-05:00", date(2026, 3, 29)) == ["29 03:00 29 05:00"]


def test_a_night_ends_in_the_morning_and_is_one_interval() -> None:
    nights = "Fr-Su 22:00-02:00"
    assert opened(nights, date(2026, 3, 1), date(2026, 3, 2)) == ["01 00:00 01 02:00", "01 22:00 02 02:00"]
    # Over the end of a week, which is where the weeks that are kept meet.
    assert opened(nights, date(2026, 3, 2)) == ["02 00:00 02 02:00"]
    assert opened("24/7", date(2026, 3, 1), date(2026, 3, 20)) == ["01 00:00 21 00:00"]


def test_closings_are_whole_days() -> None:
    shut = [(date(2026, 3, 3), date(2026, 3, 4))]
    assert opened("24/7", date(2026, 3, 2), date(2026, 3, 5), closings=shut) == [
        "02 00:00 03 00:00",
        "05 00:00 06 00:00",
    ]


def test_no_hours_is_never_open_and_words_are_refused() -> None:
    assert opened("", date(2026, 3, 2)) == []
    with pytest.raises(ValueError, match="09h"):
        opened("Mo 09h-12h", date(2026, 3, 2))


@pytest.mark.parametrize(
    ("hours", "dated"),
    [
        ("PH off", "2026 Dec 25 off"),
        ("Mo 08:00-12:00, PH 10:00-11:00", "Mo 08:00-12:00, 2026 Dec 25 10:00-11:00"),
        ("Dec PH,Su 09:00-10:00", "Dec Su 09:00-10:00; 2026 Dec 25 09:00-10:00"),
        ("Jan-Mar PH 09:00-10:00; Mo off", "Mo off"),
        ('Mo-Su 09:00-12:00 "PH; off"', 'Mo-Su 09:00-12:00 "PH; off"'),
        ("PH,Sa[1] 10:00-11:00", "Sa[1] 10:00-11:00; 2026 Dec 25 10:00-11:00"),
        ("PH Mo-Fr off", "2026 Dec 25 Mo-Fr off"),
        ("Jan PH off", "off"),
    ],
)
def test_holidays_are_written_as_dates(hours: str, dated: str) -> None:
    assert with_dates(hours, [date(2026, 12, 25)]) == dated


days = st.dates(date(2025, 1, 1), date(2029, 12, 31))
departements = st.sampled_from(["78", "67", "971", "974", "2A"])
quarters = st.integers(0, 95)


@st.composite
def weeks(draw: st.DrawFn) -> dict[int, list[tuple[time, time]]]:
    """By weekday, at most two spans that neither touch nor cross."""
    found = {}
    for weekday in draw(st.sets(st.integers(0, 6))):
        bounds = sorted(draw(st.sets(quarters, min_size=2, max_size=4)))
        clocks = [time(quarter // 4, quarter % 4 * 15) for quarter in bounds]
        found[weekday] = list(zip(clocks[::2], clocks[1::2], strict=False))
    return found


def written(week: dict[int, list[tuple[time, time]]]) -> str:
    names = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    rules = [
        f"{names[day]} {','.join(f'{a:%H:%M}-{b:%H:%M}' for a, b in spans)}" for day, spans in sorted(week.items())
    ]
    return "; ".join([*rules, "PH off"])


@given(week=weeks(), departement=departements, first=days, length=st.integers(0, 20), shut=st.lists(days, max_size=3))
def test_open_at_a_moment_if_and_only_if_the_clock_on_the_wall_says_so(
    week: dict, departement: str, first: date, length: int, shut: list[date]
) -> None:
    """Against the obvious: quarter of an hour by quarter of an hour, asked of the clock, the calendar and the list."""
    zone, last = time_zone(departement), first + timedelta(days=length)
    closings = [(day, day + timedelta(days=1)) for day in shut]
    found = open_intervals(written(week), departement=departement, first_day=first, last_day=last, closings=closings)
    assert all(begin < end for begin, end in found)
    assert all(one[1] < two[0] for one, two in pairwise(found)), "in order, and apart"
    moment = datetime.combine(first, time.min, tzinfo=zone).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone).astimezone(UTC)
    while moment < end:
        local = moment.astimezone(zone)
        if not 1 <= local.hour < 4:  # What hours that clocks skip or repeat come to, the cases above say.
            day, clock = local.date(), local.time()
            is_open = (
                any(a <= clock < b for a, b in week.get(day.weekday(), []))
                and day not in public_holidays(day.year, departement)
                and not any(begin <= day <= until for begin, until in closings)
            )
            assert any(begin <= moment < until for begin, until in found) == is_open, local
        moment += timedelta(minutes=15)


@given(week=weeks(), departement=departements, first=days, length=st.integers(1, 20), cut=st.integers(0, 19))
def test_days_asked_for_together_or_apart_are_the_same(
    week: dict, departement: str, first: date, length: int, cut: int
) -> None:
    hours, middle = written(week), first + timedelta(days=min(cut, length - 1))
    last = first + timedelta(days=length)

    def minutes(begin: date, end: date) -> timedelta:
        spans = open_intervals(hours, departement=departement, first_day=begin, last_day=end)
        return sum((until - since for since, until in spans), timedelta())

    assert minutes(first, last) == minutes(first, middle) + minutes(middle + timedelta(days=1), last)
