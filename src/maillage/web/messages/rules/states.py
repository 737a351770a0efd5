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


ENDED = (State.SENT, State.BOUNCED, State.FAILED, State.GIVEN_UP, State.CANCELLED)
