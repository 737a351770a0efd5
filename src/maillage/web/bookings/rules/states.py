"""What may become of an appointment, and when."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum


class Act(StrEnum):
    MOVE = "move"
    CANCEL = "cancel"
    CORRECT = "correct"
    ARRIVE = "arrive"
    FINISH = "finish"
    MISS = "miss"
    UNDO = "undo"


POSSIBLE: dict[str, frozenset[Act]] = {
    "offered": frozenset(),
    "booked": frozenset({Act.MOVE, Act.CANCEL, Act.CORRECT, Act.ARRIVE, Act.FINISH, Act.MISS}),
    "arrived": frozenset({Act.FINISH, Act.CANCEL, Act.UNDO}),
    "done": frozenset({Act.UNDO}),
    "no-show": frozenset({Act.UNDO}),
    "cancelled": frozenset(),
}
# Who comes early is welcome; nobody is absent before the hour has struck.
ON_THE_DAY = frozenset({Act.ARRIVE, Act.FINISH})


def refusal(act: Act, state: str, *, starts_at: datetime, now: datetime, day: date, today: date) -> str:
    """Code of ``refusals.REFUSALS``, or nothing. ``day`` of the appointment, ``today``: by the clocks of the place."""
    if act not in POSSIBLE[state]:
        return "state"
    if act in ON_THE_DAY and today < day:
        return "early"
    if act is Act.MISS and now < starts_at:
        return "early"
    return ""


def moment_refusal(starts_at: datetime, *, now: datetime, notice: timedelta, horizon: timedelta) -> str:
    """Why nobody may ask for this moment; code of ``refusals.REFUSALS``, or nothing."""
    if starts_at <= now:
        return "past"
    if starts_at < now + notice:
        return "notice"
    return "horizon" if starts_at > now + horizon else ""
