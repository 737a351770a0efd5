"""Short questions that are asked with every request: Django writes their SQL once, not each time.

    ROOMS = Prepared(lambda place: Room.objects.filter(place=place, removed_at=None).values_list("pk", "is_closed"))
    for number, is_closed in ROOMS.ask(12): ...

Of a question that the database answers in some microseconds, most of the time goes into the way from a QuerySet to its
SQL. Worth it where one is asked thousands of times an hour; anywhere else a QuerySet says it more simply.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import local
from typing import Any

from django.db import connection
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Given(Expression):
    """Where a value will stand: the first, the second…"""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Given]]:
        return "%s", (self,)


class Written:
    """A question in SQL, as one connection asks it."""

    def __init__(self, question: QuerySet) -> None:
        self.compiler = question.query.get_compiler(connection=connection)
        self.sql, self.parameters = self.compiler.as_sql()
        columns = [column for column, *_ in self.compiler.select]
        self.converters = self.compiler.get_converters(columns)
        self.model = question.model if question.query.default_cols else None
        self.names = [column.target.attname for column in columns] if self.model else []

    def ask(self, values: tuple[Any, ...]) -> list[Any]:
        said = [connection.ops.adapt_unknown_value(value) for value in values]
        parameters = [said[each.number] if isinstance(each, Given) else each for each in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows = self.compiler.apply_converters(cursor.fetchall(), self.converters)
        if self.model is None:
            return list(map(tuple, rows))
        return [self.model.from_db(connection.alias, self.names, row) for row in rows]


class Prepared(local):
    """``question``: makes a QuerySet of some values, of models or of ``values_list``. What it asks may depend on how
    many there are, not on what they are: a condition on None is another question. With many, ``__in`` is asked of a
    column (``place__pk__in``), not of a relation. Each thread has its own connection and SQL."""

    def __init__(self, question: Callable[..., QuerySet]) -> None:
        self._question = question
        self._written: dict[int, Written] = {}

    def ask(self, *values: Any) -> list[Any]:
        """What the QuerySet would answer."""
        many = len(values)
        if many not in self._written:
            self._written[many] = Written(self._question(*map(Given, range(many))))
        return self._written[many].ask(values)
