"""Sealed text is sealed anew with the present key, a few rows at a time, while people go on working."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from operator import or_

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import Q

from ..fields.keyring import keyring
from ..fields.sealed import SealedTextField
from ..models import KnownKey
from .journal import record

BATCH = 200


def reseal(*, now: datetime, by: AbstractBaseUser | None = None) -> int:
    """Every sealed text, under the present key; how many rows it was. What was done before it was stopped stays done,
    and is not done again.

    Raises SealError or KeyringError for a text that does not open; what came before it is done.
    """
    count, columns = 0, []
    for model, fields in sealed_models():
        before = count
        while batch := _batch(model, fields):
            count += batch
        if count > before:
            columns += [f"{model._meta.label_lower}.{field.name}" for field in fields]
    if count:
        with transaction.atomic():
            present = KnownKey.objects.get(name=keyring().present.name)
            record(verb="privacy.keys_rotated", subject=present, by=by, now=now, fields=columns)
    return count


def sealed_rows_left() -> bool:
    """Whether any row is still sealed with an earlier key."""
    return any(_left(model, fields).exists() for model, fields in sealed_models())


def sealed_models() -> Iterator[tuple[type[models.Model], list[SealedTextField]]]:
    """Every table that has sealed columns, and those that it adds itself."""
    for model in apps.get_models():
        fields = [field for field in model._meta.local_concrete_fields if isinstance(field, SealedTextField)]
        if fields and not model._meta.proxy and model._meta.managed:
            yield model, fields


def _left(model: type[models.Model], fields: list[SealedTextField]) -> models.QuerySet:
    """What no key opens is among them: whoever re-seals meets it."""
    asked = [Q(**{f"{field.name}__under_another": keyring().present}) for field in fields]
    return model._base_manager.filter(reduce(or_, asked))


@transaction.atomic
def _batch(model: type[models.Model], fields: list[SealedTextField]) -> int:
    """Some of the rows that are left; nobody writes them meanwhile."""
    rows = _left(model, fields).select_for_update().order_by("pk").only("pk", *(field.name for field in fields))[:BATCH]
    for row in rows:
        row.save(
            update_fields=[name for field in fields for name in (field.name, *(index.name for index in field.indexes))]
        )
    return len(rows)
