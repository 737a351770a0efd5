"""``maillage roads`` as it is typed: what it writes, and what it says when something is wrong."""

import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import geopandas as gpd
import numpy as np
import osmium
import osmium.osm.mutable
import pandas as pd
import pytest
from click.testing import CliRunner

from maillage.cli import main
from maillage.engine.travel.roads import asking
from maillage.roads.aside import built_aside
from maillage.roads.build import memory_needed_mb


@pytest.fixture(scope="module")
def data(shared, tmp_path_factory):
    """A data folder with Andorra by car."""
    folder = tmp_path_factory.mktemp("data")
    built = CliRunner().invoke(
        main,
        ["roads", "build", str(shared / "data/samples/andorra.osm.pbf")],
        env={"MAILLAGE_DATA": str(folder)},
    )
    assert built.exit_code == 0, built.output
    return folder


@pytest.fixture(scope="module")
def saint_germain_data(shared, tmp_path_factory):
    """A data folder with Saint-Germain-en-Laye by car, called ``sg``."""
    folder = tmp_path_factory.mktemp("saint-germain")
    file = shared / "data/yvelines-78/osm_saint_germain_en_laye_overpass_2022-12-18.json"
    words = ["roads", "build", str(file), "--name", "sg"]
    built = CliRunner().invoke(main, words, env={"MAILLAGE_DATA": str(folder)})
    assert built.exit_code == 0, built.output
    return folder


@pytest.fixture
def type_in(tmp_path, monkeypatch):
    """Types a command line of ``maillage roads``, with an empty data folder."""
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path / "data"))
    return lambda *words: CliRunner().invoke(main, ["roads", *map(str, words)])


@pytest.fixture
def points(tmp_path):
    """Three points in the valleys of Andorra and one in the sea."""
    path = tmp_path / "points.csv"
    path.write_text(
        "id,lat,lon\nAndorra la Vella,42.5075,1.5218\nEncamp,42.5361,1.5828\nCanillo,42.5676,1.5976\nmer,41.0,3.0\n"
    )
    return path


def test_a_network_is_listed_with_what_it_was_made_of(data, type_in, monkeypatch):
    monkeypatch.setenv("MAILLAGE_DATA", str(data))
    result = type_in("list")
    assert result.exit_code == 0
    assert "andorra (car)" in result.output
    assert "andorra.osm.pbf, data of 2013-05-28" in result.output
    assert "16,629 nodes" in result.output


def test_a_matrix_holds_who_can_be_reached_and_names_who_cannot(data, type_in, points, tmp_path, monkeypatch):
    monkeypatch.setenv("MAILLAGE_DATA", str(data))
    out = tmp_path / "minutes.parquet"
    result = type_in("matrix", points, points, "--roads", "andorra", "--within", "60", "-o", out)
    assert result.exit_code == 0, result.output
    table = pd.read_parquet(out)
    assert list(table.columns) == ["from", "to", "minutes"]
    assert len(table) == 9
    assert "mer" not in set(table["from"]) | set(table["to"])
    assert "1 farther than 1 km from every road, without times: mer (" in result.output
    minutes = table.set_index(["from", "to"])["minutes"]
    # Six kilometres of valley road, and on to the next village.
    assert 5 < minutes["Andorra la Vella", "Encamp"] < 15
    assert minutes["Andorra la Vella", "Encamp"] < minutes["Andorra la Vella", "Canillo"]
    first = out.read_bytes()
    type_in("matrix", points, points, "--roads", "andorra", "--within", "60", "-o", out)
    assert out.read_bytes() == first


def test_a_bounded_matrix_can_be_read_as_travel_times(data, type_in, tmp_path, monkeypatch):
    from maillage.engine.sources.times import read_times

    monkeypatch.setenv("MAILLAGE_DATA", str(data))
    communes = tmp_path / "communes.csv"
    communes.write_text("code;latitude;longitude\n01001;42.5075;1.5218\n01002;42.5361;1.5828\n")
    out = tmp_path / "minutes.parquet"
    assert type_in("matrix", communes, communes, "--roads", "andorra", "-o", out).exit_code == 0
    assert read_times(out, unit="minutes").codes == ("01001", "01002")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id,lat,lon\na,42.5,1.5\na,42.6,1.6\n", "line 3, column 'id': This name stands twice"),
        ("id,lat,lon\na,4250000,1.5\n", "line 2, column 'lat': This is not in degrees"),
        ("id,lat,lon\na,,1.5\n", "line 2, column 'lat': This is not a number"),
        ("id,lat\na,42.5\n", "Expected: a column lon"),
        ("id,lat,lon\n", "a header but no rows"),
    ],
)
def test_wrong_points_are_told_with_their_place(data, type_in, tmp_path, monkeypatch, content, message):
    monkeypatch.setenv("MAILLAGE_DATA", str(data))
    path = tmp_path / "points.csv"
    path.write_text(content)
    result = type_in("matrix", path, path, "--roads", "andorra", "-o", tmp_path / "out.parquet")
    assert (result.exit_code, message in result.output) == (2, True), result.output
    assert not (tmp_path / "out.parquet").exists()


def wrong_files(tmp_path, andorra):
    (tmp_path / "text.osm.pbf").write_text("hello")
    (tmp_path / "cut.osm.pbf").write_bytes(andorra.read_bytes()[:300_000])
    (tmp_path / "cut.json").write_text('{"version": 0.6, "elements": [{"type": "no')
    (tmp_path / "other.json").write_text('{"name": "something else"}')
    (tmp_path / "skeleton.json").write_text('{"elements": [{"type": "node", "id": 1}]}')
    ways(tmp_path / "river.osm.pbf", {"waterway": "river"})
    ways(tmp_path / "steps.osm.pbf", {"highway": "steps"})


def ways(path, tags):
    with osmium.SimpleWriter(path) as writer:
        for number, lon in ((1, 1.5), (2, 1.51)):
            writer.add_node(osmium.osm.mutable.Node(id=number, location=(lon, 42.5)))
        writer.add_way(osmium.osm.mutable.Way(id=1, nodes=[1, 2], tags=tags))


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("text.osm.pbf", "cannot be read to its end as OpenStreetMap data"),
        ("cut.osm.pbf", "unexpected EOF"),
        ("cut.json", "not an answer of the Overpass API"),
        ("other.json", "not an answer of the Overpass API"),
        ("skeleton.json", "a node has no 'lat'"),
        ("river.osm.pbf", "there is no road in it"),
        ("steps.osm.pbf", "no road in it can be travelled by car"),
        ("absent.osm.pbf", "no such file"),
    ],
)
def test_a_file_that_makes_no_network_leaves_nothing(type_in, shared, tmp_path, file, message):
    wrong_files(tmp_path, shared / "data/samples/andorra.osm.pbf")
    result = type_in("build", tmp_path / file)
    assert (result.exit_code, message in result.output) == (2, True), result.output
    assert not list((tmp_path / "data").glob("roads/*"))


def test_a_territory_that_the_file_does_not_hold(type_in, shared):
    result = type_in("build", shared / "data/samples/andorra.osm.pbf", "--territory", "78")
    assert result.exit_code == 2
    assert "no road of it lies in the territory" in result.output


def test_a_territory_is_cut_from_a_larger_file(type_in, shared, tmp_path):
    """Andorra reaches into the 30 km around a commune of Ariège; the whole of its roads is not near."""
    result = type_in("build", shared / "data/samples/andorra.osm.pbf", "--territory", "09334")
    record = json.loads((tmp_path / "data/roads/andorra/car/network.json").read_text())
    assert result.exit_code == 0, result.output
    assert 1000 < record["nodes"] < 16629
    assert record["cut"] is not None


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("build", "x.pbf", "--mode", "train"), "'train' is not a mode of travel. Choose one of: car, foot, bicycle"),
        (("build", "x.pbf", "--name", "../x"), "cannot be the name of a network"),
        (("matrix", "x", "x", "--roads", "nowhere"), "There is no road network 'nowhere' for car"),
    ],
)
def test_wrong_words_are_answered(type_in, words, message):
    result = type_in(*words)
    assert (result.exit_code, message in result.output) == (2, True), result.output


def test_a_network_of_another_version_is_refused(type_in, tmp_path, points):
    folder = tmp_path / "data/roads/old/car"
    folder.mkdir(parents=True)
    (folder / "network.json").write_text('{"version": 0}')
    result = type_in("matrix", points, points, "--roads", "old")
    assert result.exit_code == 2
    assert "version 0; this maillage reads version 1" in result.output
    assert "Build it again" in result.output


def test_a_failed_build_keeps_the_network_that_was_there(data, type_in, tmp_path, monkeypatch):
    monkeypatch.setenv("MAILLAGE_DATA", str(data))
    before = {path: path.read_bytes() for path in (data / "roads/andorra/car").glob("*.*")}
    ways(tmp_path / "andorra.osm.pbf", {"highway": "steps"})
    assert type_in("build", tmp_path / "andorra.osm.pbf").exit_code == 2
    assert {path: path.read_bytes() for path in (data / "roads/andorra/car").glob("*.*")} == before


def test_what_a_killed_build_left_is_cleared_once_nobody_works_in_it(tmp_path):
    """OSRM's programs inherit the lock of their folder, and may outlive the build that started them."""
    folder, left = tmp_path / "network/car", tmp_path / "network/.building-left"
    left.mkdir(parents=True)
    lock = os.open(left, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(lock,)) as program:
        os.close(lock)
        with built_aside(folder):
            assert left.is_dir()
        program.communicate(b"\n")
    with built_aside(folder) as aside:
        assert not left.exists()
        assert aside.folder.is_dir()
    assert [path.name for path in (tmp_path / "network").iterdir()] == ["car"]


def test_a_full_disk_is_said_in_words(type_in, shared, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("maillage.roads.build.write_record", full)
    result = type_in("build", shared / "data/samples/andorra.osm.pbf")
    assert result.exit_code == 2
    assert "No space left on device" in result.output
    assert not list((tmp_path / "data/roads").glob("*"))


def test_ctrl_c_stops_with_130_and_leaves_nothing(shared, tmp_path):
    file = shared / "data/yvelines-78/osm_saint_germain_en_laye_overpass_2022-12-18.json"
    command = [sys.executable, "-m", "maillage", "roads", "build", str(file), "--name", "stopped"]
    environment = {"MAILLAGE_DATA": str(tmp_path), "PATH": ""}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        said = ""
        while "reading the roads" not in said:
            said += process.stderr.readline()
        process.send_signal(signal.SIGINT)
        said += process.stderr.read()
    assert process.returncode == 130, said
    assert "Stopped" in said
    assert not list((tmp_path / "roads").glob("*"))


def stopped(*_, **__):
    raise KeyboardInterrupt


def full_disk(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


def files_below(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("what", "happens", "code", "said"),
    [
        ("maillage.engine.travel.roads.asking.ask", stopped, 130, "Stopped"),
        ("maillage.engine.sources.roads.minutes_store.parquet.write_table", full_disk, 2, "No space left"),
    ],
)
def test_a_matrix_that_ends_early_leaves_nothing(
    data, type_in, points, tmp_path, monkeypatch, what, happens, code, said
):
    monkeypatch.setenv("MAILLAGE_DATA", str(data))
    before = files_below(data)
    monkeypatch.setattr(what, happens)
    result = type_in("matrix", points, points, "--roads", "andorra", "--within", "41", "-o", tmp_path / "out.parquet")
    assert (result.exit_code, said in result.output) == (code, True), result.output
    assert files_below(tmp_path) == [points]
    assert files_below(data) == before


def test_a_matrix_for_which_the_disk_is_too_small_is_not_there(data, type_in, points, tmp_path, monkeypatch):
    """Its times are kept already: it is the file asked for that finds no room."""
    monkeypatch.setenv("MAILLAGE_DATA", str(data))
    words = ("matrix", points, points, "--roads", "andorra", "--within", "43", "-o")
    assert type_in(*words, tmp_path / "first.parquet").exit_code == 0
    monkeypatch.setattr("maillage.roads.matrix.parquet.ParquetWriter.write_table", full_disk)
    result = type_in(*words, tmp_path / "second.parquet")
    assert (result.exit_code, "disk is full" in result.output) == (2, True), result.output
    assert files_below(tmp_path) == [tmp_path / "first.parquet", points]


def test_a_diagnosis_on_roads_that_is_stopped_leaves_nothing(saint_germain_data, tmp_path, monkeypatch):
    monkeypatch.setenv("MAILLAGE_DATA", str(saint_germain_data))
    monkeypatch.setattr("maillage.engine.travel.roads.asking.ask", stopped)
    result = CliRunner().invoke(main, ["diagnose", "78551", "--roads", "sg", "--out", str(tmp_path / "out")])
    assert result.exit_code == 130, result.output
    assert not (tmp_path / "out").exists()


def test_a_diagnosis_on_roads_says_what_they_change(saint_germain_data, tmp_path, monkeypatch):
    monkeypatch.setenv("MAILLAGE_DATA", str(saint_germain_data))

    def type_in(*words):
        return CliRunner().invoke(main, [*words])

    words = ("diagnose", "200058519", "--format", "csv,json", "--out", str(tmp_path / "out"))
    result = type_in(*words, "--roads", "sg")
    assert result.exit_code == 0, result.output
    assert "computed APL" in result.output
    assert "12 communes are not on the network and keep the crow-flight model: Aigremont" in result.output
    roads = json.loads((tmp_path / "out/roads.json").read_text())
    assert "« sg »" in roads["travel"]
    assert "hors du réseau" in json.loads((tmp_path / "out/diagnosis.json").read_text())["travel"]["label"]
    table = pd.read_csv(tmp_path / "out/communes.csv", dtype={"code": str}).set_index("code")
    changes = pd.DataFrame(roads["changes"]).set_index("code")
    assert changes["apl_after"].to_dict() == pytest.approx(table["apl_computed"].to_dict(), abs=1e-4)
    assert changes["change"].abs().is_monotonic_decreasing
    assert changes["change"].abs().max() > 0.1
    assert type_in(*words, "--roads", "sg", "--factors", "2,2,2,2,2,2,2").exit_code == 0
    slower = pd.DataFrame(json.loads((tmp_path / "out/roads.json").read_text())["changes"]).set_index("code")
    assert not slower["apl_after"].equals(changes["apl_after"])


def test_communes_that_no_way_joins_are_named(saint_germain_data, tmp_path, monkeypatch):
    real = asking.ask

    def without_the_last(*question):
        answer = real(*question)
        return answer._replace(seconds=np.where(answer.destination == answer.destination.max(), np.nan, answer.seconds))

    monkeypatch.setenv("MAILLAGE_DATA", str(saint_germain_data))
    monkeypatch.setattr(asking, "ask", without_the_last)
    # Factors of their own, so that the blocks that are kept are of another bound.
    words = ["diagnose", "200058519", "--roads", "sg", "--factors", "0.9,0.9,0.9,0.9,0.9,0.9,0.9", "--format", "json"]
    result = CliRunner().invoke(main, [*words, "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert "pairs of communes that no way joins have no time: " in result.output
    no_way = json.loads((tmp_path / "out/roads.json").read_text())["no_way"]
    assert len({pair["to"] for pair in no_way}) == 1
    assert len(no_way) > 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--roads", "sg", "--times", "x.csv"), "--roads and --times are two answers to one question"),
        (("--factors", "1,1"), "Give --roads too"),
        (("--roads", "nowhere"), "There is no road network 'nowhere' for car"),
    ],
)
def test_roads_that_a_diagnosis_cannot_use(tmp_path, monkeypatch, words, message):
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path))
    result = CliRunner().invoke(main, ["diagnose", "78551", *words, "--out", str(tmp_path / "out")])
    assert (result.exit_code, message in result.output) == (2, True), result.output
    assert not (tmp_path / "out").exists()


def test_areas_around_a_place_with_who_lives_in_them(saint_germain_data, type_in, tmp_path, monkeypatch):
    monkeypatch.setenv("MAILLAGE_DATA", str(saint_germain_data))
    out = tmp_path / "area.geojson"
    result = type_in("isochrone", "--roads", "sg", "--at", "48.8986,2.0936", "--minutes", "15,5", "-o", out)
    assert result.exit_code == 0, result.output
    areas = gpd.read_file(out).set_index("minutes")
    assert list(areas.index) == [15, 5]
    assert areas.geometry[15].covers(areas.geometry[5])
    assert areas["people"][15] > areas["people"][5] > 1000
    assert areas["people"][5] > areas["people_75_plus"][5] > 0
    collection = json.loads(out.read_text())
    small = collection["features"][1]["properties"]
    assert small["communes"][0]["name"] == "Saint-Germain-en-Laye"
    assert sum(commune["people"] for commune in small["communes"]) == pytest.approx(small["people"], abs=5)
    assert collection["resolution_m"] > 0
    assert "share of its surface" in collection["method"]


def test_an_area_too_small_to_draw_is_empty_and_nobody_lives_there(saint_germain_data, type_in, tmp_path, monkeypatch):
    monkeypatch.setenv("MAILLAGE_DATA", str(saint_germain_data))
    out = tmp_path / "area.geojson"
    result = type_in("isochrone", "--roads", "sg", "--at", "48.895,2.06", "--minutes", "0.01", "-o", out)
    assert result.exit_code == 0, result.output
    (feature,) = json.loads(out.read_text())["features"]
    assert feature["geometry"] == {"type": "MultiPolygon", "coordinates": []}
    assert (feature["properties"]["people"], feature["properties"]["communes"]) == (0, [])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--at", "Paris"), "--at: 'Paris' is not a place"),
        (("--at", "2.09,480"), "is not a place"),
        (("--at", "48.8986,2.0936", "--minutes", "ten"), "--minutes: 'ten' is not a list of numbers"),
        (("--at", "48.8986,2.0936", "--minutes", "0"), "Areas need minutes above zero"),
        (("--at", "45,2"), "km from the nearest road of the network"),
    ],
)
def test_areas_that_cannot_be(saint_germain_data, type_in, tmp_path, monkeypatch, words, message):
    monkeypatch.setenv("MAILLAGE_DATA", str(saint_germain_data))
    result = type_in("isochrone", "--roads", "sg", *words, "-o", tmp_path / "area.geojson")
    assert (result.exit_code, message in result.output) == (2, True), result.output
    assert not (tmp_path / "area.geojson").exists()


def test_the_estimate_of_memory_covers_what_others_published():
    """OSRM's own "peak bytes used" for whole countries by car: its issues 5705 (Turkey) and 5665 (Brazil)."""
    for file_mb, peak_mb in ((290, 4271), (800, 11528)):
        file = SimpleNamespace(stat=lambda size=file_mb * 1e6: SimpleNamespace(st_size=size))
        assert peak_mb < memory_needed_mb(file, "car") < 1.2 * peak_mb


def test_too_little_memory_is_said_before_osrm_starts(type_in, shared, monkeypatch):
    monkeypatch.setattr("maillage.roads.build.memory_of_machine_mb", lambda: 50.0)
    result = type_in("build", shared / "data/samples/andorra.osm.pbf")
    assert result.exit_code == 2
    assert "the machine has 50 MB. Cut it to your territory" in result.output
