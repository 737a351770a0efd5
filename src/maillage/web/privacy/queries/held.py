"""What is held about a person: table by table, row by row, in the words of the classification."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.outputs.words.typography import typographic

from ..models import Entry
from ..models.classification import classification
from ..models.person import Holding, field_of, holdings_of, kinds_of_persons, reference_of, value_of
from ..models.retention_rule import chosen_days
from ..rules.classification import Column, Label, Role, Table
from ..rules.retention import days_of
from .words import duration, source_words

# A page shows so many rows of a table; an export has all.
SHOWN = 20


@dataclass(frozen=True)
class Cell:
    """``text``: for people; ``plain``: for a file."""

    name: str
    label: str
    text: str
    plain: Any
    source: str


@dataclass(frozen=True)
class Held:
    """The rows of one table that name a person: ``about`` them, or written by them."""

    table: str
    label: str
    about: bool
    purpose: str
    law: str
    kept: str
    source: str
    count: int
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def held_about(person: models.Model, *, shown: int | None = SHOWN) -> list[Held]:
    """Rows about the person first, then those that they wrote; all rows if ``shown`` is None. Not the journal, which
    has its own words: :func:`.persons.journal_about`."""
    journal = Entry._meta.db_table
    found = [_held(each, person, shown) for each in holdings_of(person) if each.table.name != journal]
    return sorted(found, key=lambda held: not held.about)


def said(label: Label) -> str:
    """In the language of the page, as French sets it."""
    language = get_language() or settings.LANGUAGE_CODE
    return label.said(language) if language.startswith("en") else typographic(label.said(language))


def kept_for(table: Table) -> str:
    """« 365 jours », or until when in words."""
    days = days_of(table.retention, chosen_days().get(table.retention.name))
    return said(table.retention.label) if days is None else duration(days)


def days_kept(table: str) -> str:
    """The same of a table by its name, for the page on which somebody is asked for what it will hold."""
    return kept_for(classification().tables[table])


def _held(holding: Holding, person: models.Model, shown: int | None) -> Held:
    table, about = holding.table, holding.role is Role.SUBJECT
    columns = [column for column in table.columns.values() if column.is_about_people]
    rows = holding.rows if shown is None else holding.rows[:shown]
    return Held(
        table=table.name,
        label=said(table.label),
        about=about,
        purpose=said(table.purpose.label),
        law=said(table.purpose.law),
        kept=kept_for(table),
        source=", ".join(dict.fromkeys(source_words(column.source) for column in columns)),
        count=holding.rows.count(),
        rows=tuple(tuple(_cells(row, columns, person)) for row in rows),
    )


def _cells(row: models.Model, columns: list[Column], person: models.Model) -> Iterator[Cell]:
    for column in columns:
        value, field = value_of(row, column), field_of(type(row), column)
        if value in (None, "", [], {}):
            continue
        if not column.export:
            text, plain = _("conservé, jamais montré"), None
        elif column.role is not None:
            text = plain = _whom(field, value, person)
        else:
            text, plain = _text(row, field, value), _plain(value)
        yield Cell(column.name, said(column.label), text, plain, source_words(column.source))


def _whom(field: models.Field, value: object, person: models.Model) -> str:
    """The person themselves; of anybody else only the number: an export must not tell of others."""
    reference = reference_of(person)
    if field.is_relation or field.primary_key:
        leads_to = field.related_model if field.is_relation else field.model
        if leads_to._meta.label_lower in kinds_of_persons():
            itself = value == person.pk and isinstance(person, leads_to)
            return _("cette personne") if itself else _("compte n° %(number)s") % {"number": value}
    return _("cette personne") if str(value) == str(reference) else str(value)


def _text(row: models.Model, field: models.Field, value: object) -> str:
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if field.is_relation and not classification().tables[field.related_model._meta.db_table].of_role(Role.SUBJECT):
        return str(getattr(row, field.name))
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _plain(value: object) -> Any:
    """As JSON has it: numbers stay numbers, moments are ISO 8601."""
    if isinstance(value, bool | int | float | str | dict | list):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
