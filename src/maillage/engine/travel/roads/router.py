"""OSRM as a router: real roads behind the seam of :mod:`..router`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from ...sources.roads.minutes_store import MinutesStore
from ...sources.roads.network import RoadNetwork, positions
from ...territory.places import Places
from ..errors import BandError
from ..pairs import Pairs
from .asking import answers
from .factors import TimeFactors
from .journey import FARTHEST_M, Journey, ready
from .workers import Workers

MODE_WORDS = {"car": "en voiture", "foot": "à pied", "bicycle": "à vélo"}


class Reached(NamedTuple):
    """Pairs of a block, parallel arrays ``(k,)``: numbers of both ends and minutes; NaN where no way leads."""

    origin: np.ndarray
    destination: np.ndarray
    minutes: np.ndarray


@dataclass(frozen=True)
class OsrmRouter:
    """Times of a road network (:class:`~..router.Router`). A place more than 1 km from every road has no pair.

    ``store``: where finished blocks are kept. ``workers``: processes, here or elsewhere, that are asked when there are
    many blocks. The answer depends on neither.
    """

    network: RoadNetwork
    factors: TimeFactors = field(default_factory=TimeFactors)
    store: MinutesStore | None = None
    workers: Workers | None = field(default=None, compare=False)

    @property
    def label(self) -> str:
        """Shown beside every figure that uses it."""
        record = self.network.record
        dated = f" du {record.dated[:10]}" if record.dated else ""
        hours = f", {self.factors.name}" if self.factors.changes else ", routes libres"
        return (
            f"temps {MODE_WORDS[record.mode]} sur le réseau « {record.name} » "
            f"(OpenStreetMap{dated}, OSRM {record.osrm}{hours})"
        )

    @property
    def approximate(self) -> bool:
        """Times on real roads, not a model of them."""
        return False

    @property
    def errors(self) -> tuple[BandError, ...]:
        """None: see :attr:`approximate`."""
        return ()

    def reach_km(self, minutes: float) -> float:
        """At the top speed of the network, from a place off the road to another."""
        return self.network.record.top_kmh * minutes / self.factors.least / 60 + 2 * FARTHEST_M / 1000

    def on_network(self, places: Places) -> np.ndarray:
        """Which places ``(n,)`` are at most 1 km from a road."""
        return self.network.place(positions(places.lat, places.lon)).metres <= FARTHEST_M

    def pairs(self, origins: Places, destinations: Places, *, within_minutes: float) -> Pairs:
        """All pairs within the bound that a way leads between."""
        journey = self.journey(origins, destinations, within_minutes=within_minutes)
        shape = (len(origins), len(destinations))
        return Pairs.from_blocks(self.blocks(journey), shape=shape, within_minutes=within_minutes)

    def journey(self, origins: Places, destinations: Places, *, within_minutes: float) -> Journey:
        """The question made ready."""
        within_seconds = within_minutes * 60 / self.factors.least
        return ready(self.network, origins, destinations, within_seconds=within_seconds)

    def blocks(self, journey: Journey, *, progress: Callable[[int], None] = lambda _: None) -> Iterator[Reached]:
        """The answer piece by piece, so that memory need never hold it all; ``progress`` is told blocks done.

        Raises :class:`~...errors.TravelError` where a process that computed died.
        """
        found = answers(self.network, journey, store=self.store, workers=self.workers)
        for done, (origin, destination, seconds) in enumerate(found, 1):
            factor = self.factors.of(journey.origins.density[origin], journey.destinations.density[destination])
            yield Reached(origin, destination, seconds / 60 * factor)
            progress(done)
