"""When somebody has had enough turns for now, where a question comes from, how an address is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

# Short enough to wait for.
WINDOW = timedelta(minutes=15)


def locked_until(turns: Sequence[datetime], *, allowed: int, now: datetime) -> datetime | None:
    """When there is a turn again, or None if there is one now.

    None is left from the ``allowed``-th within the window, until the one that fills it is a window old.
    """
    recent = sorted(at for at in turns if now - WINDOW < at <= now)
    return recent[-allowed] + WINDOW if len(recent) >= allowed else None


def minutes_until(moment: datetime, *, now: datetime) -> int:
    """Whole minutes to wait, at least one: what the login page says."""
    return max(1, -int(-(moment - now).total_seconds() // 60))


def client_address(remote: str, forwarded: str, *, proxies: int) -> str:
    """Who asks: the connection's address, or the one that the outermost of our own ``proxies`` heard from.

    What stands further left in X-Forwarded-For was written by the client, and is not believed.
    """
    heard = [part.strip() for part in forwarded.split(",") if part.strip()]
    return heard[-proxies] if 0 < proxies <= len(heard) else remote


def normal_email(text: str) -> str:
    """One person, one spelling."""
    return text.strip().casefold()
