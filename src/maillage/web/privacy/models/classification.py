"""The classification of the platform's own tables, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import models

from ..rules.classification import Classification
from ..rules.classification_file import read_classification

FILE = Path(__file__).resolve().parents[2] / "classification.toml"


@cache
def classification() -> Classification:
    """Raises ClassificationError if the file cannot be held to."""
    return read_classification(FILE.read_text(encoding="utf-8"), file=FILE.name)


@cache
def models_by_table() -> dict[str, type[models.Model]]:
    """Every table that Django keeps, those between two models included."""
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def columns_by_table() -> dict[str, set[str]]:
    return {
        table: {field.column for field in model._meta.local_concrete_fields}
        for table, model in models_by_table().items()
    }
