"""A country made of copies of one town's network, and as many points on it as France has communes.

No network of all France is at hand. This one has its shape for a router: tens of thousands of points, each with some
140 others within half an hour, on a network far larger than what any of them can reach. The roads for cars of the
extract of Saint-Germain-en-Laye are stretched (the same roads, more kilometres: towns become countryside), and copied
in rows and columns; neighbouring copies are joined by main roads.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

# 10 by 10 copies, each 3.75 times as wide as the extract: 5.7 by 4.3 degrees, from Poitou to Lorraine.
SIDE, STRETCH = 10, 3.75
SOUTH_WEST = (0.0, 45.5)
POINTS = 35_000
WITHIN_MINUTES = 30.0
# Roads that join two neighbours, spread along their common side.
JOINED = 3
MAIN = {"motorway", "trunk", "primary", "secondary", "tertiary"}


class Town:
    """The extract: nodes ``(n, 2)`` from 0 to 1 along each axis of its box, and ways as numbers of nodes with tags."""

    def __init__(self, elements: list[dict], driven: set[str]) -> None:
        kinds = ((way, way.get("tags", {}).get("highway", "")) for way in elements if way["type"] == "way")
        ways = [(way, kind.removesuffix("_link")) for way, kind in kinds if kind.removesuffix("_link") in driven]
        ids = sorted({node for way, _ in ways for node in way["nodes"]})
        number = {node: position for position, node in enumerate(ids)}
        where = {each["id"]: (each["lon"], each["lat"]) for each in elements if each["type"] == "node"}
        at = np.array([where[node] for node in ids])
        self.extent = np.ptp(at, axis=0)
        self.nodes = (at - at.min(axis=0)) / self.extent
        self.ways = [([number[node] for node in way["nodes"]], way["tags"]) for way, _ in ways]
        self.main = np.unique([number[node] for way, kind in ways if kind in MAIN for node in way["nodes"]])

    def ends(self, axis: int, *, high: bool) -> list[int]:
        """The main nodes nearest to one side, one in each part of it: where a road leads out to a neighbour."""
        along = self.nodes[self.main, 1 - axis]
        reach = self.nodes[self.main, axis] * (1 if high else -1)
        parts = (np.flatnonzero((along * JOINED).astype(int).clip(0, JOINED - 1) == part) for part in range(JOINED))
        return [int(self.main[part[np.argmax(reach[part])]]) for part in parts]


def write_country(town: Town, out: Path) -> None:
    """The country as .osm.pbf: all nodes, then all ways, numbered in order."""
    import osmium
    import osmium.io
    import osmium.osm.mutable as osm

    size = len(town.nodes)
    header = osmium.io.Header()
    header.add_box(osmium.osm.Box(*SOUTH_WEST, *positions(town, np.ones(2), SIDE - 1, SIDE - 1).tolist()))
    with osmium.SimpleWriter(out, header=header) as writer:
        for copy, (column, row) in enumerate(copies()):
            for node, location in enumerate(positions(town, town.nodes, column, row).tolist()):
                writer.add_node(osm.Node(id=copy * size + node + 1, location=location))
        ways = (way for copy in range(SIDE * SIDE) for way in _ways(town, copy))
        for number, (nodes, tags) in enumerate(ways, 1):
            writer.add_way(osm.Way(id=number, nodes=nodes, tags=tags))


def points(town: Town, n: int) -> np.ndarray:
    """``(n, 2)`` longitude and latitude some 50 m around nodes of the country, always the same."""
    chance = np.random.default_rng(0)
    copy, node = chance.integers(0, SIDE * SIDE, n), chance.integers(0, len(town.nodes), n)
    at = positions(town, town.nodes[node], copy % SIDE, copy // SIDE)
    return at + chance.normal(0, 0.0005, (n, 2))


def copies() -> Iterator[tuple[int, int]]:
    return ((copy % SIDE, copy // SIDE) for copy in range(SIDE * SIDE))


def positions(town: Town, nodes: np.ndarray, column: np.ndarray | int, row: np.ndarray | int) -> np.ndarray:
    """Longitude and latitude of nodes of a copy."""
    corner = np.stack(np.broadcast_arrays(column, row), axis=-1)
    return SOUTH_WEST + (nodes + corner) * town.extent * STRETCH


def _ways(town: Town, copy: int) -> Iterator[tuple[list[int], dict[str, str]]]:
    size = len(town.nodes)
    for nodes, tags in town.ways:
        yield [copy * size + node + 1 for node in nodes], tags
    for axis, step in ((0, 1), (1, SIDE)):
        if (copy % SIDE, copy // SIDE)[axis] == SIDE - 1:
            continue
        for here, there in zip(town.ends(axis, high=True), town.ends(axis, high=False), strict=True):
            yield [copy * size + here + 1, (copy + step) * size + there + 1], {"highway": "primary"}
