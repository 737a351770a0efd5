"""``maillage diagnose`` as it is typed: the files it writes, and what it says when something is wrong."""

import errno
import json
import shutil
import sqlite3
from types import SimpleNamespace

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from click.testing import CliRunner

from maillage.cli import main
from maillage.engine.diagnosis.columns import BY_NAME

MAULE = "78380"


@pytest.fixture
def type_in(tmp_path, monkeypatch):
    """Types a command line; files go to ``tmp_path``."""

    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path / "data"))

    def diagnose(*words):
        return CliRunner().invoke(main, ["diagnose", *words, "--out", str(tmp_path / "out")])

    return diagnose


@pytest.fixture
def files(tmp_path):
    """Names in the folder of files; empty if there is no such folder."""
    return lambda: sorted(path.name for path in (tmp_path / "out").glob("*"))


@pytest.fixture
def times(tmp_path):
    """A matrix that holds Maule and one neighbour."""
    path = tmp_path / "times.csv"
    path.write_text(f"from,to,time\n{MAULE},78206,600\n78206,{MAULE},600\n{MAULE},{MAULE},0\n78206,78206,0\n")
    return str(path)


def test_the_three_tables_say_the_same(type_in, tmp_path):
    result = type_in("78", "--format", "gpkg,csv,json")
    assert result.exit_code == 0, result.output
    csv = pd.read_csv(tmp_path / "out/communes.csv", dtype={"code": str}).set_index("code")
    whole = json.loads((tmp_path / "out/diagnosis.json").read_text())
    layer = gpd.read_file(tmp_path / "out/diagnosis.gpkg", layer="communes").set_index("code")
    assert list(csv.columns) == list(BY_NAME)
    assert csv.loc["78410", "apl"] == 0.504
    assert {row["code"]: row["apl"] for row in whole["communes"]} == csv["apl"].to_dict()
    assert layer["apl"].to_dict() == csv["apl"].to_dict()
    assert layer.crs.to_epsg() == 4326
    assert whole["summary"]["communes"] == len(csv) == len(layer) == 259
    assert {line["column"] for line in whole["provenance"]} >= {"apl_2023", "gps_2019"}


def test_the_geopackage_says_what_each_of_its_columns_is(type_in, tmp_path):
    type_in(MAULE, "--format", "gpkg")
    path = tmp_path / "out/diagnosis.gpkg"
    told = gpd.read_file(path, layer="columns").set_index("column")
    written = [name for name in gpd.read_file(path, layer="communes") if name not in {"code", "geometry"}]
    assert list(told.index) == written
    assert "DREES" in told.loc["apl", "source"]
    assert "2023" in told.loc["apl", "source"]
    assert told.loc["minutes_to_gp", "unit"] == "minutes"


def test_the_geopackage_is_a_sound_database_with_both_layers(type_in, tmp_path):
    type_in(MAULE, "--format", "gpkg")
    database = sqlite3.connect(tmp_path / "out/diagnosis.gpkg")
    assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    layers = database.execute("select table_name from gpkg_contents order by 1").fetchall()
    database.close()
    assert layers == [("columns",), ("communes",), ("neighbours",)]


def test_only_the_formats_asked_for_are_written(type_in, files):
    assert type_in(MAULE, "--format", "csv").exit_code == 0
    assert files() == ["communes.csv"]


def test_real_times_replace_the_model(type_in, tmp_path, times):
    assert type_in(MAULE, "--format", "json", "--times", times, "--unit", "seconds").exit_code == 0
    whole = json.loads((tmp_path / "out/diagnosis.json").read_text())
    assert "times.csv" in whole["travel"]["label"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["Yveline"], "Did you mean: Yvelines (78)"),
        (["france", "78"], "Give france alone"),
        (["978"], "coordinates"),
        ([MAULE, "--format", "xls"], "Choose among json, csv, gpkg, pdf"),
        ([MAULE, "--format", ","], "No format was given"),
        ([MAULE, "--year", "2020"], "2019, 2021"),
        ([MAULE, "--year", "0"], "2019, 2021"),
        ([MAULE, "--threshold", "nan"], "above zero"),
        ([MAULE, "--unit", "minutes"], "no times"),
        ([MAULE, "--weights", "acces=1"], "access=1,age=1"),
        ([MAULE, "--weights", "access=-1"], "negative"),
        ([MAULE, "--weights", "access=0"], "any weight"),
        ([MAULE, "--times", "TIMES"], "--unit seconds or --unit minutes"),
        (["78", "--times", "TIMES", "--unit", "minutes"], "lacks 257 communes of the territory: 78003"),
        ([MAULE, "--times", "none.csv", "--unit", "minutes"], "no such file"),
    ],
)
def test_bad_input_is_a_message_and_exit_code_2(type_in, files, times, words, message):
    result = type_in(*[times if word == "TIMES" else word for word in words])
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output
    assert files() == []


def test_a_full_disk_leaves_the_former_file_whole(type_in, tmp_path, files, monkeypatch):
    type_in(MAULE, "--format", "csv")
    before = (tmp_path / "out/communes.csv").read_bytes()

    def half_written(self, path, **_):
        path.write_text("code,na")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_csv", half_written)
    result = type_in(MAULE, "--format", "csv")
    assert result.exit_code == 2
    assert "disk is full" in result.output
    assert (tmp_path / "out/communes.csv").read_bytes() == before
    assert files() == ["communes.csv"]


def test_a_disk_that_is_full_for_gdal_is_said(type_in, files, monkeypatch):
    """GDAL writes by itself, and says no more than that it could not."""

    def refused(*_, **__):
        raise pyogrio.errors.DataLayerError("Error while writing batch to OGR layer")

    monkeypatch.setattr(pyogrio, "write_dataframe", refused)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=4096))
    result = type_in(MAULE, "--format", "gpkg")
    assert (result.exit_code, "disk is full" in result.output) == (2, True), result.output
    assert files() == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(main, ["diagnose", MAULE, "--format", "csv", "--out", str(tmp_path / "file/out")])
    assert result.exit_code == 2
    assert "cannot be written" in result.output


def test_stopped_by_the_user_leaves_nothing(type_in, files, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(pd.DataFrame, "to_csv", stopped)
    assert type_in(MAULE, "--format", "csv").exit_code == 130
    assert files() == []


def test_the_same_question_gives_the_same_bytes(type_in, tmp_path):
    type_in(MAULE, "--format", "csv,json")
    first = [(tmp_path / "out" / name).read_bytes() for name in ("communes.csv", "diagnosis.json")]
    type_in(MAULE, "--format", "csv,json")
    assert [(tmp_path / "out" / name).read_bytes() for name in ("communes.csv", "diagnosis.json")] == first


def test_an_imported_file_joins_the_diagnosis(type_in, tmp_path, monkeypatch):
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path / "data"))
    zones = tmp_path / "zonage.csv"
    zones.write_text(f"code_insee,zonage\n{MAULE},ZAC\n78206,ZIP\n00000,ZIP\n")
    imported = CliRunner().invoke(main, ["sources", "import", str(zones)])
    assert imported.exit_code == 0, imported.output
    assert type_in(MAULE, "--format", "csv,json").exit_code == 0
    csv = pd.read_csv(tmp_path / "out/communes.csv", dtype={"code": str}).set_index("code")
    assert csv.loc[MAULE, "zoning_gp_zone"] == "ZAC"
    whole = json.loads((tmp_path / "out/diagnosis.json").read_text())
    assert any(line["column"] == "zoning_gp_zone" and "zonage.csv" in line["note"] for line in whole["provenance"])
    assert any("00000" in note["text"] for note in whole["notes"])
