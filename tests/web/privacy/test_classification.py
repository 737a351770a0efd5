"""Every column of the database has its line, every line its column, and a line that cannot be held to is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.db import models

from maillage.web.privacy.models.classification import classification, columns_by_table, models_by_table
from maillage.web.privacy.rules.classification import ClassificationError, Column, Erasure, Nature, Role, Table, Via
from maillage.web.privacy.rules.classification_file import read_classification

SMALL = """
[reasons.law]
fr = "La loi"
en = "The law"
[purposes.work]
fr = "Travail"
en = "Work"
basis = "public-task"
[retentions.ever]
fr = "Toujours"
en = "For ever"
[retentions.month]
fr = "Un mois"
en = "A month"
days = 30
[tables.book]
fr = "Livre"
en = "Book"
purpose = "work"
retention = "ever"
[tables.book.columns]
id = { is = "technical" }
"""


def read(lines: str = ""):
    return read_classification(SMALL + lines, file="small.toml")


def test_every_column_of_every_table_has_its_line_and_every_line_its_column() -> None:
    assert classification().missing(columns_by_table()) == [], "add these lines to web/classification.toml"
    assert classification().left_over(columns_by_table()) == [], "remove these lines from web/classification.toml"


def test_a_new_table_and_a_new_column_are_missed() -> None:
    told = read()
    assert told.missing({"book": {"id", "author"}, "reader": {"id"}}) == ["book.author", "reader.id"]
    assert told.left_over({"book": set()}) == ["book.id"]


def described() -> Iterator[tuple[str, Table, Column, models.Field]]:
    """Every line with the field that it describes."""
    for name, table in classification().tables.items():
        for field in models_by_table()[name]._meta.local_concrete_fields if name in models_by_table() else ():
            if field.column in table.columns:
                yield f"{name}.{field.column}", table, table.columns[field.column], field


def test_who_leads_to_a_person_says_so() -> None:
    """A foreign key to people that says neither whose row it is nor who wrote it would hide rows from the DPO."""
    people = get_user_model()
    silent = [name for name, _, column, field in described() if field.related_model is people and not column.role]
    assert silent == []


def test_ways_to_a_person_are_columns_of_their_kind() -> None:
    for name, _, column, field in described():
        if column.role and column.via in {Via.KEY, Via.ROW}:
            assert field.is_relation or field.primary_key, name
        elif column.role:
            assert isinstance(field, models.CharField | models.TextField), name


def test_what_is_written_instead_fits_its_column() -> None:
    """A column that cannot be empty needs a word of its own, or an erasure would fail half-way."""
    for name, _, column, field in described():
        if column.erasure is not Erasure.ANONYMISE:
            continue
        if column.anonymous is None:
            assert field.null or field.has_default() or field.empty_strings_allowed, f"{name}: say anonymous"
        if field.unique:
            assert "{id}" in str(column.anonymous), f"{name} is unique"


def test_what_counts_from_a_moment_counts_from_a_date() -> None:
    for name, table, column, field in described():
        if table.retention.days is not None and table.expires == column.name:
            assert isinstance(field, models.DateField), name


def test_nothing_holds_back_rows_that_are_to_go() -> None:
    """A row that others protect could be deleted by no erasure and by no night."""
    goes = {
        models_by_table()[name]
        for name, table in classification().tables.items()
        if name in models_by_table()
        if table.erasure is Erasure.DELETE or (table.retention.days is not None and not table.forgotten)
    }
    held_back = [
        name
        for name, _, _, field in described()
        if field.is_relation and field.related_model in goes
        if field.remote_field.on_delete in {models.PROTECT, models.RESTRICT, models.DO_NOTHING}
    ]
    assert held_back == []


def test_a_line_says_what_the_table_says_unless_it_says_otherwise() -> None:
    told = read("""
[tables.note]
fr = "Note"
en = "Note"
purpose = "work"
retention = "month"
expires = "at"
erasure = "delete"
source = "person"
[tables.note.columns]
id = { is = "technical" }
person_id = { is = "personal", person = "subject", fr = "Qui", en = "Who" }
at = { is = "personal", fr = "Quand", en = "When", source = "platform" }
text = { is = "sensitive", fr = "Texte", en = "Text", export = false }
""").tables["note"]
    assert told.columns["person_id"].role is Role.SUBJECT
    assert {column.erasure for column in told.columns.values()} == {Erasure.DELETE}
    assert [told.columns[name].source for name in ("text", "at")] == ["person", "platform"]
    assert [column.export for column in told.columns.values()] == [False, True, True, False]
    assert told.is_sensitive
    assert told.label.said("en-gb") == "Note"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('x = { is = "secret" }', "small.toml, table book, column x: is is 'secret'"),
        ("x = { }", "is is 'missing'"),
        ('x = { is = "technical", shown = 1 }', "column x: shown means nothing here"),
        ('x = { is = "personal" }', "column x: A column about people has no name"),
        ('x = { is = "personal", fr = "X" }', "Only one language"),
        ('x = { is = "personal", fr = "X", en = "X" }', "kept after an erasure, without a reason"),
        ('x = { is = "personal", fr = "X", en = "X", because = "habit" }', "because is 'habit'"),
        ('x = { is = "technical", rectify = true }', "Only what is said of a person"),
        ('[tables.y]\nfr = "Y"\nen = "Y"\npurpose = "fun"\nretention = "ever"', "table y: purpose is 'fun'"),
        ('[tables.y]\nfr = "Y"\nen = "Y"\npurpose = "work"\nretention = "month"', "not said from when"),
        (
            '[tables.y]\nfr = "Y"\nen = "Y"\npurpose = "work"\nretention = "ever"\nerasure = "delete"',
            "whom no column names",
        ),
        ('[retentions.z]\nfr = "Z"\nen = "Z"\ndays = 9\nat_most = 5', "retention z: 9 days are outside 1 to 5"),
        ("[books]", "books means nothing here"),
        ("[tables", "small.toml: "),
    ],
)
def test_a_line_that_cannot_be_held_to_is_refused_with_its_place(lines: str, said: str) -> None:
    with pytest.raises(ClassificationError) as refused:
        read(lines)
    assert said in str(refused.value)
    assert refused.value.hint


def test_sensitive_data_is_never_kept_for_want_of_a_word() -> None:
    for table in classification().tables.values():
        for column in table.columns.values():
            if column.nature is Nature.SENSITIVE:
                assert column.erasure is not Erasure.KEEP or column.because is not None
