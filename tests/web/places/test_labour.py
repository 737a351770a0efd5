"""Working time: each rule is told when it is broken, and not when it holds by a minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.places.rules.labour import SENTENCES, duties, warned
from maillage.web.places.rules.weeks import Presence

PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2026, 3, 2)


def there(day: int, begins: str, ends: str, place: int = 1) -> Presence:
    """On a day of the week, from 0; 7 is the Monday after it."""
    on = MONDAY + timedelta(days=day)
    return Presence(
        place, *(datetime.combine(on, time.fromisoformat(t), PARIS).astimezone(UTC) for t in (begins, ends))
    )


def way(here: int, other: int) -> float:
    return 25.0


def codes(*hours: Presence, contract: int | None = None) -> list[str]:
    found = warned(sorted(hours, key=lambda each: each.starts_at), monday=MONDAY, timezone=PARIS, way=way,
                   contract_minutes=contract)  # fmt: skip
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("held", "broken", "code"),
    [
        (("09:00", "15:00"), ("09:00", "15:01"), "break"),
        (("08:00", "13:00", "13:20", "18:20"), ("08:00", "13:00", "13:20", "18:21"), "day"),
        (("08:00", "12:00", "16:00", "20:00"), ("08:00", "12:00", "16:00", "20:01"), "span"),
    ],
)
def test_rules_of_a_day(held: tuple[str, ...], broken: tuple[str, ...], code: str) -> None:
    def day(clocks: tuple[str, ...]) -> list[Presence]:
        return [there(0, *pair) for pair in zip(clocks[::2], clocks[1::2], strict=True)]

    assert codes(*day(held)) == []
    assert codes(*day(broken)) == [code]


def test_a_pause_that_is_too_short_is_no_break() -> None:
    assert codes(there(0, "09:00", "12:30"), there(0, "12:49", "16:00")) == ["break"]
    assert codes(there(0, "09:00", "12:30"), there(0, "12:50", "16:00")) == []


def test_the_way_between_two_places_is_work_and_takes_its_time() -> None:
    morning = there(0, "09:00", "12:00")
    assert codes(morning, there(0, "12:24", "14:00", 2)) == ["travel"]
    assert codes(morning, there(0, "12:25", "14:00", 2)) == []
    # Twenty-five minutes of way leave nineteen of pause, then twenty.
    assert codes(morning, there(0, "12:44", "16:00", 2)) == ["break"]
    assert codes(morning, there(0, "12:45", "16:00", 2)) == []
    (duty,) = duties([morning, there(0, "13:00", "16:00", 2)], timezone=PARIS, way=way)
    assert duty.work_minutes == 6 * 60 + 25


def test_rest_between_two_days() -> None:
    assert codes(there(0, "18:00", "22:00"), there(1, "09:00", "12:00")) == []
    assert codes(there(0, "18:00", "22:01"), there(1, "09:00", "12:00")) == ["rest"]


def test_sunday_and_the_rest_around_it() -> None:
    assert "sunday" in codes(there(6, "09:00", "12:00"))
    week = [there(day, "09:00", "12:00") for day in range(5)]
    assert codes(*week, there(5, "09:00", "22:00"), there(7, "09:00", "12:00")) == ["day", "break", "span"]
    assert "weekly-rest" in codes(*week, there(5, "20:00", "22:30"), there(7, "09:00", "12:00"))
    # Wednesday off is rest enough.
    assert "weekly-rest" not in codes(*week[:2], *week[3:], there(5, "20:00", "22:30"), there(7, "09:00", "12:00"))


def test_the_week_and_the_contract() -> None:
    days = [there(day, "08:00", "12:00") for day in range(5)] + [there(day, "13:00", "17:45") for day in range(5)]
    assert codes(*days, contract=44 * 60) == []
    assert codes(*days, contract=35 * 60) == ["contract"]
    assert codes(*days, there(5, "09:00", "09:30")) == ["week"]


def test_the_clocks_change_and_the_rest_is_an_hour_shorter() -> None:
    """In the night to 29 March 2026: from ten in the evening to nine in the morning are ten hours."""
    saturday, sunday = (datetime.combine(date(2026, 3, day), time(), PARIS) for day in (28, 29))
    hours = [
        Presence(1, saturday.replace(hour=20).astimezone(UTC), saturday.replace(hour=22).astimezone(UTC)),
        Presence(1, sunday.replace(hour=9).astimezone(UTC), sunday.replace(hour=10).astimezone(UTC)),
    ]
    found = warned(hours, monday=date(2026, 3, 23), timezone=PARIS, way=way)
    assert [(each.code, each.found) for each in found] == [("sunday", 60), ("rest", 600)]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 22 * 60), st.integers(1, 110)), max_size=12))
def test_whatever_the_week_what_is_told_can_be_said(drawn: list[tuple[int, int, int]]) -> None:
    hours: list[Presence] = []
    for day, start, length in sorted(drawn):
        begins = datetime.combine(MONDAY + timedelta(days=day), time(), PARIS).astimezone(UTC) + timedelta(
            minutes=start
        )
        if not hours or begins >= hours[-1].ends_at:
            hours.append(Presence(start % 3, begins, begins + timedelta(minutes=length)))
    found = warned(hours, monday=MONDAY, timezone=PARIS, way=way, contract_minutes=60)
    present = sum((each.ends_at - each.starts_at).total_seconds() / 60 for each in hours)
    assert all(each.code in SENTENCES for each in found)
    assert sum(duty.work_minutes for duty in duties(hours, timezone=PARIS, way=way)) >= present
