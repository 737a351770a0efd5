"""The command `maillage fragility`: its files, its summary, and what it refuses."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from maillage.cli import main

IRIS = "iris,habitants,part_sans_equipement\n784980101,1000,30\n784980102,3000,10\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path / "data"))
    return tmp_path


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["fragility", *words, "--out", str(folder / "out")])


def test_it_writes_its_files_and_says_what_it_found(folder: Path) -> None:
    answer = run(folder, "78", "--point", "48.99,1.60")
    assert answer.exit_code == 0, answer.output
    assert "Yvelines : environ" in answer.output
    assert "Axes sans donnée" in answer.output
    assert "de plus à moins de 15 minutes" in answer.output
    table = pd.read_csv(folder / "out/fragility.csv", dtype={"code": str})
    assert len(table) == 259
    assert (table["value_help_after"] <= table["value_help"] + 0.01).all()
    told = json.loads((folder / "out/fragility.json").read_text(encoding="utf-8"))
    assert told["missing_axes"] == ["diploma", "equipment", "mobile"]
    assert told["totals"]["not_reached_low"] < told["totals"]["not_reached"] < told["totals"]["not_reached_high"]
    assert told["effect"]["gained"] > 0
    assert {line["column"] for line in told["provenance"]} >= {"share_75_plus_2020", "fibre_premises_2018"}
    assert len(gpd.read_file(folder / "out/fragility.gpkg")) == 259


def test_an_imported_file_by_iris_is_shown_finer(folder: Path) -> None:
    own = folder / "mes-iris.csv"
    own.write_text(IRIS, encoding="utf-8")
    assert CliRunner().invoke(main, ["sources", "import", str(own)]).exit_code == 0
    answer = run(folder, "78498", "--format", "json")
    assert answer.exit_code == 0, answer.output
    table = pd.read_csv(folder / "out/fragility_iris.csv", dtype=str)
    assert table["iris"].to_list() == ["784980101", "784980102"]
    told = json.loads((folder / "out/fragility.json").read_text(encoding="utf-8"))
    assert told["communes"][0]["value_equipment"] == pytest.approx(0.15)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nulle part",), "No territory is called"),
        (("78", "--point", "1,2"), "is not in France"),
        (("78", "--point", "48.9"), "is not a point"),
        (("78", "--weights", "age"), "is not an axis and a number"),
        (("78", "--weights", "wealth=1"), "No axis is called 'wealth'"),
        (("78", "--weights", "diploma=1"), "No axis that is known has any weight"),
        (("78", "--uptake", "3"), "The uptake is 3"),
        (("78", "--threshold", "0"), "The threshold 0 is not"),
        (("78", "--format", "pdf"), "No format is called 'pdf'"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(folder: Path, words: tuple[str, ...], told: str) -> None:
    answer = run(folder, *words)
    assert answer.exit_code == 2
    assert told in answer.output
    assert not (folder / "out").exists()
