"""How long an invitation is good for, and why one is not."""

from __future__ import annotations

from datetime import datetime, timedelta

# What its secret is a secret of: for the digest, and for the signature of a link.
PURPOSE = "invitation"
OPEN_FOR = timedelta(days=14)
# From typing the code on paper to choosing a password.
TICKET_OPEN_FOR = timedelta(minutes=30)


class SpentInvitationError(Exception):
    """``reason``: "unknown", "used", "withdrawn" or "late"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def why_closed(
    *, accepted_at: datetime | None, withdrawn_at: datetime | None, expires_at: datetime, now: datetime
) -> str:
    """Empty if it is open. What somebody did says more than that time has passed."""
    if accepted_at is not None:
        return "used"
    if withdrawn_at is not None:
        return "withdrawn"
    return "late" if expires_at <= now else ""
