"""Files of a diagnosis, made when they are first asked for and kept beside its figures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from maillage.outputs.files import FILES, default_formats, write_file
from maillage.outputs.write import replacing

from ..models import store
from .diagnoses import Sheet

CONTENT_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "gpkg": "application/geopackage+sqlite3",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def find_file(sheet: Sheet, form: str) -> Path | None:
    """None for an unknown format, an excerpt (which has no files of its own), a report on the whole of France."""
    if sheet.is_excerpt or form not in (*default_formats(sheet.kind), "xlsx"):
        return None
    path = sheet.diagnosis.folder / f"v{store.FORM}" / FILES.get(form, "communes.xlsx")
    if not path.is_file():
        if form == "xlsx":
            _write_xlsx(sheet.communes, path)
        else:
            write_file(store.compute(sheet.diagnosis.words, sheet.diagnosis.parameters), form, path)
    return path


def _write_xlsx(communes: pd.DataFrame, path: Path) -> None:
    with replacing(path) as aside:
        communes.rename_axis("code").reset_index().to_excel(
            aside, index=False, freeze_panes=(1, 2), sheet_name="communes"
        )
