"""Rows that are to stay and name nobody any more: their columns are written over, as the classification says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import QuerySet

from ..models.person import field_of
from ..rules.classification import Column


def write_over(rows: QuerySet, columns: Iterable[Column]) -> list[str]:
    """Names of the columns, as the journal has them. All of a row at once: what is sealed goes with its index."""
    model, said, numbered = rows.model, {}, {}
    for column in columns:
        field = field_of(model, column)
        if "{id}" in str(column.anonymous):
            numbered[field.attname] = str(column.anonymous)
        else:
            said[field.attname] = _nothing(field, column)
    # By their keys: what is written over may be what they were found by.
    keys = list(rows.values_list("pk", flat=True))
    if said:
        model._base_manager.filter(pk__in=keys).update(**said)
    for key in keys if numbered else ():
        own = {name: words.format(id=key) for name, words in numbered.items()}
        model._base_manager.filter(pk=key).update(**own)
    return [f"{model._meta.label_lower}.{column.name}" for column in columns]


def _nothing(field: models.Field, column: Column) -> Any:
    """What the classification says is written instead, otherwise as little as the column can hold."""
    if column.anonymous is not None:
        return column.anonymous
    return None if field.null else field.get_default()
