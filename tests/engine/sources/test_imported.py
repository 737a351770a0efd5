"""What a user imports is kept whole, with its origin, and comes back the same."""

from pathlib import Path

import pandas as pd
import pytest

from maillage.engine.errors import SourceError
from maillage.engine.sources import cartosante
from maillage.engine.sources.imported import imported_tables, keep, read_imported


@pytest.fixture
def table(tmp_path: Path):
    path = tmp_path / "cartosante_mg_liberaux_2021.csv"
    path.write_text("code_insee,nom,mg_liberaux_60ans_et_plus,mg_liberaux\n01004,Ambérieu-en-Bugey,4,12\n")
    return cartosante.SOURCE.read(path)


def test_a_kept_table_comes_back_with_its_origin(table, tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    assert imported_tables(folder) == ()
    kept = keep(cartosante.SOURCE, table, folder)
    assert imported_tables(folder) == (kept,)
    assert (kept.source, kept.vintage, kept.rows, kept.licence) == ("cartosante", "2021", 1, "Licence Ouverte 2.0")
    assert sorted(path.name for path in folder.iterdir()) == ["cartosante-2021.json", "cartosante-2021.parquet"]
    again = read_imported(kept, folder)
    pd.testing.assert_frame_equal(again.frame, table.frame)
    assert (again.sha256, again.weights, again.notes) == (table.sha256, dict(table.weights), table.notes)


def test_importing_again_replaces(table, tmp_path: Path) -> None:
    keep(cartosante.SOURCE, table, tmp_path / "sources")
    keep(cartosante.SOURCE, table, tmp_path / "sources")
    assert len(imported_tables(tmp_path / "sources")) == 1


def test_damaged_imports_are_said(table, tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    kept = keep(cartosante.SOURCE, table, folder)
    (folder / "cartosante-2021.parquet").write_bytes(b"PAR1")
    with pytest.raises(SourceError, match=r"cannot be read.* Import its file again"):
        read_imported(kept, folder)
    (folder / "cartosante-2021.json").write_text("{}")
    with pytest.raises(SourceError, match=r"cannot be read.* Import its file again"):
        imported_tables(folder)
