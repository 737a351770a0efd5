"""Copies of the database: made while it is written to, opened to see whether they are whole, put in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from .manifest import BackupError

# What Django tells its driver, and what is told another way.
NOT_FOR_PROGRAMS = {
    "client_encoding", "context", "cursor_factory", "options", "password", "prepare_threshold", "server_side_binding",
    # A server that is busy with what it was given takes nothing for a while.
    "tcp_user_timeout",
}  # fmt: skip
HINT = "On Debian: apt-get install postgresql-client, of the server's version or later."


def copy_rows(target: Path) -> None:
    """As they are at one moment. Nobody waits for it."""
    if connection.vendor == "sqlite":
        _copy_sqlite(target)
    else:
        _client("pg_dump", "--format=custom", "--schema=public", "--no-owner", "--no-privileges", f"--file={target}")


def applied_migrations() -> list[str]:
    """accounts.0001_initial, …: what the database has been through, of the modules that this version has."""
    with connection.cursor():
        applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def known_migrations() -> list[str]:
    """Those that this version could apply, with the ones that they replace."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {each for migration in loader.disk_migrations.values() for each in migration.replaces}
    return sorted(f"{app}.{name}" for app, name in {*loader.disk_migrations, *replaced})


def check_copy(copy: Path) -> None:
    """Opens a copy and reads all of it. Raises BackupError."""
    if copy.suffix == ".dump":
        _client_of_file("pg_restore", f"--file={os.devnull}", str(copy))
        return
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as database:
            said = [row[0] for row in database.execute("PRAGMA integrity_check(3)")]
            orphans = database.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        raise BackupError(
            f"The database of the backup cannot be opened ({error}).", hint="Take another copy."
        ) from error
    if said != ["ok"] or orphans:
        wrong = "; ".join(said) if said != ["ok"] else f"{len(orphans)} rows point to nothing"
        raise BackupError(f"The database of the backup is damaged: {wrong}.", hint="Take another copy.")


@contextmanager
def reading_copy(copy: Path) -> Iterator[None]:
    """The platform's own questions go to a copy of SQLite instead."""
    own = connection.settings_dict
    connection.close()
    connection.settings_dict = own | {
        "NAME": f"{copy.absolute().as_uri()}?mode=ro&immutable=1",
        "OPTIONS": {"uri": True},
    }
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = own


def put_in_place(dump: Path, *, before: str) -> None:
    """Restores a dump of PostgreSQL in one transaction, which first renames the schema that is there to ``before``.

    Whatever stops it, the rows are the old ones or the new ones.
    """
    script, first = dump.with_suffix(".sql"), dump.with_name("first.sql")
    _client_of_file("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump))
    # The dump makes the schema anew.
    first.write_text(f'ALTER SCHEMA public RENAME TO "{before}";\n')
    quiet = ("--no-psqlrc", "--quiet", f"--output={os.devnull}")
    _client("psql", *quiet, "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={first}", f"--file={script}")


def has_schema(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = %s", [name])
        return cursor.fetchone() is not None


def has_rows() -> bool:
    """Whether the database holds tables already."""
    return bool(connection.introspection.table_names())


def _copy_sqlite(target: Path) -> None:
    with closing(sqlite3.connect(target)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")


def _client(program: str, *words: str) -> None:
    """A program of PostgreSQL on our database. What it must know goes through the environment: a list of processes
    shows no password."""
    from psycopg.conninfo import make_conninfo

    told = connection.get_connection_params()
    kept = {key: value for key, value in told.items() if key not in NOT_FOR_PROGRAMS}
    # A copy takes as long as it takes.
    own = {"PGPASSWORD": told.get("password") or os.environ.get("PGPASSWORD", ""), "PGOPTIONS": ""}
    _run([_find(program), *words, f"--dbname={make_conninfo(**kept)}"], os.environ | own)


def _client_of_file(program: str, *words: str) -> None:
    _run([_find(program), *words], dict(os.environ))


def _find(program: str) -> str:
    """The newest of Debian's, which can speak to older servers; else the one of the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: float(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which(program)
    if found is None:
        raise BackupError(f"There is no {program} on this machine.", hint=HINT)
    return found


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - PostgreSQL's own
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"code {done.returncode}"]
        raise BackupError(f"{Path(command[0]).name} did not succeed: {said[0]}", hint="The database is as it was.")
