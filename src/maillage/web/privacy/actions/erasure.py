"""A person is erased: rows about them go, names are written over, what must stay no longer says who it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.module_loading import import_string

from ..models import Consent, Means, Request
from ..models import Erasure as ErasureRow
from ..models.classification import models_by_table
from ..models.person import Holding, field_of, holdings_of, reference_of
from ..rules.classification import Erasure, Role
from .journal import record
from .writing_over import write_over


class CannotBeErasedError(Exception):
    """Something must be done first; the message says what, to a person."""


@transaction.atomic
def erase(*, person: models.Model, by: AbstractBaseUser | None, now: datetime) -> ErasureRow:
    """All or nothing. Done again it finds what came since, and is not written into the journal a second time.

    Raises PermissionDenied if people would erase themselves (somebody else looks at it first), and CannotBeErasedError
    where the module that the setting BEFORE_ERASURE names says so.
    """
    reference = reference_of(person)
    if by is not None and reference_of(by) == reference:
        raise PermissionDenied
    import_string(settings.BEFORE_ERASURE)(person=person, now=now)
    type(person)._base_manager.select_for_update().get(pk=person.pk)
    _end_what_is_open(str(reference), by=by, now=now)
    # Rows are found by the person's address too: all of them before anything is written over.
    found = [(holding, list(holding.rows.values_list("pk", flat=True))) for holding in holdings_of(person)]
    for holding, keys in found:
        if holding.role is Role.SUBJECT and holding.table.erasure is Erasure.DELETE:
            _rows(holding, keys).delete()
    touched = [name for holding, keys in found for name in _write_over(holding, keys, person)]
    done, first = ErasureRow.objects.get_or_create(person=str(reference), defaults={"at": now, "by": by})
    if first:
        record(verb="privacy.erased", subject=person, by=by, now=now, fields=touched)
    return done


def _end_what_is_open(person: str, *, by: AbstractBaseUser | None, now: datetime) -> None:
    Consent.objects.filter(person=person, withdrawn_at=None).update(
        withdrawn_at=now, withdrawn_means=Means.ERASURE, withdrawn_by=by
    )
    Request.objects.filter(person=person, closed_at=None).update(closed_at=now, closed_by=by)


def _write_over(holding: Holding, keys: Sequence[Any], person: models.Model) -> list[str]:
    """Names of the columns that were written over: of a row about the person all that are to be; of a row that the
    person wrote only the columns that lead to them."""
    if holding.role is Role.SUBJECT:
        return write_over(_rows(holding, keys), holding.table.written_over)
    columns = [column for column in holding.columns if column.erasure is Erasure.ANONYMISE]
    model = models_by_table()[holding.table.name]
    for column in columns:
        write_over(_rows(holding, keys).filter(**{field_of(model, column).attname: person.pk}), [column])
    return [f"{model._meta.label_lower}.{column.name}" for column in columns]


def _rows(holding: Holding, keys: Sequence[Any]) -> models.QuerySet:
    return models_by_table()[holding.table.name]._base_manager.filter(pk__in=keys)
