"""A moment as a word of an address, and as an entry of a calendar: nothing is lost on the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from maillage.web.bookings.rules.calendar import Entry, calendar
from maillage.web.bookings.rules.slot import Slot
from maillage.web.bookings.rules.tickets import packed, unpacked

MOMENTS = st.integers(1_577_836_800, 2_082_758_400).map(lambda at: datetime.fromtimestamp(at, UTC))
NUMBERS = st.integers(1, 2**40)
ZONES = st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Cayenne"]).map(ZoneInfo)


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    starts_at = draw(MOMENTS)
    return Slot(
        place=draw(NUMBERS),
        reason=draw(NUMBERS),
        room=draw(NUMBERS),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=draw(st.integers(5, 480))),
        airing=timedelta(minutes=draw(st.integers(0, 60))),
        station=draw(st.none() | NUMBERS),
        devices=tuple(draw(st.lists(NUMBERS, max_size=3))),
        mediator=draw(st.none() | NUMBERS),
        practitioner=draw(st.none() | NUMBERS),
    )


@settings(max_examples=settings().max_examples // 2)
@given(slot=slots())
def test_a_slot_comes_out_as_it_went_in(slot: Slot) -> None:
    assert unpacked(packed(slot)) == slot


@pytest.mark.parametrize("numbers", [[], [1, 2], [None] * 10, ["a"] * 10, [1] * 11, {"a": 1}, 12, None])
def test_what_was_not_packed_here_is_refused(numbers: object) -> None:
    with pytest.raises(ValueError, match=r"slot|values to unpack"):
        unpacked(numbers)


@settings(max_examples=settings().max_examples // 3)
@given(slot=slots(), zone=ZONES, words=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_a_calendar_reads_what_was_meant(slot: Slot, zone: ZoneInfo, words: str) -> None:
    entry = Entry("a@b", 3, slot.starts_at, slot.ends_at, slot.starts_at, f"R {words}", words, f"{words}\n{words}")
    (event,) = Calendar.from_ical(calendar([entry], timezone=zone)).events
    assert (event.start, event.end) == (slot.starts_at, slot.ends_at)
    assert event.start.utcoffset() == slot.starts_at.astimezone(zone).utcoffset()
    assert (event["UID"], event["SEQUENCE"], event["SUMMARY"]) == ("a@b", 3, f"R {words}")
    assert event["DESCRIPTION"] == f"{words}\n{words}"


def test_one_file_is_the_same_each_time_it_is_asked_for() -> None:
    at = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    entry = Entry("a@b", 0, at, at + timedelta(hours=2), at, "R", "", "")
    assert calendar([entry], timezone=ZoneInfo("Europe/Paris")) == calendar([entry], timezone=ZoneInfo("Europe/Paris"))


def test_a_calendar_with_nothing_in_it_is_one() -> None:
    assert Calendar.from_ical(calendar([], timezone=ZoneInfo("Europe/Paris"))).events == []
