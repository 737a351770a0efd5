"""The database: reached, of the form that this version needs, and at the same time of day."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from .machine import room
from .problem import Level, Problem

WHERE = "MAILLAGE_DATABASE"
# Sessions, locks and journal say when something was: the two clocks may differ by no more.
APART_AT_MOST = timedelta(seconds=5)
SERVE = "Start `maillage serve`: it migrates the database."


def check(now: datetime) -> Iterator[Problem]:
    """Fatal ones are alone: nothing else can then be asked."""
    if connection.vendor == "sqlite" and not settings.DATA.is_dir():
        return
    try:
        connection.ensure_connection()
        connection.check_database_version_supported()
        found = [*form(), *clock()]
    except Exception as error:  # noqa: BLE001 - whatever the driver says, it cannot be asked
        yield Problem(Level.FATAL, WHERE, f"the database cannot be used: {reason(error)}.", _mend())
        return
    yield from found
    if connection.vendor == "sqlite" and isinstance(connection.settings_dict["NAME"], Path):
        yield from sqlite()


def form() -> Iterator[Problem]:
    """Whether the database has been through the migrations of this version, these alone, and each to its end."""
    loader = MigrationLoader(connection)
    try:
        loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as error:
        yield Problem(Level.FATAL, WHERE, f"its migrations are out of order: {error}", "Restore a backup.")
        return
    ours = {app for app, _ in loader.disk_migrations}
    later = sorted(".".join(each) for each in set(loader.applied_migrations) - set(loader.disk_migrations))
    unknown = [name for name in later if name.partition(".")[0] in ours and not _replaced(loader, name)]
    if unknown:
        what = f"a later version of maillage has changed it ({unknown[0]})."
        yield Problem(Level.FATAL, WHERE, what, "Install that version again, or restore a backup of this one.")
        return
    waiting = sorted(".".join(each) for each in set(loader.disk_migrations) - set(loader.applied_migrations))
    if waiting:
        what = f"{len(waiting)} migrations are to be applied, first {waiting[0]}."
        yield Problem(Level.WRONG, WHERE, what, SERVE)
        return
    lacking = missing_columns()
    if lacking:
        what = f"a migration stopped half-way: there is no {lacking[0]}, and it is said to be done."
        yield Problem(Level.FATAL, WHERE, what, "Restore the last backup; nothing that it holds is lost.")


def missing_columns() -> list[str]:
    """table.column of every row that this version knows and the database does not."""
    with connection.cursor() as cursor:
        there = {table.name for table in connection.introspection.get_table_list(cursor)}
        lacking = []
        for model in apps.get_models(include_auto_created=True):
            meta = model._meta
            if not meta.managed or meta.proxy:
                continue
            if meta.db_table not in there:
                lacking.append(meta.db_table)
                continue
            columns = {each.name for each in connection.introspection.get_table_description(cursor, meta.db_table)}
            lacking += [f"{meta.db_table}.{field.column}" for field in meta.local_concrete_fields
                        if field.column not in columns]  # fmt: skip
    return sorted(lacking)


def clock() -> Iterator[Problem]:
    """That of a server, against ours."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        before = timezone.now()
        cursor.execute("SELECT clock_timestamp()")
        said = cursor.fetchone()[0]
    apart = abs(said - before)
    if apart > APART_AT_MOST:
        what = f"its clock and that of this machine are {apart.total_seconds():.0f} seconds apart."
        yield Problem(Level.WRONG, WHERE, what, "Have both set by NTP (timedatectl).")


def sqlite() -> Iterator[Problem]:
    """That it is kept as docs/operations.md promises."""
    file = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    if mode != "wal":
        what = f"it is not in WAL mode but in {mode}: readers wait for writers."
        yield Problem(Level.WRONG, str(file), what, "Put the data folder on a local disk, not on a network share.")
    if synchronous < 2:
        yield Problem(
            Level.WRONG, str(file), "a power cut may lose what was acknowledged.", "Do not change its PRAGMAs."
        )
    yield from room(shutil.disk_usage(file.parent).free, str(file.parent)) if file.parent != settings.DATA else ()


def reason(error: BaseException) -> str:
    """The first line, which holds no password."""
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")


def _mend() -> str:
    if connection.vendor == "sqlite":
        return "Restore a backup, or give the file back to the user that runs maillage."
    return "Check that the server runs, and that its address, user and password are right."


def _replaced(loader: MigrationLoader, name: str) -> bool:
    app, _, migration = name.partition(".")
    return any((app, migration) in each.replaces for each in loader.disk_migrations.values())
