"""What tells of the digital world: fibre, diplomas by commune or IRIS, and an authority's own figures."""

from pathlib import Path

import pandas as pd
import pytest

from maillage.engine.errors import SourceError
from maillage.engine.sources.registry import recognise, source
from maillage.engine.sources.source import Table

FIBRE = "code_insee,t3_2017,t4_2017,t1_2018\n01001,0,0,0\n01004,1460,1793,2248\n"
BY_COMMUNE = "CODGEO;P21_POP0205;P21_NSCOL15P;P21_NSCOL15P_DIPLMIN\n78005;100;1200,5;180,25\n78410;2;0;0\n"
BY_IRIS = (
    "IRIS;COM;TYP_IRIS;P21_NSCOL15P;P21_NSCOL15P_DIPLMIN\n"
    "784980101;78498;H;1000;300\n784980102;78498;H;3000;300\n784100000;78410;Z;220;20\n"
)
OWN = "commune;part_sans_4g;part_sans_equipement\n78005;3,5;12\n78410;;20\n"
OWN_IRIS = "iris,habitants,part_sans_equipement\n784980101,1000,30\n784980102,3000,10\n"


def read(folder: Path, name: str, content: str) -> tuple[str, Table]:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    found = recognise(path)
    return found.name, found.read(path)


def test_fibre_is_that_of_the_last_quarter(tmp_path: Path) -> None:
    name, table = read(tmp_path, "arcep.csv", FIBRE)
    assert (name, table.vintage) == ("fibre", "2018")
    assert table.frame["fibre_premises_2018"].to_dict() == {"01001": 0, "01004": 2248}


def test_diplomas_by_commune(tmp_path: Path) -> None:
    name, table = read(tmp_path, "base-cc-diplomes-formation-2021.CSV", BY_COMMUNE)
    assert (name, table.vintage, table.frame.index.name) == ("diploma", "2021", "code")
    assert table.frame.loc["78005"].to_list() == [1200.5, 180.25]


def test_diplomas_by_iris_name_their_commune(tmp_path: Path) -> None:
    name, table = read(tmp_path, "base-ic-diplomes-formation-2021.CSV", BY_IRIS)
    assert (name, table.frame.index.name) == ("diploma", "iris")
    assert table.frame.groupby("code")["people_without_diploma_2021"].sum().to_dict() == {"78410": 20, "78498": 600}


def test_own_figures_are_shares_and_an_empty_cell_is_unknown(tmp_path: Path) -> None:
    name, table = read(tmp_path, "mes-chiffres.csv", OWN)
    assert name == "digital_axes"
    assert table.frame["mobile"]["78005"] == pytest.approx(0.035)
    assert pd.isna(table.frame["mobile"]["78410"])
    assert table.weights == {"mobile": "people", "equipment": "people"}


def test_own_figures_by_iris_are_of_the_commune_that_its_code_begins_with(tmp_path: Path) -> None:
    _, table = read(tmp_path, "mes-iris.csv", OWN_IRIS)
    assert table.frame["code"].to_list() == ["78498", "78498"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("diploma", BY_COMMUNE.replace("180,25", "1300"), r"line 2, .*More people have no diploma than there are"),
        ("diploma", BY_IRIS.replace("784980102", "78498"), "line 3, column 'IRIS'.*nine characters"),
        ("fibre", FIBRE.replace("2248", "many"), "line 3, column 't1_2018': This is not a number"),
        ("digital_axes", OWN.replace("12", "112"), "line 2, column 'part_sans_equipement'.*at most 100"),
        ("digital_axes", OWN_IRIS.replace("784980102", "784980101"), "line 3, column 'iris': This stands twice"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, name: str, content: str, told: str) -> None:
    path = tmp_path / "file.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=told):
        source(name).read(path)
