"""Nothing is taken twice: the database says so, whoever writes, in whatever order.

PostgreSQL has a constraint for it. Its ranges of numbers are compared by classes that are always there, so that no
extension need be installed. SQLite has one writer at a time: a trigger that looks sees all there is. Both say
``NAME`` when they refuse, as an IntegrityError.

SQLite drops the triggers of a table that a migration makes anew: :func:`guard` is run after every migration, and puts
back those that are missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model

from maillage.web.inserting import insert

NAME = "occupation_is_exclusive"
TABLE = "bookings_occupation"

POSTGRESQL = f"""
ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist (
    int8range(resource, resource, '[]') WITH &&,
    int4range(kind, kind, '[]') WITH &&,
    tstzrange(starts_at, ends_at) WITH &&
)
"""
# Moments are texts of one form, in UTC: they compare as they follow.
SQLITE = """
CREATE TRIGGER {trigger} BEFORE {act} ON {table}
WHEN EXISTS (
    SELECT 1 FROM {table} AS other
    WHERE other.kind = NEW.kind AND other.resource = NEW.resource
      AND other.ends_at > NEW.starts_at AND other.starts_at < NEW.ends_at
      AND other.id IS NOT NEW.id
)
BEGIN SELECT RAISE(ABORT, '{name}'); END
"""
ACTS = ("INSERT", "UPDATE")
INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT conname FROM pg_constraint WHERE contype = 'x'",
}
# Kind and number of a resource share the 64 bits of a lock.
RESOURCE_BITS = 48


def guard(connection: BaseDatabaseWrapper) -> None:
    """Puts it where it is missing."""
    missing = missing_guards(connection)
    with connection.cursor() as cursor:
        for name in missing:
            cursor.execute(_creation(connection.vendor, name))


def missing_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of what should refuse and is not there."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        installed = {name for (name,) in cursor.fetchall()}
    return [name for name in _guards(connection.vendor) if name not in installed]


def unguard(connection: BaseDatabaseWrapper) -> None:
    """Takes it away, as a migration that goes back does."""
    with connection.cursor() as cursor:
        for name in _guards(connection.vendor):
            drop = f"ALTER TABLE {TABLE} DROP CONSTRAINT" if connection.vendor == "postgresql" else "DROP TRIGGER"
            cursor.execute(f"{drop} IF EXISTS {name}")


def exclude(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """For migrations."""
    guard(editor.connection)


def allow(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """For migrations that go back."""
    unguard(editor.connection)


def refused(error: IntegrityError) -> bool:
    """Whether it is this that the database refused."""
    return NAME in str(error)


def put_unless_taken(row: Model) -> bool:
    """Writes an occupation; False if the database refuses it. The transaction goes on: in PostgreSQL an error would end
    it, so that none is raised, and in SQLite a trigger can say no in no other way."""
    try:
        return insert(row, unless_there=connection.vendor == "postgresql")
    except IntegrityError as error:
        if not refused(error):
            raise
        return False


def queue_for(wanted: Iterable[tuple[int, int]]) -> None:
    """Whoever is about to take one of these (kind, number) too waits until this transaction ends.

    Nothing rests on it. But PostgreSQL lets two write what excludes the other, and then wait for one another until it
    notices, a second later: who queues first need not. In SQLite one writes at a time.
    """
    if connection.vendor != "postgresql":
        return
    keys = [kind << RESOURCE_BITS | resource for kind, resource in sorted(set(wanted))]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS wanted(key)", [keys])


def _guards(vendor: str) -> list[str]:
    return [NAME] if vendor == "postgresql" else [f"{NAME}_{act}" for act in ACTS]


def _creation(vendor: str, name: str) -> str:
    if vendor == "postgresql":
        return POSTGRESQL
    return SQLITE.format(trigger=name, act=name.rpartition("_")[2], table=TABLE, name=NAME)
