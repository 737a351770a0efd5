"""Nothing is taken twice: the database says so, whoever writes, in whatever order.

PostgreSQL has a constraint for it. Its ranges of numbers are compared by classes that are always there, so that no
extension need be installed. SQLite has one writer at a time: a trigger that looks sees all there is. Both say
``NAME`` when they refuse, as an IntegrityError.
"""

from __future__ import annotations

from django.db import IntegrityError
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
