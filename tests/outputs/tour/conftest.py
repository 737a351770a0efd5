"""A plan with everything in it: two bases, a market, a stop left out, a name that would be markup."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import pytest
import shapely

from maillage.engine.siting.tour.calendar import Cycle
from maillage.engine.siting.tour.plan import TourPlan
from maillage.engine.siting.tour.problem import Base, Stop, TourProblem
from maillage.engine.siting.tour.solve import plan_tours
from maillage.outputs.tour.timetable import Season


@pytest.fixture(scope="session")
def plan() -> TourPlan:
    east = np.array([0.0, 60.0, 10.0, 70.0, 300.0, 20.0])
    stops = (
        Stop("a", "L'Étang <b>", 48.0, 2.01, 1200.0, 90.0, 15.0, ("weekly",), frozenset({2}), 540.0, 760.0),
        Stop("b", "Bourg & Co", 48.0, 2.07, 800.0, 120.0, 15.0, ("fortnightly",)),
        Stop("c", "Trop-Loin", 48.0, 2.30, 500.0, 120.0, 15.0, ("monthly",)),
        Stop("d", "Dé", 48.1, 2.02, 300.0, 400.0, 15.0, ("monthly",)),
    )
    bases = (Base("depot", "Dépôt", 48.0, 2.0), Base("nuit", "Nuit", 48.0, 2.06))
    problem = TourProblem(
        stops, bases, np.abs(east[:, np.newaxis] - east), cycle=Cycle(4, (0, 2, 4)), travel_label="des minutes d'essai"
    )
    return plan_tours(problem)


@pytest.fixture(scope="session")
def season() -> Season:
    return Season.of(date(2027, 1, 4), date(2027, 12, 31), "78")


@pytest.fixture(scope="session")
def outlines() -> gpd.GeoSeries:
    squares = [shapely.box(1.8 + 0.2 * k, 47.8, 2.0 + 0.2 * k, 48.3) for k in range(4)]
    return gpd.GeoSeries(squares, index=list("wxyz"), crs="EPSG:4326")
