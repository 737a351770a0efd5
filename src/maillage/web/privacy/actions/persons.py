"""What the data protection officer does with the data of one person, and what a person does with their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone

from ..models import Request
from ..models.person import field_of, kinds_of_persons, reference_of
from ..rules.requests import due_on
from .journal import record


@transaction.atomic
def consult(*, person: models.Model, why: str, by: AbstractBaseUser, now: datetime) -> None:
    """The page of a person is opened, for a reason that is written down first."""
    record(verb="privacy.consulted", subject=person, by=by, now=now, why=why)


@transaction.atomic
def note_export(*, person: models.Model, by: AbstractBaseUser, now: datetime) -> None:
    """A copy of all that is held leaves the platform."""
    record(verb="privacy.exported", subject=person, by=by, now=now)


@transaction.atomic
def rectify(*, person: models.Model, values: Mapping[str, str], by: AbstractBaseUser, now: datetime) -> list[str]:
    """Corrects columns (name → value) that the classification says may be; returns the names of those that changed.

    Raises ValidationError if the model refuses them, ValueError for a column that is not to be corrected.
    """
    table = kinds_of_persons()[reference_of(person).kind]
    changed = []
    for name, text in values.items():
        column = table.columns[name]
        if not column.rectify:
            raise ValueError(f"{table.name}.{name} is not to be corrected here.")
        value = text.strip().casefold() if column.identity == "email" else text.strip()
        field = field_of(type(person), column)
        if getattr(person, field.attname) != value:
            setattr(person, field.attname, value)
            changed.append(field.attname)
    if changed:
        person.full_clean()
        person.save(update_fields=changed)
        record(verb="privacy.rectified", subject=person, by=by, now=now, fields=changed)
    return changed


@transaction.atomic
def receive_request(*, person: models.Model, kind: Request.Kind, by: AbstractBaseUser, now: datetime) -> Request:
    """The person asks for something; asked again while it is open, it is the same request."""
    request, made = Request.objects.get_or_create(
        person=str(reference_of(person)),
        kind=kind,
        closed_at=None,
        defaults={"received_at": now, "due_on": due_on(timezone.localdate(now))},
    )
    if made:
        record(verb="privacy.request_received", subject=request, about=person, by=by, now=now)
    return request


@transaction.atomic
def close_request(*, request: Request, person: models.Model, by: AbstractBaseUser, now: datetime) -> None:
    """It was answered. Nothing happens if it was closed before."""
    closed = Request.objects.filter(pk=request.pk, closed_at=None).update(closed_at=now, closed_by=by)
    if closed:
        record(verb="privacy.request_closed", subject=request, about=person, by=by, now=now)
