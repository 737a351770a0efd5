"""What a gateway may answer but that it took the message. Anything else that it raises leaves the message in doubt."""

from __future__ import annotations


class NotNowError(Exception):
    """Surely not sent, and worth trying again. ``reason``: key of ``rules.reasons``."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class RefusedError(NotNowError):
    """Surely not sent, and never will be."""
