"""Files for spreadsheets: read again, they say the same, and compute nothing."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from maillage.outputs.spreadsheet import FORMULAS, csv_text, workbook

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(["=1+1", "@x", "-3", "+"])
ROWS = st.lists(st.tuples(TEXT, st.integers(-99, 99) | st.none()), max_size=6)


@given(ROWS)
def test_csv_says_the_same_and_no_text_begins_like_a_formula(rows: list[tuple[str, int | None]]) -> None:
    text = csv_text(["nom", "nombre"], rows)
    assert text.startswith("\ufeffnom;nombre\r\n")
    read = list(csv.reader(StringIO(text, newline=""), delimiter=";"))[1:]
    assert [number for _name, number in read] == ["" if number is None else str(number) for _name, number in rows]
    for (shown, _number), (name, _) in zip(read, rows, strict=True):
        assert shown in (name, f"'{name}")
        assert not shown.startswith(FORMULAS)


def test_a_workbook_keeps_text_as_text_and_numbers_as_numbers() -> None:
    book = load_workbook(BytesIO(workbook({"Lieux / salles": (["nom", "heures"], [("=1+1", 2.5), ("Ablis", None)])})))
    sheet = book["Lieux  salles"]
    assert [[cell.value for cell in row] for row in sheet] == [["nom", "heures"], ["=1+1", 2.5], ["Ablis", None]]
    assert sheet["A2"].data_type == "s"
