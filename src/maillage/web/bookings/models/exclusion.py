"""Nothing is taken twice: the database says so, whoever writes, in whatever order.

PostgreSQL has a constraint for it. Its ranges of numbers are compared by classes that are always there, so that no
extension need be installed. SQLite has one writer at a time: a trigger that looks sees all there is. Both say
``NAME`` when they refuse, as an IntegrityError.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

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
CREATE TRIGGER {name}_{act} BEFORE {act} ON {table}
WHEN EXISTS (
    SELECT 1 FROM {table} AS other
    WHERE other.kind = NEW.kind AND other.resource = NEW.resource
      AND other.ends_at > NEW.starts_at AND other.starts_at < NEW.ends_at
      AND other.id IS NOT NEW.id
)
BEGIN SELECT RAISE(ABORT, '{name}'); END
"""
ACTS = ("INSERT", "UPDATE")
# Kind and number of a resource share the 64 bits of a lock.
RESOURCE_BITS = 48


def exclude(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """For migrations."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL)
        return
    for act in ACTS:
        editor.execute(SQLITE.format(name=NAME, act=act, table=TABLE))


def allow(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """For migrations that go back."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT {NAME}")
        return
    for act in ACTS:
        editor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{act}")


def refused(error: IntegrityError) -> bool:
    """Whether it is this that the database refused."""
    return NAME in str(error)


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
