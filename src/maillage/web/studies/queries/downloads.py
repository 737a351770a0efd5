"""Files of a diagnosis, made when they are first asked for and kept beside its figures."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from django.conf import settings

from maillage.outputs.files import FILES, default_formats, write_file
from maillage.outputs.write import replacing

from ..models import store
from ..rules.addresses import digest_of
from .diagnoses import Sheet, figures_version
from .turns import one_at_a_time

if TYPE_CHECKING:
    from maillage.engine.diagnosis.result import Result

CONTENT_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "gpkg": "application/geopackage+sqlite3",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Territories that readers picked out of France have files too; the oldest give way.
EXCERPTS_KEPT = 100


def formats(sheet: Sheet) -> list[str]:
    return [*default_formats(sheet.kind), "xlsx"]


def find_file(sheet: Sheet, form: str) -> Path | None:
    """The file, if it was made already."""
    path = _path(sheet, form)
    return path if path.is_file() else None


def make_file(sheet: Sheet, form: str) -> Path:
    """Computes, and writes the file. Of an excerpt all files at once: the public chose it, one computation will do.

    Raises BusyError while another computation goes on, and a MaillageError if the engine cannot answer.
    """
    with one_at_a_time():
        found = find_file(sheet, form)
        if found is None:
            _write(sheet, formats(sheet) if sheet.is_excerpt else [form])
            _forget_excerpts()
        return found or _path(sheet, form)


def _write(sheet: Sheet, wanted: list[str]) -> None:
    computed = [form for form in wanted if form in FILES]
    result = _computed(sheet) if computed else None
    for form in computed:
        write_file(result, form, _path(sheet, form))
    if "xlsx" in wanted:
        _write_xlsx(sheet.communes, _path(sheet, "xlsx"))


def _computed(sheet: Sheet) -> Result:
    if sheet.is_excerpt:
        return store.compute(sheet.address.split("+"), {})
    return store.compute(sheet.diagnosis.words, sheet.diagnosis.parameters)


def _path(sheet: Sheet, form: str) -> Path:
    return _folder(sheet) / FILES.get(form, "communes.xlsx")


def _folder(sheet: Sheet) -> Path:
    if sheet.is_excerpt:
        return _excerpts() / digest_of(sheet.address.split("+"), {}, figures_version()) / f"v{store.FORM}"
    return sheet.diagnosis.folder / f"v{store.FORM}"


def _excerpts() -> Path:
    return settings.STUDIES_ROOT / "excerpts"


def _forget_excerpts() -> None:
    folders = sorted(_excerpts().glob("*"), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in folders[EXCERPTS_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


def _write_xlsx(communes: pd.DataFrame, path: Path) -> None:
    with replacing(path) as aside:
        communes.rename_axis("code").reset_index().to_excel(
            aside, index=False, freeze_panes=(1, 2), sheet_name="communes"
        )
