"""The column by which a sealed text is looked up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import In, IsNull, Lookup

from maillage.web.prepared import Given

from ..rules.sealing import INDEX_DIGITS, blind_index
from .keyring import keyring


class Blinded(str):
    """What stands in the column, as opposed to the text that it was made of."""

    __slots__ = ()


class BlindIndexField(models.CharField):
    """Beside ``phone = SealedTextField()``: ``phone_index = BlindIndexField(of="phone")``.

    Follows its sealed field when a row is saved, and is null where that is empty. ``filter(phone_index="06 12 34 56")``
    finds the rows whose text reads the same: capitals, width and the number of spaces do not count. ``unique=True``
    holds among the rows of one key: while keys are rotated, an action looks first.
    """

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        fixed = {"max_length": INDEX_DIGITS, "null": True, "blank": True, "editable": False}
        super().__init__(*args, **({"db_index": not kwargs.get("unique", False)} | kwargs | fixed))

    def deconstruct(self) -> tuple[str, str, list, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "null", "blank", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs | {"of": self.of}

    @property
    def column_name(self) -> str:
        """Under which texts are digested: those of two columns cannot be compared."""
        return f"{self.model._meta.label_lower}.{self.of}"

    def digests(self, text: str) -> list[Blinded]:
        """Of a text, under every key: rows that were written with an earlier one are found as well."""
        if isinstance(text, Blinded):
            return [text]
        return [Blinded(blind_index(text, key, self.column_name)) for key in keyring()]

    def pre_save(self, model_instance: models.Model, add: bool) -> Blinded | None:  # noqa: FBT001 - Django's own
        digest = self._present(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, digest)
        return digest

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if hasattr(value, "as_sql"):
            raise FieldError(f"{self} is computed from its text: save() the row, or update() it with the text.")
        return super().get_db_prep_save(self._present(value), connection)

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Blinded | None:
        return None if value is None else Blinded(value)

    def get_lookup(self, lookup_name: str) -> type[Lookup]:
        if lookup_name not in LOOKUPS:
            raise FieldError(f"{self} finds a whole text: it knows no {lookup_name!r}, only {', '.join(LOOKUPS)}.")
        return LOOKUPS[lookup_name]

    def _present(self, text: str | None) -> Blinded | None:
        """Under the present key; a digest stays what it is."""
        return self.digests(text)[0] if text else None


class BlindIn(In):
    """Texts are digested under every key before they are compared; what is :class:`Given` later is a digest."""

    def __init__(self, lhs: Any, rhs: Any) -> None:
        field: BlindIndexField = lhs.output_field
        super().__init__(lhs, [digest for text in self.texts(field, rhs) for digest in self.digests(field, text)])

    def texts(self, field: BlindIndexField, rhs: Any) -> Iterable[str | Given]:
        is_one = isinstance(rhs, str) or hasattr(rhs, "resolve_expression")
        if is_one or not all(isinstance(each, str | Given) for each in rhs):
            raise FieldError(f"{field} is looked up by texts.")
        return rhs

    def digests(self, field: BlindIndexField, text: str | Given) -> Sequence[Blinded | Given]:
        return [text] if isinstance(text, Given) else field.digests(text)


class BlindExact(BlindIn):
    """The same for one text."""

    lookup_name = "exact"

    def texts(self, field: BlindIndexField, rhs: Any) -> Iterable[str]:
        if not isinstance(rhs, str):
            raise FieldError(f"{field} is looked up by a text; for rows that have none, by isnull.")
        return [rhs]


LOOKUPS: dict[str, type[Lookup]] = {"exact": BlindExact, "in": BlindIn, "isnull": IsNull}
