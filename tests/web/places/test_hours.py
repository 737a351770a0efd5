"""Hours that a person typed: what is refused, and the seven lines that say the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.places.rules.hours import REFUSALS, HoursError, Week, normal_hours, week_of, written
from maillage.web.places.rules.open_now import OpenNow, open_now
from maillage.web.places.rules.openings import open_intervals


@pytest.mark.parametrize(
    ("typed", "reason", "part"),
    [
        ("lundi 9h-12h", "unreadable", ""),
        ("Mo-Fr 12:00-09:00", "reversed", "12:00-09:00"),
        ("Mo-Fr 09:00-09:00", "reversed", "09:00-09:00"),
        ("Mo 09:00-12:00,11:00-13:00", "overlap", "09:00-12:00,11:00-13:00"),
        ("Mo 14:00-18:00,09:00-15:00", "overlap", "14:00-18:00,09:00-15:00"),
        ("SH off", "school", "SH"),
        ("Mo sunrise-12:00", "sun", "sunrise"),
        ("Mo 09:00+", "end", "09:00+"),
        ("Mo-Fr 09:00-12:00; PH -1 day off", "around", "PH -1 day"),
        ('Mo 09:00-12:00 "jusqu’au 3', "unreadable", ""),
    ],
)
def test_hours_that_nobody_could_be_sure_of_are_refused_by_their_part(typed: str, reason: str, part: str) -> None:
    with pytest.raises(HoursError) as refused:
        normal_hours(typed)
    assert (refused.value.reason, refused.value.part) == (reason, part)
    assert reason in REFUSALS


@pytest.mark.parametrize(
    "typed",
    ["", "24/7", "Fr-Sa 22:00-02:00", 'Mo 09:00-12:00 "SH aussi"', "week 02-52/2 Tu 09:00-12:00", "PH,Su 10:00-12:00"],
)
def test_hours_that_can_be_read_are_kept_as_they_are(typed: str) -> None:
    assert normal_hours(typed) == typed


def test_blanks_and_a_last_semicolon_do_no_harm() -> None:
    assert normal_hours("  Mo-Fr  09:00-12:00 ;PH off; ") == "Mo-Fr 09:00-12:00; PH off"


@pytest.mark.parametrize("hours", ["24/7", "Fr 22:00-02:00", "week 02-52/2 Tu 09:00-12:00", "Su,PH 10:00-12:00"])
def test_what_seven_lines_cannot_say_has_none(hours: str) -> None:
    assert week_of(hours) is None


def test_a_later_rule_stands_for_its_days() -> None:
    """As evaluators of OpenStreetMap read it: not both, the last one."""
    week = week_of("Mo-Fr 09:00-17:00; We off; Tu 10:00-12:00; PH off")
    assert week is not None
    assert [len(spans) for spans in week.days] == [1, 1, 0, 1, 1, 0, 0]
    assert week.days[1] == ((time(10), time(12)),)


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    found = []
    for _day in range(7):
        quarters = sorted(draw(st.sets(st.integers(0, 95), max_size=4)))
        clocks = [time(quarter // 4, quarter % 4 * 15) for quarter in quarters]
        found.append(tuple(zip(clocks[::2], clocks[1::2], strict=False)))
    return Week(tuple(found), on_holidays=draw(st.booleans()) and any(found))


@given(week=weeks())
def test_a_week_that_is_written_is_read_as_it_was(week: Week) -> None:
    assert normal_hours(written(week)) == written(week)
    assert week_of(written(week)) == week


@given(text=st.text(st.sampled_from(list('MoTuFrSaPHoff0123456789:-,; "[]/+|wek')), max_size=40))
def test_any_text_is_refused_or_can_be_evaluated(text: str) -> None:
    """What is kept once must never break a page, on a holiday either."""
    try:
        hours = normal_hours(text)
    except HoursError:
        return
    open_intervals(hours, departement="67", first_day=date(2026, 12, 20), last_day=date(2027, 1, 3))
    week_of(hours)


@given(moments=st.lists(st.integers(0, 400), unique=True, max_size=12).map(sorted), now=st.integers(-5, 405))
def test_open_now_is_what_the_list_of_intervals_says(moments: list[int], now: int) -> None:
    def at(hour: int) -> datetime:
        return datetime(2026, 3, 2, tzinfo=UTC) + timedelta(hours=hour)

    spans = list(zip(moments[::2], moments[1::2], strict=False))
    horizon = 400
    found = open_now([(at(a), at(b)) for a, b in spans], at(now), horizon=at(horizon))
    holding = [(a, b) for a, b in spans if a <= now < b]
    coming = [a for a, _b in spans if a > now]
    if holding:
        assert found == OpenNow(True, until=at(holding[0][1]) if holding[0][1] < horizon else None)
    else:
        assert found == OpenNow(False, next_at=at(coming[0]) if coming else None)
