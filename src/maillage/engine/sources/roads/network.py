"""A road network that OSRM can answer from, and the record of what it was made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import SourceError

MODES = ("car", "foot", "bicycle")
# West, south, east, north, in degrees.
Bounds = tuple[float, float, float, float]

# Of the files of a network. A folder of another version is refused.
VERSION = 1
RECORD = "network.json"
FILES = "roads.osrm"
# How many points are placed on the roads at once.
PLACED_AT_ONCE = 2000


@dataclass(frozen=True)
class NetworkRecord:
    """What a network was made of; stands in its folder as ``network.json``.

    ``algorithm``: of OSRM, ``CH`` or ``MLD``. ``sha256``: of the file given. ``dated``: when its data were taken.
    ``cut``: the box that it was cut to, if any. ``top_kmh``: no way is faster. ``anchor``: a point (longitude,
    latitude) on the main part of the network.
    """

    name: str
    mode: str
    algorithm: str
    file: str
    sha256: str
    dated: str
    built_on: str
    osrm: str
    cut: Bounds | None
    bounds: Bounds
    nodes: int
    edges: int
    top_kmh: float
    anchor: tuple[float, float]
    version: int = VERSION

    @property
    def identity(self) -> str:
        """The same for two networks that give the same times."""
        made_of = (self.sha256, self.mode, self.osrm, self.cut, self.version)
        return hashlib.sha256(repr(made_of).encode()).hexdigest()


@dataclass(frozen=True)
class OnRoad:
    """Where points ``(n,)`` stand on the network: metres to the nearest road, and the position there (degrees)."""

    metres: np.ndarray
    lat: np.ndarray
    lon: np.ndarray


class RoadNetwork:
    """An open network. Positions are arrays ``(n, 2)`` of longitude and latitude, degrees, rounded to 1e-6.

    A point counts from the nearest road of the main part of the network (a part of at least 1,000 stretches), so a
    point answers the same whatever else is asked with it: that is what the anchor in every question is for.
    """

    def __init__(self, folder: Path, record: NetworkRecord, engine: Any) -> None:
        self.folder, self.record, self._engine = folder, record, engine

    @classmethod
    def open(cls, folder: Path) -> RoadNetwork:
        """Maps the network's files into memory; they stay on disk. Raises SourceError where they cannot be used."""
        record = read_record(folder)
        return cls(folder, record, open_engine(folder, record.algorithm))

    def seconds(self, origins: np.ndarray, destinations: np.ndarray) -> np.ndarray:
        """``(n, m)`` seconds from each origin to each destination, to a tenth; NaN where no way leads."""
        both = np.concatenate((origins, destinations, [self.record.anchor]))
        points, place = np.unique(both, axis=0, return_inverse=True)
        sources, targets = place[: len(origins)], place[len(origins) : -1]
        answer = self._engine.Table(_question(points, sources, targets))
        return _numbers(answer["durations"], (len(sources), len(targets)))

    def place(self, points: np.ndarray) -> OnRoad:
        """Where points ``(n, 2)`` stand on the network."""
        return self.spread(np.array(self.record.anchor), points)[1]

    def spread(self, start: np.ndarray, points: np.ndarray) -> tuple[np.ndarray, OnRoad]:
        """``(n,)`` seconds from ``start (2,)`` to points ``(n, 2)``, NaN where no way leads; and where those stand."""
        parts = [
            self._spread(start, points[first : first + PLACED_AT_ONCE])
            for first in range(0, len(points), PLACED_AT_ONCE)
        ]
        seconds, metres, lon, lat = np.concatenate(parts).T if parts else np.empty((4, 0))
        return seconds, OnRoad(metres, lat, lon)

    def _spread(self, start: np.ndarray, points: np.ndarray) -> np.ndarray:
        coordinates = np.concatenate((points, [start], [self.record.anchor]))
        question = _question(coordinates, [len(points)], range(len(points)), waypoints=True)
        answer = self._engine.Table(question)
        seconds = _numbers(answer["durations"], (1, len(points)))[0]
        ways = np.array([(way["distance"], *way["location"]) for way in answer["destinations"]], dtype=float)
        return np.column_stack((seconds, ways))


def positions(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """``(n, 2)`` longitude and latitude as OSRM takes them: to a millionth of a degree."""
    return np.column_stack((lon, lat)).round(6)


def open_engine(folder: Path, algorithm: str) -> Any:
    """OSRM on the files of a folder. Raises SourceError where this OSRM cannot read them."""
    import osrm

    try:
        return osrm.OSRM(
            algorithm=algorithm,
            storage_config=str(folder / FILES),
            use_mmap=True,
            use_shared_memory=False,
            verbosity="NONE",
        )
    except RuntimeError as error:
        raise _unusable(folder, str(error).splitlines()[0][:160]) from error


def read_record(folder: Path) -> NetworkRecord:
    """The record of the network in a folder. Raises SourceError where there is none of this version."""
    try:
        values = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SourceError(
            "there is no road network here.",
            file=str(folder),
            hint="`maillage roads list` shows those that there are, `maillage roads build` makes one.",
        ) from None
    except (OSError, ValueError) as error:
        raise _unusable(folder, str(error).splitlines()[0][:160]) from error
    if not isinstance(values, dict) or values.get("version") != VERSION:
        found = values.get("version") if isinstance(values, dict) else values
        raise _unusable(folder, f"version {found}; this maillage reads version {VERSION}")
    missing = [field.name for field in fields(NetworkRecord) if field.name not in values]
    if missing:
        raise _unusable(folder, f"no {', '.join(missing)} in {RECORD}")
    record: dict[str, Any] = {field.name: values[field.name] for field in fields(NetworkRecord)}
    boxes: dict[str, Any] = {key: tuple(record[key]) for key in ("cut", "bounds", "anchor") if record[key]}
    return NetworkRecord(**(record | boxes))


def write_record(folder: Path, record: NetworkRecord) -> None:
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")


def main_part(engine: Any, points: np.ndarray) -> tuple[float, float]:
    """The one of ``points (n, 2)`` from which most others can be reached, moved onto its road."""
    everywhere = range(len(points))
    answer = engine.Table(_question(points, everywhere, everywhere, waypoints=True))
    reached = np.isfinite(_numbers(answer["durations"], (len(points), len(points))))
    most = int(np.argmax(reached.sum(axis=0) + reached.sum(axis=1)))
    lon, lat = answer["sources"][most]["location"]
    return float(lon), float(lat)


def _question(points: np.ndarray, sources: Iterable[int], targets: Iterable[int], *, waypoints: bool = False) -> Any:
    import osrm

    question = osrm.TableParameters(
        coordinates=[tuple(point) for point in points.tolist()],
        sources=[int(source) for source in sources],
        destinations=[int(target) for target in targets],
        annotations=["duration"],
        generate_hints=False,
    )
    question.skip_waypoints = not waypoints
    return question


def _numbers(rows: Any, shape: tuple[int, int]) -> np.ndarray:
    """OSRM's rows of seconds as ``shape``, NaN for null. Row by row: the binding copies all that it is asked for."""
    numbers = np.empty(shape)
    for row in range(shape[0]):
        numbers[row] = list(rows[row])
    # Between two points of one stretch of road its rounding can answer -0.1.
    return np.maximum(numbers, 0.0, out=numbers)


def _unusable(folder: Path, found: str) -> SourceError:
    return SourceError(
        "this road network cannot be used.",
        file=str(folder),
        found=found,
        hint="Build it again with `maillage roads build`.",
    )
