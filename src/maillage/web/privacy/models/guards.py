"""Triggers of the database that let rows of the journal be added, and nothing else, whoever is connected.

They guard against mistakes and against code that forgets; who may drop a trigger is not stopped by one, and is found
by the chain. SQLite drops the triggers of a table that a migration makes anew: :func:`guard` is run after every
migration, and puts back those that are missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Table -> what is refused there. The head moves on with every row, by one.
GUARDED = {
    "privacy_entry": ("UPDATE", "DELETE", "TRUNCATE"),
    "privacy_digest": ("UPDATE", "DELETE", "TRUNCATE"),
    "privacy_head": ("UPDATE", "DELETE", "TRUNCATE"),
}
STEP = {("privacy_head", "UPDATE"): "WHEN (NEW.number <> OLD.number + 1)"}
REFUSAL = "the journal is only ever added to"
FUNCTION = "privacy_refuse"
INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}


def guard(connection: BaseDatabaseWrapper) -> None:
    """Puts the triggers where they are missing."""
    missing = set(missing_guards(connection))
    if not missing:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        for name, table, act in _guards(connection.vendor):
            if name in missing:
                cursor.execute(_creation(connection.vendor, name, table, act))


def unguard(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers away, as a migration that goes back does."""
    with connection.cursor() as cursor:
        for name, table, _ in _guards(connection.vendor):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP FUNCTION IF EXISTS {FUNCTION}()")


def missing_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that are not there, or are switched off."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        installed = {name for (name,) in cursor.fetchall()}
    return [name for name, _, _ in _guards(connection.vendor) if name not in installed]


def guard_tables(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """For migrations."""
    guard(editor.connection)


def unguard_tables(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """For migrations that go back."""
    unguard(editor.connection)


def _guards(vendor: str) -> Iterator[tuple[str, str, str]]:
    """(name, table, what it refuses)."""
    for table, acts in GUARDED.items():
        for act in acts:
            if act != "TRUNCATE" or vendor == "postgresql":
                yield f"{table}_no_{act.lower()}", table, act


def _creation(vendor: str, name: str, table: str, act: str) -> str:
    when = STEP.get((table, act), "")
    if vendor == "postgresql":
        each = "STATEMENT" if act == "TRUNCATE" else "ROW"
        return f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH {each} {when} EXECUTE FUNCTION {FUNCTION}()"
    return f"CREATE TRIGGER {name} BEFORE {act} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
