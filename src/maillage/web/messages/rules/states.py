"""Where a message stands, and what may become of it."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    IN_DOUBT = "in_doubt"
    SENT = "sent"
    BOUNCED = "bounced"
    FAILED = "failed"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"


class Act(StrEnum):
    """What a person may do about a message."""

    CANCEL = "cancel"
    RESEND = "resend"
    SAY_SENT = "say_sent"
    SAY_NOT_SENT = "say_not_sent"


ON_ITS_WAY = (State.SENDING, State.IN_DOUBT)
ENDED = (State.SENT, State.BOUNCED, State.FAILED, State.GIVEN_UP, State.CANCELLED)
# What was sent is not sent again: who lost it asks for another, which is a message of its own.
POSSIBLE = {
    State.QUEUED: (Act.CANCEL,),
    State.IN_DOUBT: (Act.SAY_SENT, Act.SAY_NOT_SENT),
    State.BOUNCED: (Act.RESEND,),
    State.FAILED: (Act.RESEND,),
    State.GIVEN_UP: (Act.RESEND,),
}


def possible(state: State) -> tuple[Act, ...]:
    return POSSIBLE.get(state, ())
