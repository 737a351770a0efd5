"""Persons and the rows about them, found by the ways that the classification declares. No module is named here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from ..fields.blind_index import BlindIndexField
from ..rules.classification import Column, Role, Table, Via
from ..rules.person import PersonRef
from .classification import classification, models_by_table


@dataclass(frozen=True)
class Holding:
    """Rows of one table that name a person, in one role. ``columns``: those that do."""

    table: Table
    role: Role
    columns: tuple[Column, ...]
    rows: QuerySet


@cache
def kinds_of_persons() -> dict[str, Table]:
    """``accounts.user`` → its table: wherever the key of a row is said to be a person."""
    found = {}
    for name, table in classification().tables.items():
        model = models_by_table()[name]
        column = table.columns[model._meta.pk.column]
        if column.role is Role.SUBJECT and column.via is Via.KEY and not model._meta.pk.is_relation:
            found[model._meta.label_lower] = table
    return found


def find_person(ref: PersonRef) -> models.Model | None:
    if ref.kind not in kinds_of_persons():
        return None
    return apps.get_model(ref.kind)._base_manager.filter(pk=ref.number).first()


def reference_of(person: models.Model) -> PersonRef:
    return PersonRef(person._meta.label_lower, person.pk)


def identity_of(person: models.Model, what: str) -> str:
    """The person's "name", "email" or "phone", as the classification says where it stands; empty if nowhere."""
    table = kinds_of_persons()[person._meta.label_lower]
    column = next((column for column in table.columns.values() if column.identity == what), None)
    return "" if column is None else str(value_of(person, column) or "")


def value_of(row: models.Model, column: Column) -> object:
    return getattr(row, field_of(type(row), column).attname)


def field_of(model: type[models.Model], column: Column) -> models.Field:
    return next(field for field in model._meta.local_concrete_fields if field.column == column.name)


def holdings_of(person: models.Model) -> Iterator[Holding]:
    """Everything that names the person, table by table; tables with no row are left out."""
    for name, table in classification().tables.items():
        for role in Role:
            condition = _named(table, role, person)
            if condition is None:
                continue
            rows = models_by_table()[name]._base_manager.filter(condition).order_by("pk")
            if rows.exists():
                yield Holding(table, role, table.of_role(role), rows)


def _named(table: Table, role: Role, person: models.Model) -> Q | None:
    """The condition under which a row names the person in this role; None if no row of this table can."""
    model = models_by_table()[table.name]
    found = [way for column in table.of_role(role) if (way := _way(model, column, person)) is not None]
    condition = Q()
    for way in found:
        condition |= way
    return condition if found else None


def _way(model: type[models.Model], column: Column, person: models.Model) -> Q | None:
    field = field_of(model, column)
    if column.via is Via.REFERENCE:
        return Q(**{field.attname: str(reference_of(person))})
    if column.via in {Via.EMAIL, Via.PHONE}:
        contact = identity_of(person, column.via)
        lookup = "exact" if isinstance(field, BlindIndexField) else "iexact"
        return Q(**{f"{field.attname}__{lookup}": contact}) if contact else None
    if column.via is Via.ROW:
        to = field.related_model
        inner = _named(classification().tables[to._meta.db_table], Role.SUBJECT, person)
        return None if inner is None else Q(**{f"{field.name}__in": to._base_manager.filter(inner)})
    leads_to = field.related_model if field.is_relation else model
    return Q(**{field.attname: person.pk}) if isinstance(person, leads_to) else None
