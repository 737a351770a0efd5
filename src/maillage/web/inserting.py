"""A row is written by SQL that Django writes once for its model, not each time.

    insert(Appointment(…))                       # as appointment.save(force_insert=True), in half of the time
    insert(Message(key="…"), unless_there=True)  # False if there is one of this key

Worth it where rows are written thousands of times an hour, one by one; anywhere else ``save()`` says it as well.
"""

from __future__ import annotations

from functools import cache

from django.core.exceptions import FieldError
from django.db import connection
from django.db.models import Model
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery


def insert(row: Model, *, unless_there: bool = False) -> bool:
    """Writes one row, of values alone, and gives it its number. No signal is sent.

    ``unless_there``: False, and nothing is written, if something unique about it is there already. Raises
    IntegrityError as ``save()`` does, and FieldError for a model of which more than its row is to be written.
    """
    model = type(row)
    sql = _statement(model, OnConflict.IGNORE if unless_there else None)
    values = [each.get_db_prep_save(each.pre_save(row, add=True), connection) for each in _fields(model)]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        written = cursor.fetchone()
    if written is None:
        return False
    if number := model._meta.auto_field:
        setattr(row, number.attname, written[0])
    row._state.adding, row._state.db = False, connection.alias
    return True


@cache
def _statement(model: type[Model], on_conflict: OnConflict | None) -> str:
    """The same for every connection of a process: they are of one kind."""
    meta = model._meta
    if meta.parents or len(meta.db_returning_fields) > 1 or any(each.has_db_default() for each in meta.fields):
        raise FieldError(f"{meta.label} is more than one row of plain values: save() it.")
    query = InsertQuery(model, on_conflict=on_conflict)
    query.insert_values(_fields(model), [model()])
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = [meta.pk]
    [(sql, _values)] = compiler.as_sql()
    return sql


@cache
def _fields(model: type[Model]) -> list:
    """All but the number that the database gives."""
    return [each for each in model._meta.concrete_fields if each is not model._meta.auto_field]
