"""Where to go on in a list: a text that programs give back as it is."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime, timedelta

POSITION = re.compile(r"(-?[0-9]{1,18})\.([0-9]{1,18})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def written_cursor(moment: datetime, number: int) -> str:
    """Of a row: when it changed, to the microsecond, and its number."""
    delta = moment - EPOCH
    microseconds = (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds
    return base64.urlsafe_b64encode(f"{microseconds}.{number}".encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[datetime, int] | None:
    """None if it is none."""
    try:
        found = POSITION.fullmatch(
            base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
        )
    except ValueError:
        return None
    if found is None:
        return None
    try:
        return EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
    except OverflowError:
        return None
