"""Signatures of Standard Webhooks (https://www.standardwebhooks.com), scheme ``v1``: HMAC-SHA256.

The library signs. It verifies too, but by the clock of the machine, and it takes a signature for the same when the
unused bits of its last base64 character differ: here texts are compared as they were sent, against a ``now``.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
TOLERANCE = timedelta(minutes=5)
IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{1,80}")
MOMENT = re.compile(r"[1-9][0-9]{0,11}")
# A sender that replaces its secret signs with both.
SIGNATURES_AT_MOST = 8


class NotSignedError(ValueError):
    """``reason``: ``missing``, ``too-old``, ``too-new`` or ``wrong``."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def signed_headers(*, identifier: str, at: datetime, body: str, secrets: Iterable[str]) -> dict[str, str]:
    """One signature for each secret: while one is being replaced the receiver may know either."""
    moment = at.astimezone(UTC).replace(microsecond=0)
    return {
        ID: identifier,
        TIMESTAMP: str(int(moment.timestamp())),
        SIGNATURE: " ".join(Webhook(secret).sign(identifier, moment, body) for secret in secrets),
    }


def verified(*, headers: Mapping[str, str], body: bytes, secrets: Iterable[str], now: datetime) -> str:
    """The identifier of a message that was signed with one of the secrets, lately. Raises NotSignedError."""
    identifier, stamp, told = (headers.get(name, "") for name in (ID, TIMESTAMP, SIGNATURE))
    if not (IDENTIFIER.fullmatch(identifier) and MOMENT.fullmatch(stamp) and told):
        raise NotSignedError("missing")
    moment = datetime.fromtimestamp(int(stamp), UTC)
    if moment < now - TOLERANCE:
        raise NotSignedError("too-old")
    if moment > now + TOLERANCE:
        raise NotSignedError("too-new")
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise NotSignedError("wrong") from error
    expected = [Webhook(secret).sign(identifier, moment, text).encode() for secret in secrets]
    given = [each.encode() for each in told.split(" ")[:SIGNATURES_AT_MOST]]
    if not any(hmac.compare_digest(one, other) for one in expected for other in given):
        raise NotSignedError("wrong")
    return identifier
