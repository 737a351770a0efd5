"""A moment became free: who of those who wait is offered it, and until when they may answer."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)
# Who can only be written to needs the days of the post.
BY_POST = timedelta(days=4)
# The last moment at which an answer helps: somebody must still get there.
BEFORE_IT_BEGINS = timedelta(hours=2)
LEAST_TIME_TO_ANSWER = timedelta(hours=1)


@dataclass(frozen=True)
class Wish:
    """When somebody who waits can come. ``weekdays`` (Monday is 0): any if empty; ``begins``, ``ends``: between which
    times of the day; ``until``: the last day that suits; ``declined``: moments that they did not take."""

    until: date
    weekdays: Container[int] = ()
    begins: time | None = None
    ends: time | None = None
    declined: Container[str] = ()

    def suits(self, place: int, starts_at: datetime, ends_at: datetime, *, zone: tzinfo) -> bool:
        """By the clocks of the place."""
        first, last = starts_at.astimezone(zone), ends_at.astimezone(zone)
        return (
            first.date() <= self.until
            and (not self.weekdays or first.weekday() in self.weekdays)
            and (self.begins is None or first.time() >= self.begins)
            and (self.ends is None or (last.date() == first.date() and last.time() <= self.ends))
            and moment(place, starts_at) not in self.declined
        )


def moment(place: int, starts_at: datetime) -> str:
    """How a moment that was not taken is remembered."""
    return f"{place} {starts_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def answer_by(starts_at: datetime, *, told_at: datetime) -> datetime | None:
    """Until when it is kept for somebody who hears of it at ``told_at``: a day, less if it is near, so that there is
    time to offer it to the next; None if there is no time to answer at all."""
    left = starts_at - BEFORE_IT_BEGINS - told_at
    if left < LEAST_TIME_TO_ANSWER:
        return None
    return told_at + min(DAY, max(left / 2, LEAST_TIME_TO_ANSWER))


def told_at(*, now: datetime, rings_at: datetime, has_email: bool, has_phone: bool) -> datetime:
    """When somebody hears of an offer. ``rings_at``: when a telephone may ring next."""
    if has_email:
        return now
    return rings_at if has_phone else now + BY_POST


def first_that_suits[Moment](
    wish: Wish, moments: Iterable[tuple[int, datetime, datetime, Moment]], *, zone: tzinfo
) -> Moment | None:
    """Of (place, start, end, whatever) in order of time."""
    return next((each for place, begins, ends, each in moments if wish.suits(place, begins, ends, zone=zone)), None)
