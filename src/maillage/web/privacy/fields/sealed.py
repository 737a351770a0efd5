"""The column whose text only the holder of the keys can read."""

from __future__ import annotations

import secrets
from functools import cached_property
from typing import Any

from django import forms
from django.core import checks
from django.core.exceptions import FieldError, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Case, Col, Value
from django.db.models.functions import Cast
from django.db.models.lookups import IsNull, Lookup
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from ..rules.sealing import NONCE_BYTES, SealError, begins, is_sealed, seal, unseal
from .blind_index import BlindIndexField
from .keyring import keyring


class SealedTextField(models.TextField):
    """Plain text in Python, sealed in the database (:mod:`..rules.sealing`). None stays None, empty stays empty.

    ``max_length`` counts the characters of the plain text. The database cannot look into it: to filter, order or
    compute with it is refused; ``isnull`` is known, and a :class:`BlindIndexField` beside it finds whole texts. An
    update that would leave that index behind is refused as well.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    @property
    def column_name(self) -> str:
        """What sealed texts are bound to."""
        return f"{self.model._meta.label_lower}.{self.name}"

    @cached_property
    def indexes(self) -> list[BlindIndexField]:
        """By which its texts are found: none, or one."""
        fields = self.model._meta.concrete_fields
        return [field for field in fields if isinstance(field, BlindIndexField) and field.of == self.name]

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_that_nothing_compares()]

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value and is_sealed(value):
            raise ValidationError(_("Ce texte a la forme d’un texte chiffré : écrivez-le en clair."), code="sealed")

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**({"widget": forms.TextInput} | kwargs))

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        return unseal(value, keyring(), self.column_name) if value else value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if hasattr(value, "as_sql"):
            if not self._is_of_bulk_update(value):
                raise FieldError(f"{self} is sealed here, not by the database: it is written with a text alone.")
            return value
        text = self.get_prep_value(value)
        if not text:
            return text
        if self.max_length is not None and len(text) > self.max_length:
            raise SealError(f"A text for {self} has {len(text)} characters; it holds {self.max_length}.")
        return seal(text, keyring().present, self.column_name, nonce=secrets.token_bytes(NONCE_BYTES))

    def get_placeholder_sql(
        self, value: Any, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple | list]:
        """Django asks for it with every write: where an index would be left behind, it can be seen here alone."""
        written = [field for field, *_ in getattr(compiler.query, "values", ())]
        if written and (left := next((index for index in self.indexes if index not in written), None)):
            raise FieldError(f"{self} is not written without {left}, by which it is found: write both.")
        return compiler.compile(value) if hasattr(value, "as_sql") else ("%s", (value,))

    def get_lookup(self, lookup_name: str) -> type[Lookup]:
        if lookup_name not in LOOKUPS:
            raise FieldError(f"{self} is sealed: the database knows no {lookup_name!r} of it, only isnull.")
        return LOOKUPS[lookup_name]

    def get_transform(self, lookup_name: str) -> None:
        raise FieldError(f"{self} is sealed: the database cannot compute {lookup_name!r} of it.")

    def get_col(self, alias: str | None, output_field: models.Field | None = None) -> Col:
        """Conditions say their ``output_field``; what is selected or ordered by does not."""
        return Col(alias, self, output_field) if output_field else SealedCol(alias, self)

    def _is_of_bulk_update(self, expression: Any) -> bool:
        """Plain values of this very field, row by row."""
        case = expression.get_source_expressions()[0] if isinstance(expression, Cast) else expression
        results = [when.result for when in case.cases] if isinstance(case, Case) else [case]
        return all(isinstance(result, Value) and result.output_field is self for result in results)

    def _check_that_nothing_compares(self) -> list[checks.CheckMessage]:
        ordering = {str(each).lstrip("-") for each in self.model._meta.ordering}
        if self.unique or self.db_index or self.primary_key or self.name in ordering:
            hint = "Look it up by a BlindIndexField; order by something else."
            return [checks.Error(f"{self} is sealed: it has no order and no equals.", hint=hint, obj=self)]
        return []


class SealedCol(Col):
    """A sealed column where it is selected. Only what is ordered by is resolved once more, and is refused."""

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Col:
        raise FieldError(f"{self.target} is sealed: rows cannot be put in its order.")


class SealedUnderAnother(Lookup):
    """``filter(phone__under_another=key)``: rows that wait for their re-sealing."""

    lookup_name = "under_another"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple]:
        column, parameters = self.process_lhs(compiler, connection)
        beginning = begins(self.rhs)
        asked = f"({column} <> '' AND SUBSTR({column}, 1, {len(beginning)}) <> %s)"
        return asked, (*parameters, *parameters, beginning)


LOOKUPS: dict[str, type[Lookup]] = {"isnull": IsNull, "under_another": SealedUnderAnother}
