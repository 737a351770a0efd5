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

from . import synthetic
from .process import ROOT, Measured, measure

EXTRACT = ROOT.parent / "shared/data/yvelines-78/osm_saint_germain_en_laye_overpass_2022-12-18.json"
POINTS = 1000
GROWTH = (250, 500, 1000, 2000, 4000)
WITHIN_MINUTES = 60.0
# Numbers of points where our time is held against that of bare calls, and how often each is asked.
COMPARED = {1000: 7, 4000: 2}
# A peer is stopped after ten minutes; it is asked for so many rows at once, to know how far it came.
BUDGET_SECONDS = 600.0
ROWS = 100
HEAD = "| what | points | time | of processor | peak memory |\n|---|---:|---:|---:|---:|"
# For the peer that has no profile of its own.
KMH = {"motorway": 90, "trunk": 80, "primary": 60, "secondary": 50, "tertiary": 40}
OTHER_KMH = 25

# What is timed; returns what should be told beside the time.
Ask = Callable[[], object]
DRIVEN = {*KMH, "unclassified", "residential", "living_street", "service", "road"}


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
    # One search from each origin: on a network of this size much faster than its usual choice, which searches from
    # both ends of every pair.
    config["thor"]["source_to_target_algorithm"] = "timedistancematrix"
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
    edges: list[tuple[int, int, float]] = []
    for way in elements:
        kind = way.get("tags", {}).get("highway", "").removesuffix("_link")
        if way["type"] != "way" or kind not in DRIVEN:
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
    """The tables that maillage asks for, asked by hand and read into NumPy as one would."""
    import osrm

    config = str(folder / "network/roads.osrm")
    engine = osrm.OSRM(algorithm="CH", storage_config=config, use_mmap=True, use_shared_memory=False)
    router, places = ours(folder, at)
    blocks = router.journey(places, places, within_minutes=WITHIN_MINUTES).blocks

    def ask() -> None:
        for origins, destinations in blocks:
            both = np.union1d(origins, destinations)
            question = osrm.TableParameters(
                coordinates=[tuple(point) for point in at[both].tolist()],
                sources=np.searchsorted(both, origins).tolist(),
                destinations=np.searchsorted(both, destinations).tolist(),
                annotations=["duration"],
                generate_hints=False,
            )
            question.skip_waypoints = True
            np.array([list(row) for row in engine.Table(question)["durations"]], dtype=float)

    return ask


def maillage(folder: Path, at: np.ndarray) -> Ask:
    router, places = ours(folder, at)
    return lambda: router.pairs(places, places, within_minutes=WITHIN_MINUTES)


def streamed(folder: Path, at: np.ndarray) -> Ask:
    """Block after block, as ``maillage roads matrix`` writes them: nobody holds all pairs."""
    router, places = ours(folder, at)

    def ask() -> None:
        for _ in router.blocks(router.journey(places, places, within_minutes=WITHIN_MINUTES)):
            pass

    return ask


def ours(folder: Path, at: np.ndarray):
    from maillage.engine.sources.roads.network import RoadNetwork
    from maillage.engine.territory.places import Places
    from maillage.engine.travel.roads.router import OsrmRouter

    places = Places(np.arange(len(at)).astype(str), at[:, 1], at[:, 0], np.zeros(len(at), dtype=np.int8))
    return OsrmRouter(RoadNetwork.open(folder / "network")), places


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

    def ask() -> dict[str, int]:
        start = time.perf_counter()
        for first in range(0, len(places), ROWS):
            if time.perf_counter() - start > BUDGET_SECONDS:
                return {"rows": first}
            some = places[first : first + ROWS]
            actor.matrix({"sources": some, "targets": places, "costing": "auto", "verbose": False})
        return {}

    return ask


def prepare_country(folder: Path) -> None:
    from maillage.roads.build import build_network

    synthetic.write_country(town(), folder / "country.osm.pbf")
    build_network(folder / "country.osm.pbf", "car", folder / "country/network", name="bench", built_on="2026-01-01")


def town() -> synthetic.Town:
    return synthetic.Town(json.loads(EXTRACT.read_text())["elements"], DRIVEN)


def country(folder: Path, n: int) -> Ask:
    from maillage.engine.travel.pairs import Pairs

    router, places = ours(folder / "country", synthetic.points(town(), n))

    def ask() -> dict[str, int]:
        within = synthetic.WITHIN_MINUTES
        journey = router.journey(places, places, within_minutes=within)
        found = Pairs.from_blocks(router.blocks(journey), shape=(n, n), within_minutes=within)
        return {"pairs": len(found), "asked": journey.pairs_asked, "nodes": router.network.record.nodes}

    return ask


CONTESTANTS = {
    "bare": bare_osrm,
    "maillage": maillage,
    "streamed": streamed,
    "pandana": pandana,
    "valhalla": valhalla,
}
PEERS = ("bare", "maillage", "pandana", "valhalla")
LABELS = {
    "bare": "bare OSRM calls: the same tables, read into NumPy",
    "maillage": "**maillage** `OsrmRouter.pairs`, within 60 minutes",
    "streamed": "**maillage** `OsrmRouter.blocks`, one after the other",
    "pandana": "pandana `shortest_path_lengths`",
    "valhalla": "Valhalla `matrix`",
    "country": "**maillage** on the synthetic country, within 30 minutes",
}


def rows(folder: Path) -> Iterator[str]:
    """Lines of a table: all contestants on the same points, how ours grows, what it adds, and a whole country."""
    run("prepare", 0, folder)
    for name in PEERS:
        yield line(name, POINTS, run(name, POINTS, folder))
    for name in ("maillage", "streamed"):
        for n in GROWTH:
            if (name, n) != ("maillage", POINTS):
                yield line(name, n, run(name, n, folder))
    for n, runs in COMPARED.items():
        took = told(run("compare", n, folder))
        ratio = took["maillage"] / took["bare"]
        yield f"| **maillage** against bare calls, in turns, best of {runs} | {n:,} | | {ratio:.2f} × | |"
    built = run("prepare-country", 0, folder)
    yield f"| building the synthetic country | | {built.seconds:.0f} s | {built.processor_seconds:.0f} s | |"
    yield line("country", synthetic.POINTS, run("country", synthetic.POINTS, folder))


def run(name: str, n: int, folder: Path) -> Measured:
    print(f"roads: {name}, {n} points", file=sys.stderr, flush=True)
    return measure(["-m", "bench.roads", name, str(n), str(folder)])


def told(process: Measured) -> dict:
    return json.loads(process.output.splitlines()[-1])


def line(name: str, n: int, process: Measured) -> str:
    took, label = told(process), LABELS[name]
    if "rows" in took:
        label += f", stopped after {took['rows']:,} of {n:,} rows"
    if "pairs" in took:
        label += f": {took['pairs']:,} pairs found, {took['asked']:,} asked, {took['nodes']:,} nodes"
    over = "over " if "rows" in took else ""
    time_taken = f"{over}{took['seconds']:.2f} s | {over}{took['processor']:.2f} s"
    return f"| {label} | {n:,} | {time_taken} | {process.peak_mb:,.0f} MB |"


def compare(folder: Path, n: int) -> dict[str, float]:
    """The least processor time of each, asked in turns: what else the machine does then hits both alike."""
    asks = {name: CONTESTANTS[name](folder, points(n)) for name in ("bare", "maillage")}
    least = dict.fromkeys(asks, float("inf"))
    for _ in range(COMPARED[n]):
        for name, ask in asks.items():
            start = time.process_time()
            ask()
            least[name] = min(least[name], time.process_time() - start)
    return least


def timed(ask: Ask) -> dict[str, float]:
    start = time.process_time(), time.perf_counter()
    found = ask()
    took = {"seconds": time.perf_counter() - start[1], "processor": time.process_time() - start[0]}
    return took | (found if isinstance(found, dict) else {})


def main(name: str, n: int, folder: Path) -> None:
    if name == "prepare":
        prepare(folder)
    elif name == "prepare-country":
        prepare_country(folder)
    elif name == "compare":
        print(f"\n{json.dumps(compare(folder, n))}")
    elif name == "country":
        print(f"\n{json.dumps(timed(country(folder, n)))}")
    else:
        print(f"\n{json.dumps(timed(CONTESTANTS[name](folder, points(n))))}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
