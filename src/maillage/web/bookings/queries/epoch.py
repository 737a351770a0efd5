"""Moments as minutes since 1970, counted by the database: a search reads thousands of them, and needs no calendar."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, IntegerField


class MinuteOf(Func):
    """The minute in which a moment lies."""

    arity = 1
    output_field = IntegerField()
    more_seconds = 0

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[object, ...]]:
        moment, params = compiler.compile(self.source_expressions[0])
        # A parameter: Django would take the letters for the place of another one.
        return f"((CAST(strftime(%s, {moment}) AS INTEGER) + {self.more_seconds}) / 60)", ("%s", *params)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[object, ...]]:
        moment, params = compiler.compile(self.source_expressions[0])
        return f"((FLOOR(EXTRACT(EPOCH FROM {moment}))::bigint + {self.more_seconds}) / 60)", tuple(params)


class MinuteAfter(MinuteOf):
    """The first minute that begins no earlier: what is taken until then is taken until just before it."""

    more_seconds = 59
