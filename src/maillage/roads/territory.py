"""Where the roads of a territory are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..engine.sources.reference import load_reference
from ..engine.sources.roads.network import Bounds
from ..engine.territory.gazetteer import gazetteer
from ..engine.territory.territory import find_territory

# People cross borders: half an hour's drive around the territory goes with it.
AROUND_KM = 30.0
KM_PER_DEGREE = 111.195


def bounds_around(words: Sequence[str]) -> Bounds:
    """The box of a territory and 30 km around it. Raises TerritoryError."""
    reference = load_reference()
    territory = find_territory(words, gazetteer(reference))
    west, south, east, north = reference.outlines(territory.codes).total_bounds
    up = AROUND_KM / KM_PER_DEGREE
    across = up / np.cos(np.radians(max(abs(south), abs(north))))
    return float(west - across), float(south - up), float(east + across), float(north + up)
