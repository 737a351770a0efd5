"""What a study finds. Immutable in use: nothing changes a result after it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..access.priority import PriorityWeights
from ..sources.provenance import Provenance
from ..territory.territory import Territory
from ..travel.errors import BandError
from .agreement import Agreement
from .notes import Note

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True)
class Travel:
    """How the minutes were known: what to write beside every figure that uses them."""

    label: str
    approximate: bool
    errors: tuple[BandError, ...]


@dataclass(frozen=True)
class Result:
    """A diagnosis.

    ``communes``: GeoDataFrame (EPSG:4326) indexed by commune code, columns of :data:`~.columns.COLUMNS`.
    ``ring``: the neighbours within one reach (name, departement, population, apl, geometry).
    ``summary``: plain numbers of the territory; ``benchmarks``: those that the published APL gives of ``france`` and of
    the ``departement`` that holds most of its people. ``trend``: indexed by year. ``departements``: all of France's.
    ``lorenz``: points ``(k, 2)``. ``histogram``: APL and people of every commune of France, sorted, ``(k, 2)``.
    ``provenance``: of every reference column that the result draws on.
    """

    territory: Territory
    year: int
    threshold: float
    priority_weights: PriorityWeights
    communes: gpd.GeoDataFrame
    ring: gpd.GeoDataFrame
    summary: Mapping[str, float]
    benchmarks: Mapping[str, Mapping[str, float]]
    main_departement: str
    trend: pd.DataFrame
    departements: pd.DataFrame
    lorenz: np.ndarray
    histogram: np.ndarray
    agreement: Agreement
    travel: Travel
    acts_per_gp: float
    provenance: tuple[Provenance, ...]
    notes: tuple[Note, ...]
