"""What has had its time goes, or names nobody any more, in batches; the authority says how long, within the law."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from ..models import RetentionRule
from ..models.classification import classification
from ..models.retention_rule import expired_rows
from ..rules.classification import Table
from .journal import record
from .writing_over import write_over

# Few enough for nobody to wait for the database meanwhile.
BATCH = 500


@transaction.atomic
def choose_days(*, name: str, days: int | None, by: AbstractBaseUser, now: datetime) -> None:
    """How long this authority keeps it; None: as the classification says.

    Raises KeyError for an unknown retention, ValueError for days outside the bounds.
    """
    retention = classification().retentions[name]
    if retention.days is None or (days is not None and not retention.allows(days)):
        raise ValueError(f"{name} cannot be kept for {days} days.")
    rule, _made = RetentionRule.objects.select_for_update().get_or_create(name=name)
    if rule.days == days:
        return
    rule.days = days
    rule.save(update_fields=["days"])
    record(verb="privacy.retention_chosen", subject=rule, by=by, now=now, fields=["days"])


def apply_retention(*, now: datetime) -> dict[str, int]:
    """Table → how many of its rows went, or were written over. Each batch is a transaction of its own: what is done
    stays done."""
    return {name: count for name, table in classification().tables.items() if (count := _expire(table, now=now))}


def _expire(table: Table, *, now: datetime) -> int:
    total = 0
    while (count := _expire_batch(table, now=now)) > 0:
        total += count
    return total


@transaction.atomic
def _expire_batch(table: Table, *, now: datetime) -> int:
    """Rows of the table itself, not those that went with them; they are counted in the journal."""
    rows = expired_rows(table, now=now)
    keys = [] if rows is None else list(rows.values_list("pk", flat=True)[:BATCH])
    if not keys:
        return 0
    batch = rows.model._base_manager.filter(pk__in=keys)
    if table.forgotten:
        write_over(batch, table.written_over)
        batch.update(**{table.forgotten: now})
    else:
        batch.delete()
    rule, _made = RetentionRule.objects.get_or_create(name=table.retention.name)
    record(
        verb="privacy.retention_applied",
        subject=rule,
        by=None,
        now=now,
        why=f"{table.name} : {len(keys)}",
    )
    return len(keys)
