"""What the next night would remove, without removing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from ..models.classification import classification
from ..models.retention_rule import chosen_days, expired_rows
from ..rules.classification import Retention, Table
from ..rules.retention import days_of
from .held import said
from .words import duration


@dataclass(frozen=True)
class Due:
    """``count`` rows of a table have had their time; the ``oldest`` counts from then."""

    label: str
    count: int
    oldest: datetime | None


@dataclass(frozen=True)
class Kind:
    """One duration, what it is about, and what would go. ``days`` None: only the end of its cause removes it."""

    name: str
    label: str
    law: str
    days: int | None
    words: str
    chosen: int | None
    usual: int | None
    at_least: int
    at_most: int | None
    tables: tuple[Due, ...]

    @property
    def count(self) -> int:
        return sum(due.count for due in self.tables)

    @property
    def oldest(self) -> datetime | None:
        return min((due.oldest for due in self.tables if due.oldest), default=None)


def retention_kinds(*, now: datetime) -> list[Kind]:
    """Those with a number of days first."""
    kinds = [_kind(retention, now=now) for retention in classification().retentions.values()]
    return sorted(kinds, key=lambda kind: kind.days is None)


def _kind(retention: Retention, *, now: datetime) -> Kind:
    chosen = chosen_days().get(retention.name)
    days = days_of(retention, chosen)
    tables = [table for table in classification().tables.values() if table.retention is retention]
    return Kind(
        name=retention.name,
        label=said(retention.label),
        law=said(retention.law),
        days=days,
        words="" if days is None else duration(days),
        chosen=chosen,
        usual=retention.days,
        at_least=retention.at_least,
        at_most=retention.at_most,
        tables=tuple(_due(table, now=now) for table in tables),
    )


def _due(table: Table, *, now: datetime) -> Due:
    rows = expired_rows(table, now=now)
    if rows is None:
        return Due(said(table.label), 0, None)
    moment = next(f.attname for f in rows.model._meta.local_concrete_fields if f.column == table.expires)
    return Due(said(table.label), rows.count(), rows.aggregate(oldest=Min(moment))["oldest"])
