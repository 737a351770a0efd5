"""Moments as minutes since 1970, counted by the database: a search reads thousands of them, and needs no calendar."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, IntegerField


class MinuteOf(Func):
    """The minute in which a moment lies."""

    arity = 1
    output_field = IntegerField()
    more_seconds = 0

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        moment, params = compiler.compile(self.source_expressions[0])
        return self._minutes(f"CAST(ROUND((julianday({moment}) - 2440587.5) * 86400) AS INTEGER)"), params

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        moment, params = compiler.compile(self.source_expressions[0])
        return self._minutes(f"FLOOR(EXTRACT(EPOCH FROM {moment}))::bigint"), params

    def get_db_converters(self, connection: Any) -> list[Any]:
        """None: it is a whole number already, thousands of times."""
        return []

    def _minutes(self, seconds: str) -> str:
        return f"(({seconds} + {self.more_seconds}) / 60)"


class MinuteAfter(MinuteOf):
    """The first minute that begins no earlier: what is taken until then is taken until just before it."""

    more_seconds = 59
