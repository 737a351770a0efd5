"""For how long this authority keeps what: its own choice where it made one."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import QuerySet

from ..rules.classification import Table
from ..rules.retention import days_of, gone_before
from .classification import models_by_table


class RetentionRule(models.Model):
    """``name``: of a retention of the classification. ``days`` empty: as the classification says."""

    name = models.CharField(max_length=40, primary_key=True)
    days = models.PositiveIntegerField(null=True)

    class Meta:
        app_label = "privacy"
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


def chosen_days() -> dict[str, int | None]:
    """Retention → the days that this authority chose."""
    return dict(RetentionRule.objects.values_list("name", "days"))


def expired_rows(table: Table, *, now: datetime) -> QuerySet | None:
    """Rows that have had their time; None if no number of days removes rows of this table."""
    days = days_of(table.retention, chosen_days().get(table.retention.name))
    if days is None:
        return None
    model = models_by_table()[table.name]
    moment = next(field for field in model._meta.local_concrete_fields if field.column == table.expires)
    rows = model._base_manager.filter(**{f"{moment.attname}__lt": gone_before(days, now=now)}).order_by("pk")
    return rows.filter(**{table.forgotten: None}) if table.forgotten else rows
