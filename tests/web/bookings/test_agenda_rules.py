"""Where things stand on a page of the agenda."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.bookings.rules.grid import Stretch, hours_shown, lanes, stretch_on

PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2026, 3, 2)


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    begins = draw(st.integers(0, 24 * 60 - 1))
    return Stretch(begins, draw(st.integers(begins + 1, min(begins + 300, 24 * 60))))


def overlap(one: Stretch, other: Stretch) -> bool:
    return one.begins < other.ends and other.begins < one.ends


@given(st.lists(stretches(), max_size=12))
def test_nothing_covers_another_and_no_lane_is_wider_than_it_needs(shown: list[Stretch]) -> None:
    placed = lanes(shown)
    assert all(1 <= lane <= wide for lane, wide in placed)
    for number, (one, (lane, wide)) in enumerate(zip(shown, placed, strict=True)):
        others = [other for other in range(len(shown)) if other != number and overlap(one, shown[other])]
        assert lane not in {placed[other][0] for other in others}
        assert {placed[other][1] for other in others} <= {wide}
        assert (wide == 1) == (not others)
    for wide in {wide for _lane, wide in placed}:
        # As many lanes as stand side by side at some minute: never one for nothing.
        assert any(
            sum(each.begins <= minute < each.ends for each in shown) >= wide
            for minute in {each.begins for each in shown}
        )


@given(stretches())
def test_the_rows_of_a_card_hold_its_minutes(stretch: Stretch) -> None:
    hour, minute, until_hour, until_minute = (
        int(part.strip("hmu")) for part in stretch.rows.replace("uh", "h").replace("um", "m").split()
    )
    begins, ends = hour * 60 + minute, until_hour * 60 + until_minute
    assert begins % 5 == ends % 5 == 0
    assert begins <= stretch.begins < stretch.ends <= ends
    assert ends - begins < stretch.ends - stretch.begins + 10


@given(st.lists(stretches(), max_size=6))
def test_the_hours_shown_hold_everything(shown: list[Stretch]) -> None:
    hours = hours_shown(shown)
    assert len(hours) > 0
    for each in shown:
        assert hours.start * 60 <= each.begins
        assert each.ends <= hours.stop * 60


def test_what_runs_over_midnight_is_cut_to_the_day() -> None:
    begins = datetime.combine(MONDAY, time(22), PARIS)
    assert stretch_on(MONDAY, begins, begins + timedelta(hours=4), PARIS) == Stretch(22 * 60, 24 * 60)
    assert stretch_on(MONDAY + timedelta(days=1), begins, begins + timedelta(hours=4), PARIS) == Stretch(0, 2 * 60)
    assert stretch_on(MONDAY + timedelta(days=2), begins, begins + timedelta(hours=4), PARIS) is None


def test_a_page_shows_the_clock_on_the_wall() -> None:
    """The same moment in winter and in summer, and overseas."""
    winter, summer = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 30, 9, tzinfo=UTC)
    half = timedelta(minutes=30)
    assert stretch_on(winter.date(), winter, winter + half, PARIS) == Stretch(600, 630)
    assert stretch_on(summer.date(), summer, summer + half, PARIS) == Stretch(660, 690)
    assert stretch_on(winter.date(), winter, winter + half, ZoneInfo("Indian/Reunion")) == Stretch(780, 810)


@pytest.mark.parametrize(("begins", "ends"), [(10, 10), (20, 10), (-1, 5), (1400, 1441)])
def test_what_is_no_stretch_of_a_day_is_refused(begins: int, ends: int) -> None:
    with pytest.raises(ValueError, match="no stretch"):
        Stretch(begins, ends)
