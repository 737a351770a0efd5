"""Files of an assessment, made in a moment each time."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pandas as pd

from maillage.outputs.fragility.assessment_json import assessment_of
from maillage.outputs.fragility.table import column_table, commune_table, iris_table
from maillage.outputs.plain import plain
from maillage.outputs.spreadsheet import workbook

from .assessments import Assessed

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "iris": "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class Download:
    content: bytes
    content_type: str
    name: str


def find_download(assessed: Assessed, form: str) -> Download | None:
    """None for a form that there is not, or of which the territory has nothing."""
    if form not in CONTENT_TYPES or (form == "iris" and assessed.found.iris.empty):
        return None
    name = f"fragilite-{assessed.sheet.address}"
    name += "-iris.csv" if form == "iris" else f".{form}"
    return Download(_content(assessed, form), CONTENT_TYPES[form], name)


def _content(assessed: Assessed, form: str) -> bytes:
    found, sheet = assessed.found, assessed.sheet
    if form == "csv":
        return _csv(commune_table(found).reset_index(names="code"))
    if form == "iris":
        return _csv(iris_table(found).reset_index(names="iris"))
    if form == "json":
        territory = {"kind": sheet.kind, "code": sheet.address, "name": sheet.name}
        return json.dumps(plain(assessment_of(found, territory)), ensure_ascii=False).encode()
    communes, columns = commune_table(found).reset_index(names="code"), column_table(found)
    return workbook({"communes": _sheet(communes), "colonnes": _sheet(columns)})


def _csv(table: pd.DataFrame) -> bytes:
    """As the command writes it: commas, decimal points."""
    return table.to_csv(index=False, lineterminator="\n").encode()


def _sheet(table: pd.DataFrame) -> tuple[list[str], list[list[object]]]:
    rows = table.astype(object).where(table.notna(), None)
    return list(map(str, table.columns)), rows.to_numpy().tolist()
