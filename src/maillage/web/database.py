"""Where the rows are: SQLite in the data folder, or PostgreSQL by one setting, ``MAILLAGE_DATABASE``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .environment import SettingError

EXAMPLE = "Write postgresql://user:password@host:5432/name, or leave it unset for SQLite in the data folder."
# How long a writer waits for the one before it, and a question for its answer.
LOCK_SECONDS = 20
STATEMENT_SECONDS = 60
# A connection is kept by its thread; one to a server is looked at before it is used again: it may have been restarted.
KEPT_SECONDS = 600
# A machine that vanished says nothing: either end asks the other after a silence, and takes it for gone without an
# answer. Until then whoever vanished in the middle of an action holds the end of the journal, and all wait.
CONNECT_SECONDS = 10
SILENT_SECONDS, BETWEEN_SECONDS, TIMES_ASKED = 15, 5, 3
GONE_SECONDS = SILENT_SECONDS + BETWEEN_SECONDS * TIMES_ASKED
REACHING = {
    "connect_timeout": str(CONNECT_SECONDS),
    "keepalives_idle": str(SILENT_SECONDS),
    "keepalives_interval": str(BETWEEN_SECONDS),
    "keepalives_count": str(TIMES_ASKED),
    "tcp_user_timeout": str(GONE_SECONDS * 1000),
}
# The server reads and plans a question once a connection, not each time that it is asked.
PREPARING = {"server_side_binding": True, "prepare_threshold": 3}
SESSION = {
    "tcp_keepalives_idle": f"{SILENT_SECONDS}s",
    "tcp_keepalives_interval": f"{BETWEEN_SECONDS}s",
    "tcp_keepalives_count": str(TIMES_ASKED),
    "tcp_user_timeout": f"{GONE_SECONDS}s",
    "lock_timeout": f"{LOCK_SECONDS}s",
    "statement_timeout": f"{STATEMENT_SECONDS}s",
    "default_transaction_isolation": "read committed",
    "timezone": "UTC",
}


def database_settings(address: str, data: Path) -> dict[str, Any]:
    """What Django is told of the database at ``address``; of the one in the folder ``data`` if there is no address.

    Raises SettingError, which names what is wrong and never repeats the address.
    """
    return _postgresql(address) if address else _sqlite(data / "maillage.sqlite3")


def _sqlite(file: Path) -> dict[str, Any]:
    """Readers never wait; one writer at a time, told at the beginning of its transaction.

    ``synchronous = FULL``: what was answered with "done" is on the disk and outlives a power cut. With NORMAL the last
    transactions would be lost. docs/operations.md has what it costs.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        # To open it takes longer than to answer from memory: the schema is read.
        "CONN_MAX_AGE": KEPT_SECONDS,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": LOCK_SECONDS,
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = _parts(address)
    if not parts.get("dbname"):
        raise SettingError("MAILLAGE_DATABASE names no database.", hint=EXAMPLE)
    if not all(port.isdigit() for port in parts.get("port", "5432").split(",")):
        raise SettingError("MAILLAGE_DATABASE has a port that is not a number.", hint=EXAMPLE)
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    others = {key: value for key, value in parts.items() if key not in named.values()}
    session = " ".join(f"-c {name}={value.replace(' ', '\\ ')}" for name, value in SESSION.items())
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{name: parts.get(key, "") for name, key in named.items()},
        "CONN_MAX_AGE": KEPT_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": REACHING
        | PREPARING
        | others
        | {"application_name": "maillage", "options": f"{session} {others.get('options', '')}".strip()},
    }


def _parts(address: str) -> dict[str, str]:
    """As PostgreSQL's own library reads it, so that whatever it knows (``?sslmode=…``) may be said."""
    if not address.startswith(("postgresql://", "postgres://")):
        raise SettingError("MAILLAGE_DATABASE is not an address of PostgreSQL.", hint=EXAMPLE)
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise SettingError(
            "MAILLAGE_DATABASE asks for PostgreSQL, whose driver is not installed.",
            hint="Install it: pip install 'maillage[postgres]'.",
        ) from None
    try:
        return {key: str(value) for key, value in conninfo_to_dict(address).items()}
    except ProgrammingError as error:
        reason = str(error).strip().partition(' in URI: "')[0].replace(address, "…")
        raise SettingError(f"MAILLAGE_DATABASE cannot be read: {reason}.", hint=EXAMPLE) from None
