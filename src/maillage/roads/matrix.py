"""``maillage roads matrix``: minutes between any points, written as they are found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from ..engine.sources.roads.points import NamedPoints
from ..engine.territory.places import DENSITY_RANK, USUAL_DENSITY, Places
from ..engine.travel.roads.router import OsrmRouter
from ..outputs.write import replacing

COLUMNS = pa.schema([("from", pa.string()), ("to", pa.string()), ("minutes", pa.float64())])
SHOWN = 10


@dataclass(frozen=True)
class MatrixReport:
    """``off_road``: metres to the nearest road, by point. ``cut_off``: pairs that no way joins; the first are named."""

    pairs: int
    asked: int
    off_road: dict[str, float]
    cut_off: int
    cut_off_shown: tuple[tuple[str, str], ...]


def places_of(points: NamedPoints) -> Places:
    """Points as places; their density class, which only peak hours need, is the usual one."""
    usual = np.full(len(points.names), DENSITY_RANK[USUAL_DENSITY], dtype=np.int8)
    return Places(points.names, points.lat, points.lon, usual)


def write_matrix(
    router: OsrmRouter,
    origins: Places,
    destinations: Places,
    out: Path,
    *,
    within_minutes: float,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> MatrixReport:
    """Writes ``from``, ``to``, ``minutes`` (Parquet) of all pairs within the bound, block after block.

    Memory holds a few blocks at a time, whatever the number of points. ``progress`` is told blocks done and in all.
    """
    journey = router.journey(origins, destinations, within_minutes=within_minutes)
    written, cut_off = 0, 0
    shown: list[tuple[str, str]] = []
    with replacing(out) as aside, parquet.ParquetWriter(aside, COLUMNS, compression="zstd") as writer:
        names = pa.array(origins.codes.tolist()), pa.array(destinations.codes.tolist())
        found = router.blocks(journey, progress=lambda done: progress(done, len(journey.blocks)))
        for origin, destination, minutes in found:
            reached = np.isfinite(minutes)
            ends = [name.take(pa.array(end[reached])) for name, end in zip(names, (origin, destination), strict=True)]
            writer.write_table(pa.table([*ends, pa.array(minutes[reached])], schema=COLUMNS))
            apart = np.flatnonzero(~reached)
            written += len(minutes) - len(apart)
            cut_off += len(apart)
            ends = origin[apart[: SHOWN - len(shown)]], destination[apart[: SHOWN - len(shown)]]
            shown.extend(zip(origins.codes[ends[0]].tolist(), destinations.codes[ends[1]].tolist(), strict=True))
    return MatrixReport(written, journey.pairs_asked, journey.off_road(), cut_off, tuple(shown))
