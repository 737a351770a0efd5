"""A referral as a machine: whatever is done, in whatever order and however often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from maillage.web.referrals.rules.refusals import RefusedError
from maillage.web.referrals.rules.states import (
    ANSWERED_WITHIN,
    ANSWERS,
    REMINDED_AFTER,
    Event,
    State,
    after,
    is_over,
    reminders_due,
    shows_person,
)

from ..given import NOW

HOUR = timedelta(hours=1)
events = st.sampled_from(list(Event))


class Life(RuleBasedStateMachine):
    """Days pass, structures answer, people withdraw. What was answered first is remembered beside the machine."""

    @initialize()
    def sent(self) -> None:
        self.state, self.now, self.first, self.ended_at = State.WAITING, NOW, None, None

    @rule(hours=st.integers(1, 200))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOUR

    @rule(event=events)
    def something_happens(self, event: Event) -> None:
        before = self.state
        try:
            self.state = after(before, event, sent_at=NOW, now=self.now)
        except RefusedError:
            return
        if self.state is not before:
            self.ended_at = self.ended_at or self.now
            if event is not Event.WITHDRAW:
                assert self.first is None, "of two answers the first holds"
                self.first = self.state

    @invariant()
    def the_first_answer_holds_until_it_is_withdrawn(self) -> None:
        if hasattr(self, "state") and self.first is not None:
            assert self.state in {self.first, State.WITHDRAWN}

    @invariant()
    def nobody_reads_what_is_withdrawn_refused_or_too_old(self) -> None:
        if not hasattr(self, "state"):
            return
        shown = shows_person(self.state, sent_at=NOW, ended_at=self.ended_at, now=self.now)
        if self.state in {State.WITHDRAWN, State.REFUSED, State.KNOWN, State.EXPIRED}:
            assert not shown
        if self.state is State.WAITING:
            assert shown == (not is_over(NOW, now=self.now))


TestLife = Life.TestCase


@given(events, st.integers(0, 1000))
def test_the_same_event_twice_is_one(event: Event, hours: int) -> None:
    now = NOW + hours * HOUR
    try:
        once = after(State.WAITING, event, sent_at=NOW, now=now)
    except RefusedError:
        return
    assert after(once, event, sent_at=NOW, now=now + HOUR) is once


@given(st.sampled_from(list(State)), events, st.integers(0, 1000))
def test_withdrawn_is_for_ever(state: State, event: Event, hours: int) -> None:
    now = NOW + hours * HOUR
    assert after(state, Event.WITHDRAW, sent_at=NOW, now=now) is State.WITHDRAWN
    if event is not Event.WITHDRAW:
        with pytest.raises(RefusedError) as refused:
            after(State.WITHDRAWN, event, sent_at=NOW, now=now)
        assert refused.value.code == "withdrawn"


@pytest.mark.parametrize("event", list(ANSWERS))
def test_a_structure_has_fourteen_days(event: Event) -> None:
    last = NOW + ANSWERED_WITHIN
    assert after(State.WAITING, event, sent_at=NOW, now=last - HOUR) is ANSWERS[event]
    with pytest.raises(RefusedError, match="expired"):
        after(State.WAITING, event, sent_at=NOW, now=last)
    with pytest.raises(RefusedError, match="early"):
        after(State.WAITING, Event.EXPIRE, sent_at=NOW, now=last - HOUR)


@given(st.integers(0, 24 * 20), st.integers(0, 24 * 20))
def test_reminders_grow_with_time(one: int, other: int) -> None:
    early, late = sorted((one, other))
    due = [reminders_due(sent_at=NOW, now=NOW + hours * HOUR) for hours in (early, late)]
    assert due == sorted(due)
    assert max(due) <= len(REMINDED_AFTER)


def test_reminders_come_after_three_days_and_after_seven() -> None:
    days = [reminders_due(sent_at=NOW, now=NOW + timedelta(days=day)) for day in (0, 2, 3, 6, 7, 13)]
    assert days == [0, 0, 1, 1, 2, 2]
    assert timedelta(days=14) == ANSWERED_WITHIN
