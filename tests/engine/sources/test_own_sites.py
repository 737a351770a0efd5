"""One's own list of sites: anything may be left out but the key and a place; what is wrong is named with its line."""

from pathlib import Path

import numpy as np
import pytest

from maillage.engine.errors import SourceError
from maillage.engine.sources.own_sites import read_own_sites


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "lieux.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_full_line_and_a_bare_one(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "key,name,owner,lat,lon,commune,cost,capacity,acts,status\n"
        "cs-1,Centre social,own,48.9,2.1,,12000,800,4000,locked\n"
        "cs-2,,,,,78005,,,,\n",
    )
    table = read_own_sites(file)
    assert table.loc["cs-1"].to_dict() == {
        "name": "Centre social",
        "owner": "own",
        "commune": "",
        "status": "locked",
        "lat": 48.9,
        "lon": 2.1,
        "cost": 12_000.0,
        "capacity": 800.0,
        "acts": 4_000.0,
    }
    bare = table.loc["cs-2"]
    assert (bare["name"], bare["owner"], bare["commune"], bare["status"]) == ("cs-2", "", "78005", "")
    assert np.isnan([bare[name] for name in ("lat", "lon", "cost", "capacity", "acts")]).all()


def test_french_titles_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    table = read_own_sites(
        write(tmp_path, "identifiant;nom;latitude;longitude;coût;statut\na;Annexe;48,9;2,1;1,5;Existing\n")
    )
    assert table.loc["a", ["name", "lat", "lon", "cost", "status"]].tolist() == ["Annexe", 48.9, 2.1, 1.5, "existing"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,lat,lon\nA,1,2\n", "a column key"),
        ("key,lat,lon\na,1,2\na,3,4\n", "line 3.*stands twice"),
        ("key,lat,lon\n,1,2\n", "line 2.*no key"),
        ("key,lat,lon\na,1,2\nb,48.9,\n", "line 3.*no place"),
        ("key,lat,lon\na,148.9,2\n", "line 2, column 'lat'.*-90 and 90"),
        ("key,lat,lon\na,nord,2\n", "line 2, column 'lat'.*not a number"),
        ("key,commune,cost\na,78005,-3\n", "line 2, column 'cost'"),
        ("key,commune\na,Achères\n", "line 2, column 'commune'.*78005"),
        ("key,commune,status\na,78005,maybe\n", "line 2, column 'status'.*existing, locked, forbidden"),
        ("key,lat,lon\n", "no rows"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        read_own_sites(write(tmp_path, text))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_own_sites(tmp_path / "none.csv")
