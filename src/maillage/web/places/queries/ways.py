"""Minutes by car between places of work, as the model of the crow's flight has them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from maillage.engine.territory.places import DENSITY_RANK, USUAL_DENSITY, Places
from maillage.engine.travel.crow_flight import CrowFlight

from ..models import Place

# Nobody goes farther between two places of a day; what is farther is as far as this.
FARTHEST_MINUTES = 240.0


def minutes_between(places: Sequence[Place]) -> dict[tuple[int, int], float]:
    """By the numbers of two places."""
    if len(places) < 2:
        return {}
    rows = Places(
        np.array([str(place.pk) for place in places]),
        np.array([place.lat for place in places]),
        np.array([place.lon for place in places]),
        np.full(len(places), DENSITY_RANK[USUAL_DENSITY], dtype=np.int8),
    )
    pairs = CrowFlight().pairs(rows, rows, within_minutes=FARTHEST_MINUTES)
    origins = np.repeat(np.arange(len(places)), np.diff(pairs.indptr))
    found = {(here.pk, there.pk): FARTHEST_MINUTES for here in places for there in places}
    for here, there, minutes in zip(origins, pairs.destination, pairs.minutes, strict=True):
        found[places[here].pk, places[there].pk] = float(minutes)
    return found
