"""A question made ready: both ends placed on the roads, and the blocks that hold every pair to ask."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from ...sources.roads.network import OnRoad, RoadNetwork, positions
from ...territory.places import Places
from ...territory.sphere import unit_vectors
from .blocks import Block, blocks, layout

# A point farther than this from every road has no time.
FARTHEST_M = 1000.0


@dataclass(frozen=True)
class Journey:
    """``here (n, 2)`` and ``there (m, 2)``: longitude and latitude. ``key``: the name its answer is kept under."""

    origins: Places
    destinations: Places
    here: np.ndarray
    there: np.ndarray
    from_road: OnRoad
    to_road: OnRoad
    blocks: tuple[Block, ...]
    within_seconds: float
    key: str

    @property
    def pairs_asked(self) -> int:
        """How many times OSRM is asked for."""
        return sum(len(block.origins) * len(block.destinations) for block in self.blocks)

    def off_road(self) -> dict[str, float]:
        """Code → metres to the nearest road, of every place too far from one to have a time."""
        ends = ((self.origins, self.from_road), (self.destinations, self.to_road))
        return {
            str(code): float(metres)
            for places, on_road in ends
            for code, metres in zip(places.codes, on_road.metres, strict=True)
            if metres > FARTHEST_M
        }


def ready(network: RoadNetwork, origins: Places, destinations: Places, *, within_seconds: float) -> Journey:
    """Places both ends on the roads; a pair is asked if the network's top speed could cover it within the bound."""
    here, there = positions(origins.lat, origins.lon), positions(destinations.lat, destinations.lon)
    from_road = network.place(here)
    to_road = from_road if np.array_equal(here, there) else network.place(there)
    starts, ends = (np.flatnonzero(each.metres <= FARTHEST_M) for each in (from_road, to_road))
    asked = blocks(
        unit_vectors(from_road.lat[starts], from_road.lon[starts]),
        unit_vectors(to_road.lat[ends], to_road.lon[ends]),
        km=network.record.top_kmh * within_seconds / 3600,
    )
    return Journey(
        origins,
        destinations,
        here,
        there,
        from_road,
        to_road,
        tuple(Block(starts[block.origins], ends[block.destinations]) for block in asked),
        within_seconds,
        _key(network.record.identity, here, there, within_seconds),
    )


def _key(identity: str, here: np.ndarray, there: np.ndarray, within_seconds: float) -> str:
    content = hashlib.sha256(f"{identity} {len(here)} {len(there)} {within_seconds!r} {layout()}".encode())
    for points in (here, there):
        content.update(np.ascontiguousarray(points, dtype="<f8").tobytes())
    return content.hexdigest()[:32]
