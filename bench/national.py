"""The national case: every commune of France, about five million pairs.

People, GPs and places are the real ones that ship with maillage; minutes are those of its crow-flight model, and the
bands reach twice as far as the official ones, so that all five million pairs count.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

WITHIN_MINUTES = 42.0
BANDS = {21.0: 1.0, 31.5: 2 / 3, 42.0: 1 / 3}
ARRAYS = ("indptr", "destination", "minutes", "demand", "supply")


@dataclass(frozen=True)
class National:
    """Pairs in compressed rows (see :class:`maillage.engine.travel.pairs.Pairs`), people and GPs, ``(n,)`` each."""

    indptr: np.ndarray
    destination: np.ndarray
    minutes: np.ndarray
    demand: np.ndarray
    supply: np.ndarray

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.demand), len(self.supply)

    @property
    def origin(self) -> np.ndarray:
        return np.repeat(np.arange(len(self.demand), dtype=np.int32), np.diff(self.indptr))

    def save(self, folder: Path) -> None:
        for name in ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path) -> National:
        return cls(**{name: np.load(folder / f"{name}.npy") for name in ARRAYS})


def national() -> National:
    from maillage.engine.sources.reference import load_reference
    from maillage.engine.territory.places import Places
    from maillage.engine.territory.ring import located
    from maillage.engine.travel.crow_flight import CrowFlight

    communes = located(load_reference().communes)
    places = Places.of_communes(communes)
    pairs = CrowFlight().pairs(places, places, within_minutes=WITHIN_MINUTES)
    people, gps = (communes[column].fillna(0).to_numpy(float) for column in ("population", "gps_2019"))
    return National(pairs.indptr, pairs.destination, pairs.minutes, people, gps)
