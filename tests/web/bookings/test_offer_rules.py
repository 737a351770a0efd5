"""Who is offered what, until when; when somebody is reminded; what an appointment's state allows."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from maillage.web.bookings.rules import codes, reminders
from maillage.web.bookings.rules.cancelling import BECAUSE, FOR_AGENTS, OFFERS
from maillage.web.bookings.rules.offers import (
    BEFORE_IT_BEGINS,
    LEAST_TIME_TO_ANSWER,
    Wish,
    answer_by,
    moment,
    told_at,
)
from maillage.web.bookings.rules.refusals import REFUSALS
from maillage.web.bookings.rules.states import POSSIBLE, Act, moment_refusal, refusal
from maillage.web.messages.rules.channels import Channel
from maillage.web.messages.rules.quiet_hours import next_allowed

PARIS, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
hours = st.floats(0.0, 500.0, allow_nan=False).map(lambda number: timedelta(hours=number))


def rings(at: datetime) -> bool:
    return next_allowed(Channel.SMS, at, zone=PARIS) == at


@given(hours)
def test_an_offer_leaves_time_to_answer_and_time_to_come(ahead: timedelta) -> None:
    starts_at = NOW + ahead
    limit = answer_by(starts_at, told_at=NOW)
    if limit is None:
        assert ahead < BEFORE_IT_BEGINS + LEAST_TIME_TO_ANSWER
        return
    assert NOW + LEAST_TIME_TO_ANSWER <= limit <= NOW + timedelta(days=1)
    assert limit <= starts_at - BEFORE_IT_BEGINS


@given(hours, hours)
def test_a_moment_that_is_nearer_is_not_kept_for_longer(one: timedelta, other: timedelta) -> None:
    near, far = (answer_by(NOW + ahead, told_at=NOW) for ahead in sorted([one, other]))
    assert near is None or (far is not None and near <= far)


def test_who_can_only_be_written_to_needs_days() -> None:
    said = {"now": NOW, "rings_at": NOW + timedelta(hours=10)}
    assert told_at(has_email=True, has_phone=True, **said) == NOW
    assert told_at(has_email=False, has_phone=True, **said) == NOW + timedelta(hours=10)
    assert told_at(has_email=False, has_phone=False, **said) > NOW + timedelta(days=3)


def test_a_wish_is_by_the_clocks_of_the_place() -> None:
    monday_nine = datetime(2026, 3, 2, 9, tzinfo=PARIS)
    ends = monday_nine + timedelta(minutes=30)
    until = monday_nine.date()
    assert Wish(until).suits(1, monday_nine, ends, zone=PARIS)
    assert Wish(until, weekdays=[0], begins=time(9), ends=time(9, 30)).suits(1, monday_nine, ends, zone=PARIS)
    assert not Wish(until, begins=time(9, 5)).suits(1, monday_nine, ends, zone=PARIS)
    assert not Wish(until, ends=time(9, 15)).suits(1, monday_nine, ends, zone=PARIS)
    assert not Wish(until, weekdays=[1]).suits(1, monday_nine, ends, zone=PARIS)
    assert not Wish(until - timedelta(days=1)).suits(1, monday_nine, ends, zone=PARIS)
    # Twelve o'clock on Réunion.
    assert Wish(until, begins=time(12)).suits(1, monday_nine, ends, zone=REUNION)
    assert not Wish(until, declined=[moment(1, monday_nine.astimezone(UTC))]).suits(1, monday_nine, ends, zone=PARIS)
    assert Wish(until, declined=[moment(2, monday_nine)]).suits(1, monday_nine, ends, zone=PARIS)


moments = st.integers(0, 700_000).map(lambda minutes: NOW + timedelta(minutes=minutes))


@given(moments, hours)
def test_reminders_come_before_it_while_telephones_may_ring(starts_at: datetime, before: timedelta) -> None:
    now = starts_at - before
    day_before = reminders.day_before(starts_at, now=now, zone=PARIS, rings=rings)
    same_day = reminders.same_day(starts_at, now=now, rings=rings)
    for at in (day_before, same_day):
        if at is not None:
            assert now + timedelta(hours=12) <= at < starts_at
            assert rings(at)
    if day_before is not None:
        assert day_before.astimezone(PARIS).date() < starts_at.astimezone(PARIS).date()


def test_monday_is_reminded_of_on_saturday_and_easter_tuesday_on_saturday_too() -> None:
    def said(day: int, month: int) -> datetime | None:
        starts_at = datetime(2026, month, day, 10, tzinfo=PARIS)
        return reminders.day_before(starts_at, now=starts_at - timedelta(days=20), zone=PARIS, rings=rings)

    assert said(3, 3) == datetime(2026, 3, 2, 10, tzinfo=PARIS)
    assert said(2, 3) == datetime(2026, 2, 28, 10, tzinfo=PARIS)
    assert said(7, 4) == datetime(2026, 4, 4, 10, tzinfo=PARIS)


@given(st.text(alphabet=codes.ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH))
def test_a_code_that_is_printed_is_read_back(code: str) -> None:
    assert codes.typed(f" {codes.printed(code).lower()} ") == code


def test_codes_have_nothing_that_is_misread() -> None:
    made = {codes.new_code() for _ in range(2_000)}
    assert len(made) == 2_000
    assert not set("".join(made)) & set("01OIL")


@given(st.sampled_from(sorted(POSSIBLE)), st.sampled_from(list(Act)), st.integers(-3, 3))
def test_every_refusal_has_its_words(state: str, act: Act, days: int) -> None:
    starts_at = NOW + timedelta(days=days)
    code = refusal(act, state, starts_at=starts_at, now=NOW, day=starts_at.date(), today=NOW.date())
    assert code == "" or REFUSALS[code]
    assert (code == "state") == (act not in POSSIBLE[state])
    if days > 0:
        assert code or act in {Act.MOVE, Act.CANCEL, Act.CORRECT, Act.UNDO}


def test_moments_that_nobody_may_ask_for() -> None:
    said = {"now": NOW, "notice": timedelta(hours=1), "horizon": timedelta(days=42)}
    assert moment_refusal(NOW, **said) == "past"
    assert moment_refusal(NOW + timedelta(minutes=59), **said) == "notice"
    assert moment_refusal(NOW + timedelta(hours=1), **said) == ""
    assert moment_refusal(NOW + timedelta(days=42, minutes=1), **said) == "horizon"


def test_agents_choose_among_reasons_and_offers_are_none_of_them() -> None:
    assert set(FOR_AGENTS) | set(OFFERS) == set(BECAUSE)
    assert not set(FOR_AGENTS) & set(OFFERS)
