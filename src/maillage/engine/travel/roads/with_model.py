"""Real roads where the network is, another router beyond it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...territory.places import Places
from ..errors import BandError
from ..pairs import Pairs
from ..router import Router
from .router import OsrmRouter


@dataclass(frozen=True)
class RoadsWithModel:
    """Times of ``roads`` between two places that its network holds; any other pair is asked of ``elsewhere``.

    The network holds a place within 1 km of its roads, and within the box that it was cut to: what lies beyond is the
    end of a way that leads out. Between two such places, a pair that no way joins cannot be travelled.
    """

    roads: OsrmRouter
    elsewhere: Router

    @property
    def label(self) -> str:
        """Shown beside every figure that uses it."""
        return f"{self.roads.label} ; hors du réseau, {self.elsewhere.label}"

    @property
    def approximate(self) -> bool:
        """The ring outside the network may be a model."""
        return self.elsewhere.approximate

    @property
    def errors(self) -> tuple[BandError, ...]:
        """Those of the router outside the network."""
        return self.elsewhere.errors

    def reach_km(self, minutes: float) -> float:
        """Whichever of the two goes farther."""
        return max(self.roads.reach_km(minutes), self.elsewhere.reach_km(minutes))

    def holds(self, places: Places) -> np.ndarray:
        """Which places ``(n,)`` are asked of the network."""
        held = self.roads.on_network(places)
        if cut := self.roads.network.record.cut:
            west, south, east, north = cut
            held &= (places.lon >= west) & (places.lon <= east) & (places.lat >= south) & (places.lat <= north)
        return held

    def pairs(self, origins: Places, destinations: Places, *, within_minutes: float) -> Pairs:
        """The network's minutes where it holds both ends, the other router's elsewhere."""
        here, there = self.holds(origins), self.holds(destinations)
        modelled = self.elsewhere.pairs(origins, destinations, within_minutes=within_minutes)
        outside = ~(here[modelled.origin] & there[modelled.destination])
        real = self.roads.pairs(origins[here], destinations[there], within_minutes=within_minutes)
        return Pairs.from_lists(
            np.concatenate((modelled.origin[outside], np.flatnonzero(here)[real.origin])),
            np.concatenate((modelled.destination[outside], np.flatnonzero(there)[real.destination])),
            np.concatenate((modelled.minutes[outside], real.minutes)),
            shape=modelled.shape,
            within_minutes=within_minutes,
        )
