"""Minutes that were asked once are not asked again: while a site is dragged, only its own way changes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

import numpy as np

from maillage.engine.territory.places import Places
from maillage.engine.travel.pairs import Pairs
from maillage.engine.travel.router import Router

# Points of one territory: some hundreds of candidates, and wherever sites were lately dragged to.
POINTS = 4_000
Way = tuple[np.ndarray, np.ndarray]
Key = tuple[float, float, int, float]


class Remembering:
    """A router that keeps the ways to each destination, for origins that are always the same. For all threads."""

    def __init__(self, router: Router, origins: Places) -> None:
        self.router, self.origins = router, origins
        self._ways: OrderedDict[Key, Way] = OrderedDict()
        self._writing = Lock()

    @property
    def label(self) -> str:
        return self.router.label

    @property
    def approximate(self) -> bool:
        return self.router.approximate

    @property
    def errors(self):
        return self.router.errors

    def reach_km(self, minutes: float) -> float:
        return self.router.reach_km(minutes)

    def pairs(self, origins: Places, destinations: Places, *, within_minutes: float) -> Pairs:
        """As the router answers; ``origins`` must be those of this memory."""
        if len(origins) != len(self.origins) or not np.array_equal(origins.codes, self.origins.codes):
            return self.router.pairs(origins, destinations, within_minutes=within_minutes)
        keys = [
            (float(lat), float(lon), int(density), within_minutes)
            for lat, lon, density in zip(destinations.lat, destinations.lon, destinations.density, strict=True)
        ]
        ways = self._known(keys)
        missing = np.array([place for place, way in enumerate(ways) if way is None], dtype=np.intp)
        if len(missing):
            asked = self.router.pairs(self.origins, destinations[missing], within_minutes=within_minutes)
            for place, way in zip(missing.tolist(), _by_destination(asked), strict=True):
                ways[place] = way
            self._keep({keys[place]: ways[place] for place in missing.tolist()})
        return _joined(ways, shape=(len(origins), len(destinations)), within_minutes=within_minutes)

    def _known(self, keys: list[Key]) -> list[Way | None]:
        with self._writing:
            return [self._ways.get(key) for key in keys]

    def _keep(self, found: dict[Key, Way]) -> None:
        with self._writing:
            self._ways |= found
            while len(self._ways) > POINTS:
                self._ways.popitem(last=False)


def _by_destination(pairs: Pairs) -> list[Way]:
    """(origins, minutes) of each destination."""
    order = np.argsort(pairs.destination, kind="stable")
    cuts = np.searchsorted(pairs.destination[order], np.arange(1, pairs.shape[1]))
    return list(zip(np.split(pairs.origin[order], cuts), np.split(pairs.minutes[order], cuts), strict=True))


def _joined(ways: list[Way], *, shape: tuple[int, int], within_minutes: float) -> Pairs:
    counts = [len(origin) for origin, _ in ways]
    return Pairs.from_lists(
        np.concatenate([origin for origin, _ in ways] or [np.empty(0, dtype=np.int32)]),
        np.repeat(np.arange(len(ways), dtype=np.int32), counts),
        np.concatenate([minutes for _, minutes in ways] or [np.empty(0)]),
        shape=shape,
        within_minutes=within_minutes,
    )
