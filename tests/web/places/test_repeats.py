"""What is said once and meant often; spans that touch are one. Rosters are read strictly."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.places.rules.repeats import merged, written_out
from maillage.web.places.rules.roster import PROBLEMS, UnreadableError, read_roster

PARIS = ZoneInfo("Europe/Paris")
START = datetime(2026, 3, 2, tzinfo=UTC)
spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30)).map(
        lambda drawn: (START + timedelta(minutes=drawn[0]), START + timedelta(minutes=sum(drawn)))
    ),
    max_size=8,
)


def minutes(found: list[tuple[datetime, datetime]]) -> set[datetime]:
    return {start + timedelta(minutes=at) for start, end in found for at in range(int((end - start).seconds / 60))}


@given(spans)
def test_merged_spans_are_the_same_minutes_apart_from_each_other(found: list) -> None:
    joined = merged(found)
    assert minutes(joined) == minutes(found)
    assert all(before[1] < after[0] for before, after in pairwise(joined))


def test_every_tuesday_until_the_end_of_march_keeps_its_hour_when_clocks_change() -> None:
    found = written_out([1], time(9), time(12), first_day=date(2026, 3, 20), last_day=date(2026, 3, 31), timezone=PARIS)
    assert [(start.day, start.hour, end.hour) for start, end in found] == [(24, 8, 11), (31, 7, 10)]


def test_public_holidays_are_left_out() -> None:
    easter_monday = date(2026, 4, 6)
    known = {"first_day": easter_monday, "last_day": easter_monday + timedelta(days=7), "timezone": PARIS}
    assert len(written_out([0], time(9), time(12), **known, holidays=[easter_monday])) == 1


HEAD = "mediator,week,day,site,from,until,travel_minutes,work_minutes_of_day\n"


def test_a_roster_is_read_as_the_command_writes_it() -> None:
    (one, two) = read_roster(
        (HEAD + "Anne,1,Mo,Mairie,09:00,12:00,0,180\nAnne,2,Sa,Mairie,09:00,12:30,0,210\n").encode()
    )
    assert (one.number, one.mediator, one.week, one.weekday, one.site) == (2, "Anne", 1, 0, "Mairie")
    assert (two.begins, two.ends, two.weekday) == (time(9), time(12, 30), 5)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "columns"),
        ("name,hours\nAnne,3\n", "columns"),
        (HEAD, "empty"),
        (HEAD + "Anne,1,Lu,Mairie,09:00,12:00,0,180\n", "day"),
        (HEAD + "Anne,0,Mo,Mairie,09:00,12:00,0,180\n", "week"),
        (HEAD + "Anne,1,Mo,Mairie,12:00,09:00,0,180\n", "hours"),
        (HEAD + "Anne,1,Mo,Mairie,9h,12:00,0,180\n", "hours"),
        (HEAD + "Anne,1,Mo\n", "hours"),
        ('{"duties": 3}', "columns"),
        ('{"duties": [{"mediator": "Anne"}]}', "columns"),
        ("{" * 40_000, "columns"),
        ('{"duties": ' + "[" * 100_000, "columns"),
        ("\x00\xff", "columns"),
    ],
)
def test_a_file_that_is_no_roster_is_told_so(content: str, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_roster(content.encode("latin-1"))
    assert refused.value.problems[0].code == code


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: (HEAD + text).encode()))
def test_whatever_is_sent_is_read_or_refused(content: bytes) -> None:
    try:
        found = read_roster(content)
    except UnreadableError as refused:
        found = refused.problems
        told = {each.code for each in found}
    else:
        told = set()
    assert found
    assert told <= set(PROBLEMS)
