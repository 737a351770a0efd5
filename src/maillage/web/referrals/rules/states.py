"""What becomes of a referral, and what may still be done to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from .refusals import RefusedError


class State(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    KNOWN = "known"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    """What the structure answers; that nobody answered in time; that the person takes back their consent."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    KNOW = "know"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"


ANSWERS: Mapping[Event, State] = {
    Event.ACCEPT: State.ACCEPTED,
    Event.REFUSE: State.REFUSED,
    Event.KNOW: State.KNOWN,
}
# So long a structure has to answer, and so long after it was asked it is reminded.
ANSWERED_WITHIN = timedelta(days=14)
REMINDED_AFTER = (timedelta(days=3), timedelta(days=7))
# Whoever accepted finds the contacts again behind the same link, so long.
OPEN_AFTER = timedelta(days=30)


def after(state: State, event: Event, *, sent_at: datetime, now: datetime) -> State:
    """The state that follows. The same answer said again changes nothing: a form is sent twice, a link opened twice.

    Raises RefusedError where it cannot be: another answer came first, time is over, the person withdrew.
    """
    if event is Event.WITHDRAW:
        return State.WITHDRAWN
    if state is State.WITHDRAWN:
        raise RefusedError("withdrawn")
    over = is_over(sent_at, now=now)
    if event is Event.EXPIRE:
        if state is State.WAITING and not over:
            raise RefusedError("early")
        return State.EXPIRED if state is State.WAITING else state
    if state is ANSWERS[event]:
        return state
    if state is State.EXPIRED or (state is State.WAITING and over):
        raise RefusedError("expired")
    if state is not State.WAITING:
        raise RefusedError("answered")
    return ANSWERS[event]


def is_over(sent_at: datetime, *, now: datetime) -> bool:
    return now >= sent_at + ANSWERED_WITHIN


def reminders_due(*, sent_at: datetime, now: datetime) -> int:
    """How many reminders a structure that has not answered should have had by now."""
    return sum(now >= sent_at + wait for wait in REMINDED_AFTER)


def shows_person(state: State, *, sent_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether the structure's link still says who it is: while it may answer, and for a while once it accepted."""
    if state is State.WAITING:
        return not is_over(sent_at, now=now)
    return state is State.ACCEPTED and ended_at is not None and now < ended_at + OPEN_AFTER


def why_closed(state: State) -> str:
    """A code of ``refusals``, for a link that no longer says who it is."""
    if state in {State.WAITING, State.EXPIRED}:
        return "expired"
    return "withdrawn" if state is State.WITHDRAWN else "answered"
