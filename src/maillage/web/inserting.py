"""A row is written by SQL that Django writes once for its model, not each time.

    insert(Appointment(…))                       # as appointment.save(force_insert=True), in half of the time
    insert(Message(key="…"), unless_there=True)  # False if there is one of this key

Worth it where rows are written thousands of times an hour, one by one; anywhere else ``save()`` says it as well.
"""

from __future__ import annotations

from threading import local

from django.core.exceptions import FieldError
from django.db import connection
from django.db.models import Model
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery


class Written(local):
    """How a row of each model is written, by each thread: it has its own connection."""

    def __init__(self) -> None:
        self.known: dict[tuple[type[Model], bool], Statement] = {}


class Statement:
    """``row``: the first of its model, by which Django writes the SQL."""

    def __init__(self, row: Model, *, unless_there: bool) -> None:
        meta = row._meta
        if meta.parents or len(meta.db_returning_fields) > 1 or any(each.has_db_default() for each in meta.fields):
            raise FieldError(f"{meta.label} is more than one row of plain values: save() it.")
        self.fields = [each for each in meta.concrete_fields if each is not meta.auto_field]
        self.number = meta.auto_field and meta.auto_field.attname
        query = InsertQuery(type(row), on_conflict=OnConflict.IGNORE if unless_there else None)
        query.insert_values(self.fields, [row])
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = [meta.pk]
        [(self.sql, _parameters)] = compiler.as_sql()

    def write(self, row: Model) -> bool:
        parameters = [each.get_db_prep_save(each.pre_save(row, add=True), connection) for each in self.fields]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            written = cursor.fetchone()
        if written is None:
            return False
        if self.number:
            setattr(row, self.number, written[0])
        row._state.adding, row._state.db = False, connection.alias
        return True


_written = Written()


def insert(row: Model, *, unless_there: bool = False) -> bool:
    """Writes one row, of values alone, and gives it its number. No signal is sent.

    ``unless_there``: False, and nothing is written, if something unique about it is there already. Raises
    IntegrityError as ``save()`` does, and FieldError for a model of which more than its row is to be written.
    """
    form = (type(row), unless_there)
    if form not in _written.known:
        _written.known[form] = Statement(row, unless_there=unless_there)
    return _written.known[form].write(row)
