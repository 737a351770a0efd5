"""A view that does not declare that it writes cannot: while it answers, the database itself refuses.

Sessions, cookies and the log-in live outside: Django saves them once the view has answered. A view that writes gets no
transaction around it: each of its actions is one, and what it counted (a wrong password) stays when it then refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse

# What the two databases say of a write that they refuse for this reason.
SQLITE_READONLY, POSTGRESQL_READONLY = "SQLITE_READONLY", "25006"


class WroteWhileReadingError(RuntimeError):
    """A mistake of ours: the view says ``@writes()`` and wrote."""


class ReadOnlyMiddleware:
    """The last of the list, so that only the view runs within."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.method in getattr(view, "writes", ()):
            return None
        try:
            with reading_only():
                return view(request, *args, **kwargs)
        except DatabaseError as error:
            if not _refused(error):
                raise
            name = f"{view.__module__}.{view.__qualname__}"
            message = (
                f"{name} wrote while it answered {request.method}: declare @writes({request.method!r}), or move it."
            )
            raise WroteWhileReadingError(message) from error


def reading_only() -> AbstractContextManager[None]:
    """Whatever is asked of the database within may read, and no more. May stand within a transaction."""
    return _on_sqlite() if connection.vendor == "sqlite" else _on_postgresql()


@contextmanager
def _on_sqlite() -> Iterator[None]:
    """The connection says so; no transaction, which would keep every writer waiting."""
    before = _query_only()
    _ask("PRAGMA query_only = ON")
    try:
        yield
    finally:
        if connection.connection is not None:
            _ask(f"PRAGMA query_only = {before}")


@contextmanager
def _on_postgresql() -> Iterator[None]:
    """The transaction says so, and takes it along when it ends: nothing is left on a connection that is used again."""
    with transaction.atomic():
        _ask("SET TRANSACTION READ ONLY")
        yield


def _query_only() -> int:
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA query_only").fetchone()[0]


def _ask(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _refused(error: DatabaseError) -> bool:
    cause = error.__cause__
    said = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return said in {SQLITE_READONLY, POSTGRESQL_READONLY}
