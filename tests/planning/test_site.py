"""The command `maillage site`, from what is typed to the files."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pypdf
import pytest
from click.testing import CliRunner, Result

from maillage.cli import main
from maillage.engine.errors import SitingError
from maillage.engine.siting.wishes import Quota
from maillage.planning.site import quota_of

EPCI = "200058519"  # Saint-Quentin-en-Yvelines


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["site", *words])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    folder = tmp_path_factory.mktemp("proposal")
    own = folder / "own.csv"
    own.write_text("key,name,commune,status,cost\nannexe,Annexe,78621,locked,3\nancien,Ancien,78423,existing,\n")
    result = run(EPCI, "--goal", "coverage", "--within", "4", "--count", "3", "--sites", str(own), "--out", str(folder))
    return result, folder


def test_it_writes_five_files_that_agree(written: tuple[Result, Path]) -> None:
    result, folder = written
    assert result.exit_code == 0, result.output
    assert result.stdout.split() == [
        str(folder / name) for name in ("plan.json", "sites.csv", "sites.geojson", "plan.svg", "plan.pdf")
    ]
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    table = pd.read_csv(folder / "sites.csv", dtype={"commune": str}).set_index("key")
    points = gpd.read_file(folder / "sites.geojson")
    assert plan["proven"]
    assert [site["key"] for site in plan["sites"]] == table.index.tolist() == points["key"].tolist()
    assert plan["new_sites"] == 3
    assert table["status"].fillna("").to_dict()["annexe"] == "locked"
    assert table["status"].fillna("").to_dict()["ancien"] == "existing"
    assert plan["cost"] == 3 + 1 + 1
    # What the plan says of itself can be counted again from its communes.
    communes = pd.DataFrame(plan["communes"])
    assert plan["after"]["people_within"] == communes.loc[communes["minutes"] <= 4, "people"].sum()
    assert plan["value"] == pytest.approx(plan["after"]["people_within"])
    assert plan["after"]["people_under"] == communes.loc[communes["apl_after"] < 2.5, "people"].sum()
    for site in plan["sites"]:
        if site["status"] != "existing":
            served = communes[communes["site"] == site["key"]]
            assert site["nearest_people"] == served["people"].sum()
            assert sorted(site["nearest_communes"].split()) == sorted(served["code"])


def test_the_document_names_every_site_and_every_hypothesis(written: tuple[Result, Path]) -> None:
    _, folder = written
    pages = pypdf.PdfReader(folder / "plan.pdf").pages
    # Splitting takes the narrow spaces of French numbers for plain ones.
    text = " ".join(" ".join(page.extract_text() for page in pages).split()).replace("\u2019", "'")
    for name in pd.read_csv(folder / "sites.csv")["name"]:
        assert name.split(" · ")[-1] in text, name
    assert "3 lieux de téléconsultation" in text
    assert "c'est prouvé" in text
    assert "4 230 par an : c'est une hypothèse" in text
    assert "Licence Ouverte" in text


def test_same_question_same_bytes(written: tuple[Result, Path], tmp_path: Path) -> None:
    _, folder = written
    words = [
        "--goal",
        "coverage",
        "--within",
        "4",
        "--count",
        "3",
        "--sites",
        str(folder / "own.csv"),
        "--out",
        str(tmp_path),
    ]
    run(EPCI, *words, "--format", "json,csv,svg")
    for name in ("plan.json", "sites.csv", "plan.svg"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
    assert not (tmp_path / "plan.pdf").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--goal", "best"], "No goal is called 'best'. Choose among underserved"),
        (["--count", "3", "--lock", "nowhere"], "'nowhere' is not one of the"),
        (["--quota", "own=a:b"], "own=25:25"),
        (["--quota", "own=2:", "--goal", "coverage"], "cannot hold together: quota own"),
        (["--candidates", "cinemas"], "town_halls, france_services"),
        (["--candidates", "none"], "no place where a site could open"),
        (["--candidates", "pharmacies"], "Import an extraction of FINESS"),
        (["--format", "docx"], "Choose among json, csv, geojson, svg, pdf"),
        (["--factors", "1,1,1,1,1,1,1"], "Give --roads too"),
        (["--sites", "missing.csv"], "no such file"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    tmp_path: Path, words: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path / "data"))
    result = run(EPCI, *words, "--out", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "quota"),
    [("own=25:25", Quota("own", 25, 25)), ("own=3:", Quota("own", 3, None)), ("partner=:10", Quota("partner", 0, 10))],
)
def test_a_quota_as_it_is_typed(text: str, quota: Quota) -> None:
    assert quota_of(text) == quota


def test_a_quota_that_is_none() -> None:
    with pytest.raises(SitingError, match="own=25:25"):
        quota_of("own=a:b")
