"""Minutes on real roads, beside the peers on the same extract: who answers a matrix, how fast, in how much memory.

Run as ``python -m bench.roads NAME N FOLDER``; prints JSON. Building a network is not counted: it is done once. The
peers have profiles of their own, so that travel times differ between them; the work is the same, N × N pairs of the
same points.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from .process import ROOT, Measured, measure

EXTRACT = ROOT.parent / "shared/data/yvelines-78/osm_saint_germain_en_laye_overpass_2022-12-18.json"
POINTS = 1000
# A thousand points take this peer many minutes.
FEWER = {"valhalla": 100}
GROWTH = (250, 500, 1000, 2000, 4000)
WITHIN_MINUTES = 60.0
HEAD = "| what | points | time | of processor | peak memory |\n|---|---:|---:|---:|---:|"
# For the peer that has no profile of its own.
KMH = {"motorway": 90, "trunk": 80, "primary": 60, "secondary": 50, "tertiary": 40}
OTHER_KMH = 25

Ask = Callable[[], object]


def prepare(folder: Path) -> None:
    """The extract as .osm.pbf, the network of OSRM, the tiles of Valhalla."""
    import valhalla as peer

    from maillage.engine.sources.roads.overpass import overpass_to_pbf
    from maillage.roads.build import build_network

    pbf = folder / "extract.osm.pbf"
    overpass_to_pbf(EXTRACT, pbf)
    build_network(pbf, "car", folder / "network", name="bench", built_on="2026-01-01")
    (folder / "tiles").mkdir()
    (folder / "valhalla.json").write_text(json.dumps(valhalla_config(folder)))
    program = Path(peer.__file__).parent / "bin" / "valhalla_build_tiles"
    subprocess.run([program, "-c", folder / "valhalla.json", pbf], check=True, capture_output=True)


def valhalla_config(folder: Path) -> dict:
    import valhalla

    config = valhalla.get_config(tile_extract="", tile_dir=str(folder / "tiles"))
    for limits in config["service_limits"].values():
        if isinstance(limits, dict) and "max_matrix_location_pairs" in limits:
            limits["max_matrix_location_pairs"] = 10**9
            limits["max_matrix_distance"] = 10**9
    return config


def points(n: int) -> np.ndarray:
    """``(n, 2)`` longitude and latitude some 50 m around junctions and bends of the roads for cars, always the same."""
    lon, lat, _ = roads()[0].T
    chance = np.random.default_rng(0)
    chosen = chance.choice(len(lon), n)
    return np.column_stack((lon, lat))[chosen] + chance.normal(0, 0.0005, (n, 2))


def roads() -> tuple[np.ndarray, list[tuple[int, int, float]]]:
    """Nodes ``(n, 3)``: longitude, latitude, id; directed edges with minutes, at a speed for each class of road."""
    elements = json.loads(EXTRACT.read_text())["elements"]
    where = {each["id"]: (each["lon"], each["lat"]) for each in elements if each["type"] == "node"}
    driven = {*KMH, "unclassified", "residential", "living_street", "service", "road"}
    edges: list[tuple[int, int, float]] = []
    for way in elements:
        kind = way.get("tags", {}).get("highway", "").removesuffix("_link")
        if way["type"] != "way" or kind not in driven:
            continue
        for start, end in zip(way["nodes"], way["nodes"][1:], strict=False):
            (x0, y0), (x1, y1) = where[start], where[end]
            km = np.hypot((x1 - x0) * np.cos(np.radians(y0)), y1 - y0) * 111.195
            minutes = km / KMH.get(kind, OTHER_KMH) * 60
            edges.append((start, end, minutes))
            if way["tags"].get("oneway") != "yes":
                edges.append((end, start, minutes))
    ids = sorted({end for edge in edges for end in edge[:2]})
    return np.array([(*where[each], each) for each in ids]), edges


def bare_osrm(folder: Path, at: np.ndarray) -> Ask:
    import osrm

    engine = osrm.OSRM(
        algorithm="CH", storage_config=str(folder / "network/roads.osrm"), use_mmap=True, use_shared_memory=False
    )

    def ask() -> np.ndarray:
        question = osrm.TableParameters(
            coordinates=[tuple(point) for point in at.tolist()], annotations=["duration"], generate_hints=False
        )
        question.skip_waypoints = True
        return np.array([list(row) for row in engine.Table(question)["durations"]], dtype=float)

    return ask


def maillage(folder: Path, at: np.ndarray) -> Ask:
    from maillage.engine.sources.roads.network import RoadNetwork
    from maillage.engine.territory.places import Places
    from maillage.engine.travel.roads.router import OsrmRouter

    router = OsrmRouter(RoadNetwork.open(folder / "network"))
    places = Places(np.arange(len(at)).astype(str), at[:, 1], at[:, 0], np.zeros(len(at), dtype=np.int8))
    return lambda: router.pairs(places, places, within_minutes=WITHIN_MINUTES)


def pandana(_: Path, at: np.ndarray) -> Ask:
    import warnings

    import pandana as peer
    import pandas as pd

    # It names every pair that no way joins.
    warnings.filterwarnings("ignore", category=UserWarning)

    nodes, edges = roads()
    ids = nodes[:, 2].astype(np.int64)
    start, end, minutes = (pd.Series(column) for column in zip(*edges, strict=True))
    x, y = (pd.Series(nodes[:, axis], index=ids) for axis in (0, 1))
    network = peer.Network(x, y, start, end, pd.DataFrame({"minutes": minutes}), twoway=False)

    def ask() -> object:
        near = network.get_node_ids(at[:, 0], at[:, 1]).to_numpy()
        return network.shortest_path_lengths(np.repeat(near, len(near)), np.tile(near, len(near)))

    return ask


def valhalla(folder: Path, at: np.ndarray) -> Ask:
    from valhalla import Actor

    actor = Actor(json.loads((folder / "valhalla.json").read_text()))
    places = [{"lon": lon, "lat": lat} for lon, lat in at.tolist()]
    return lambda: actor.matrix({"sources": places, "targets": places, "costing": "auto", "verbose": False})


CONTESTANTS = {"bare": bare_osrm, "maillage": maillage, "pandana": pandana, "valhalla": valhalla}
LABELS = {
    "bare": "bare OSRM calls: one table, read into NumPy",
    "maillage": "**maillage** `OsrmRouter.pairs`, within 60 minutes",
    "pandana": "pandana `shortest_path_lengths`",
    "valhalla": "Valhalla `matrix`",
}


def rows(folder: Path) -> Iterator[str]:
    """Lines of a table: all contestants on the same points, then how ours grows."""
    measure(["-m", "bench.roads", "prepare", "0", str(folder)])
    asked = [(name, FEWER.get(name, POINTS)) for name in CONTESTANTS] + [("maillage", n) for n in GROWTH if n != POINTS]
    for name, n in asked:
        print(f"roads: {name}, {n} points", file=sys.stderr, flush=True)
        yield line(name, n, measure(["-m", "bench.roads", name, str(n), str(folder)]))


def line(name: str, n: int, process: Measured) -> str:
    took = json.loads(process.output.splitlines()[-1])
    time_taken = f"{took['seconds']:.2f} s | {took['processor']:.2f} s"
    return f"| {LABELS[name]} | {n:,} | {time_taken} | {process.peak_mb:,.0f} MB |"


def main(name: str, n: int, folder: Path) -> None:
    if name == "prepare":
        prepare(folder)
        return
    ask = CONTESTANTS[name](folder, points(n))
    start = time.process_time(), time.perf_counter()
    ask()
    print()
    print(json.dumps({"seconds": time.perf_counter() - start[1], "processor": time.process_time() - start[0]}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
