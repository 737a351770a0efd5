"""What passes by itself, or by the hand of whoever runs the machine: a page then says "try again", not "it broke"."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from enum import Enum


class Outage(Enum):
    """The value: after how many seconds it is worth trying again."""

    BUSY = 5
    AWAY = 30
    FULL = 300


SQLITE = {
    sqlite3.SQLITE_BUSY: Outage.BUSY,
    sqlite3.SQLITE_LOCKED: Outage.BUSY,
    sqlite3.SQLITE_FULL: Outage.FULL,
    sqlite3.SQLITE_IOERR: Outage.AWAY,
    sqlite3.SQLITE_CANTOPEN: Outage.AWAY,
}
# By the longest beginning of its SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRESQL = {
    "53100": Outage.FULL,
    "53": Outage.BUSY,
    "55P03": Outage.BUSY,
    "57014": Outage.BUSY,
    "40": Outage.BUSY,
    "08": Outage.AWAY,
    "57P": Outage.AWAY,
}
LOST = {"OperationalError", "InterfaceError", "ConnectionTimeout"}
DISK = {errno.ENOSPC: Outage.FULL, errno.EDQUOT: Outage.FULL}


def outage_of(error: BaseException | None) -> Outage | None:
    """Which outage an error tells of, itself or what it came from; None if it is a mistake of ours."""
    return next((found for each in _chain(error) if (found := _outage(each))), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _outage(error: BaseException) -> Outage | None:
    if isinstance(error, sqlite3.Error):
        # The low byte is the kind, the rest says more of it.
        return SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(error, OSError):
        return DISK.get(error.errno or 0)
    state = getattr(error, "sqlstate", "")
    if state:
        return next((told for start, told in POSTGRESQL.items() if state.startswith(start)), None)
    # A server that cannot be reached, or that went away, has no SQLSTATE to give.
    lost = type(error).__module__.startswith("psycopg") and type(error).__name__ in LOST
    return Outage.AWAY if lost else None
