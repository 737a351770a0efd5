"""Which pairs are asked: neighbours together, and only destinations that can be near enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from ...territory.sphere import chord_of_km, km_of_chord

# A block answers in a second or two, and its table takes some 200 MB.
PAIRS_AT_ONCE = 1_000_000
ORIGINS_AT_ONCE = 1000
# Fewer origins than this are asked together however far apart they are: to search from a destination once more costs as
# much as some hundreds of pairs.
ORIGINS_AT_LEAST = 300


def layout() -> str:
    """How questions are cut into blocks: with the same layout, a block of the same question is the same block."""
    return f"{PAIRS_AT_ONCE} {ORIGINS_AT_ONCE} {ORIGINS_AT_LEAST}"


class Block(NamedTuple):
    """Numbers of the origins and destinations whose whole table is asked at once."""

    origins: np.ndarray
    destinations: np.ndarray


def blocks(origins: np.ndarray, destinations: np.ndarray, *, km: float) -> list[Block]:
    """Blocks that together hold every pair within ``km`` once. Points on the unit sphere, ``(n, 3)`` and ``(m, 3)``.

    The same points give the same blocks. A block holds at most a million pairs, or one destination.
    """
    if not len(origins) or not len(destinations):
        return []
    tree = cKDTree(destinations)
    found: list[Block] = []
    for group in _neighbours(origins, np.arange(len(origins)), km / 4):
        near = _within(tree, destinations, origins[group], km)
        step = max(1, PAIRS_AT_ONCE // len(group))
        found.extend(Block(group, near[start : start + step]) for start in range(0, len(near), step))
    return found


def _within(tree: cKDTree, destinations: np.ndarray, group: np.ndarray, km: float) -> np.ndarray:
    """Sorted numbers of the destinations within ``km`` of any point of ``group``."""
    centre = group.mean(axis=0)
    centre /= np.linalg.norm(centre)
    radius_km = float(km_of_chord(np.linalg.norm(group - centre, axis=1)).max())
    candidates = np.sort(np.asarray(tree.query_ball_point(centre, chord_of_km(km + radius_km)), dtype=np.int64))
    if not len(candidates):
        return candidates
    chord, _ = cKDTree(group).query(destinations[candidates], distance_upper_bound=_just_over(chord_of_km(km)))
    return candidates[np.isfinite(chord)]


def _neighbours(points: np.ndarray, members: np.ndarray, spread_km: float) -> Iterator[np.ndarray]:
    """Halves along the widest axis until a group is small in number and in extent."""
    own = points[members]
    extent = own.max(axis=0) - own.min(axis=0)
    wide = len(members) > ORIGINS_AT_LEAST and float(np.linalg.norm(extent)) > 2 * chord_of_km(spread_km)
    if len(members) <= ORIGINS_AT_ONCE and not wide:
        yield np.sort(members)
        return
    order = members[np.argsort(own[:, int(np.argmax(extent))], kind="stable")]
    middle = len(order) // 2
    yield from _neighbours(points, order[:middle], spread_km)
    yield from _neighbours(points, order[middle:], spread_km)


def _just_over(chord: float) -> float:
    """KD-trees find what is nearer than their bound, not what is at it."""
    return float(np.nextafter(chord, np.inf))
