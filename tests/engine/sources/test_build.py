"""The reference that ships is what its builder makes of the official files, and says where each column comes from."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet
import pytest
import shapely
from shapely.geometry import box

from maillage.engine.errors import OutputError, SourceError
from maillage.engine.sources import aside
from maillage.engine.sources.build import PLACES, Built, build_reference
from maillage.engine.sources.reference import Reference, load_reference
from maillage.engine.sources.simplify import departement_outlines, simplified_communes
from maillage.reference import FOLDER

# What Etalab publishes beside the files of the shared folder; the shipped tables hold the same.
ETALAB = ("communes.json", "departements.json", "regions.json")


@pytest.fixture(scope="module")
def shipped() -> Reference:
    return load_reference()


@pytest.fixture(scope="module")
def official_files(shared: Path, shipped: Reference, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real files, with the lists of former communes, départements and régions in the form of Etalab."""
    folder = tmp_path_factory.mktemp("official")
    for path in (shared / "data/national").iterdir():
        (folder / path.name).symlink_to(path)
    today = {"type": "commune-actuelle", "rangChefLieu": 0, "region": "", "departement": "00"}
    lists = {
        "communes.json": [
            {"code": code, "nom": "X", "anciensCodes": list(parts.index), "chefLieu": "", "commune": ""} | today
            for code, parts in shipped.successions.groupby(shipped.successions)
        ],
        "departements.json": [
            {"code": code, "nom": row.name_, "region": row.region, "zone": ""}
            for code, row in shipped.departements.rename(columns={"name": "name_"}).iterrows()
        ],
        "regions.json": [{"code": code, "nom": name, "zone": ""} for code, name in shipped.regions["name"].items()],
    }
    for name in ETALAB:
        (folder / name).write_text(json.dumps(lists[name]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(official_files: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Reference]:
    out = tmp_path_factory.mktemp("built")
    return build_reference(official_files, out), Reference(out)


def test_the_builder_makes_the_shipped_tables(built: tuple[Built, Reference], shipped: Reference) -> None:
    _, made = built
    pd.testing.assert_frame_equal(made.communes, shipped.communes)
    pd.testing.assert_frame_equal(made.epci, shipped.epci)
    pd.testing.assert_frame_equal(made.departements, shipped.departements)
    pd.testing.assert_frame_equal(made.regions, shipped.regions)
    pd.testing.assert_frame_equal(made.france_services, shipped.france_services)
    for name in PLACES:
        pd.testing.assert_frame_equal(made.places(name), shipped.places(name))
    pd.testing.assert_series_equal(made.successions, shipped.successions)
    assert made.apl_parameters(2022) == shipped.apl_parameters(2022)
    assert made.outlines().equals(shipped.outlines())
    assert [(line.table, line.column, line.vintage) for line in made.provenance] == [
        (line.table, line.column, line.vintage) for line in shipped.provenance
    ]


def test_what_was_left_aside_and_what_is_missing_is_said(built: tuple[Built, Reference]) -> None:
    report, _ = built
    assert report.communes == 34_969
    assert {"mairies_2026.csv", "jours_feries_france.csv", "filosofi_2015_communes.csv"} <= set(report.left_aside)
    assert any("secret statistique" in note for note in report.notes)


def test_the_wheel_stays_light() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < 15_000_000


def test_every_column_says_where_it_comes_from(shipped: Reference) -> None:
    named = {(line.table, line.column) for line in shipped.provenance}
    for table in ("communes", "outlines", "departements", "epci", "regions", "successions", *PLACES):
        schema = pyarrow.parquet.read_schema(FOLDER / f"{table}.parquet")
        columns = set(schema.names) - {"code", "siren", "key"}
        assert {column for name, column in named if name == table} == columns, table
    for line in shipped.provenance:
        assert line.title
        assert line.publisher
        assert line.licence
        assert line.vintage
        assert line.url.startswith("https://")


def test_shortcomings_are_told_in_the_notes(shipped: Reference) -> None:
    notes = {line.column: line.note for line in shipped.provenance if line.table == "communes"}
    assert "démonstration" in notes["digital_skills_2020"]
    assert "compilation d'un tiers" in notes["apl_2019"]
    assert "communes sur 34\u202f969 sans valeur" in notes["poverty_rate_2015"]
    assert "réunis à leur commune actuelle" in notes["gps_2019"]
    vintages = {line.column: line.vintage for line in shipped.provenance if line.table == "communes"}
    assert (vintages["apl_2023"], vintages["gps_2019"], vintages["living_basin"]) == ("2023", "2019", "2022")


def test_the_official_totals_survive_the_mergers(shipped: Reference) -> None:
    communes = shipped.communes
    for year, people, mean in ((2022, 67_162_154, 3.789), (2023, 67_408_052, 3.7446)):
        weight = communes[f"standardised_population_{year}"]
        assert communes[f"total_population_{year}"].sum() == people
        assert (communes[f"apl_{year}"] * weight).sum() / weight.sum() == pytest.approx(mean, abs=5e-4)
    paris = communes.loc["75056"]
    assert paris["apl_2023"] == pytest.approx(4.957, abs=5e-4)
    yvelines = communes[communes["departement"] == "78"]
    assert (yvelines["gps_2019"].sum(), yvelines["gps_60_plus_2019"].sum()) == (1_001, 379)
    assert yvelines["population"].sum() == 1_485_086


def test_unknown_is_not_none(shipped: Reference) -> None:
    communes = shipped.communes
    collectivities = communes["departement"].str.startswith(("975", "977", "978", "98"))
    assert communes.loc[collectivities, ["pharmacy_2013", "gps_2019", "apl_2023"]].isna().all(axis=None)
    assert communes.loc[~collectivities, "pharmacy_2013"].notna().all()
    assert (communes.loc[~collectivities, "pharmacy_2013"] == 0).mean() == pytest.approx(0.7, abs=0.1)


def test_some_columns_and_some_outlines_are_read_alone(shipped: Reference) -> None:
    some = shipped.commune_columns(["name", "apl_2023"])
    assert list(some) == ["name", "apl_2023"]
    assert some.equals(shipped.communes[["name", "apl_2023"]])
    two = shipped.outlines(["78646", "78005", "00000"])
    assert two.index.tolist() == ["78005", "78646"]
    assert two.crs.to_epsg() == 4326
    assert shipped.outlines().loc[["78005", "78646"]].geometry.geom_equals(two.geometry).all()


def test_departement_outlines_hold_their_communes(shipped: Reference) -> None:
    drawn = shipped.departement_outlines()
    assert drawn.index.equals(shipped.departements.index)
    assert drawn.geometry.dropna().is_valid.all()
    assert drawn.geometry.notna().sum() == 101
    inside = shapely.contains_xy(drawn.geometry["78"], *shipped.communes.loc["78646", ["lon", "lat"]].astype(float))
    assert inside
    assert (FOLDER / "departements.parquet").stat().st_size < 300_000


def test_unknown_years_and_folders_are_refused(shipped: Reference, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"No APL parameters of 1999. Expected: 2022, 2023"):
        shipped.apl_parameters(1999)
    with pytest.raises(SourceError, match=r"A table of the reference is missing. Build it with"):
        _ = Reference(tmp_path).communes
    assert load_reference() is load_reference()


def test_a_missing_file_is_named_with_its_publisher_and_changes_nothing(official_files: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "files", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    (out / "communes.parquet").write_text("as it was")
    for path in official_files.iterdir():
        if not path.name.startswith("cartosante"):
            (folder / path.name).symlink_to(path)
    with pytest.raises(SourceError, match=r"No file of the source 'cartosante' .* It is published at https://"):
        build_reference(folder, out)
    assert [path.read_text() for path in out.iterdir()] == ["as it was"]
    with pytest.raises(SourceError, match=r"There is no such folder"):
        build_reference(tmp_path / "nowhere", out)


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("old")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with (
        pytest.raises(OutputError, match=r"No space left on device\); what was there is unchanged"),
        aside.written_aside(tmp_path) as folder,
    ):
        (folder / "a.txt").write_text("new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def grid(width: int, hole: int | None = None) -> gpd.GeoDataFrame:
    """``width`` by ``width`` square communes of 0.1 degree, one of them without an outline."""
    places = [(x, y) for x in range(width) for y in range(width) if x * width + y != hole]
    squares = [box(x / 10, y / 10, (x + 1) / 10, (y + 1) / 10).segmentize(0.001) for x, y in places]
    # Neighbours have the very same points on the edge that they share.
    squares = shapely.set_precision(squares, 1e-6, mode="pointwise")
    codes = [f"01{x * width + y:03d}" for x, y in places]
    return gpd.GeoDataFrame(index=pd.Index(codes, name="code"), geometry=squares, crs=4326)


def test_simplified_neighbours_still_fit() -> None:
    light = simplified_communes(grid(4))
    assert shapely.coverage_is_valid(light.geometry.to_numpy())
    assert shapely.area(light.geometry.to_numpy()).sum() == pytest.approx(0.16, abs=1e-6)
    assert shapely.get_num_coordinates(light.geometry.to_numpy()).sum() < 16 * 10


def test_a_departement_has_no_hole_where_an_outline_is_missing_but_keeps_an_enclave() -> None:
    communes = grid(5)
    names = pd.DataFrame({"name": ["a", "b", "c"], "region": ["1", "1", "1"]}, index=["01", "02", "03"])
    mine = pd.Series("01", index=communes.index)
    mine["01012"] = "02"
    enclave = departement_outlines(communes, mine, names)
    assert enclave.geometry["01"].area == pytest.approx(0.24, abs=5e-4)
    assert enclave.geometry["02"].area == pytest.approx(0.01, abs=5e-4)
    assert enclave.geometry["03"] is None
    missing = departement_outlines(communes.drop(index="01012"), mine, names)
    assert missing.geometry["01"].area == pytest.approx(0.25, abs=5e-4)
    assert np.isfinite(missing.total_bounds).all()
