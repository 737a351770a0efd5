"""How far one gets from a place on an installed network, asked once and kept for those who ask the same."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from django.core.cache import caches

from maillage.web.networks import holding, opened
from maillage.web.studies.queries.turns import BusyError
from maillage.web.territories.queries import reference, reference_version

if TYPE_CHECKING:
    from maillage.engine.sources.roads.network import NetworkRecord

# GeoJSON of the engine: properties of the areas (minutes, people, people_75_plus, communes) and of the whole.
Collection = dict[str, Any]

# OSRM holds the whole process while it answers: others wait outside, and not for ever.
_TURN = Lock()
PATIENCE_SECONDS = 20


def reach(
    lat: float, lon: float, mode: str, minutes: Sequence[float], *, charge: Callable[[], None] = lambda: None
) -> Collection | None:
    """The areas around a place (degrees); None where no installed network has a road within 1 km of it.

    ``charge`` is called before each computation, and not for what is kept; what it raises is not caught. Raises
    BusyError while others compute for too long, and a MaillageError for minutes that cannot be or an unusable network.
    """
    for record in holding(lat, lon, mode):
        key = _key(record, lat, lon, minutes)
        kept = caches["areas"].get(key)
        if kept is None:
            with _turn():
                # Whoever had the turn before may have asked the same.
                kept = caches["areas"].get(key)
                if kept is None:
                    charge()
                    kept = _packed(_computed(record, lat, lon, minutes))
                    caches["areas"].set(key, kept)
        found = _unpacked(kept)
        if found is not None:
            return found
    return None


def _computed(record: NetworkRecord, lat: float, lon: float, minutes: Sequence[float]) -> Collection | None:
    """Imported here: no other page waits for the road engine."""
    from maillage.engine.sources.roads.network import positions
    from maillage.engine.travel.roads.journey import FARTHEST_M
    from maillage.roads.isochrone import isochrone_features

    network = opened(record)
    if network.place(positions(np.array([lat]), np.array([lon]))).metres[0] > FARTHEST_M:
        return None
    return isochrone_features(network, reference(), lat, lon, minutes)


@contextmanager
def _turn() -> Iterator[None]:
    if not _TURN.acquire(timeout=PATIENCE_SECONDS):
        raise BusyError
    try:
        yield
    finally:
        _TURN.release()


def _key(record: NetworkRecord, lat: float, lon: float, minutes: Sequence[float]) -> str:
    question = (record.name, record.identity, record.built_on, round(lat, 6), round(lon, 6), *sorted(set(minutes)))
    return blake2b(repr((question, reference_version())).encode(), digest_size=16).hexdigest()


def _packed(found: Mapping[str, Any] | None) -> bytes:
    return zlib.compress(json.dumps(found, ensure_ascii=False).encode(), 1)


def _unpacked(kept: bytes) -> Collection | None:
    return json.loads(zlib.decompress(kept))
