"""PySAL ``access`` on generated times, away from the edges of bands, on whose side peers differ."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from maillage.engine.access.decay import StepDecay, Threshold
from maillage.engine.access.floating_catchment import two_step
from maillage.engine.travel.pairs import Pairs

ACCESS = pytest.importorskip("access", reason="PySAL access belongs to the bench requirements")
N_ORIGINS, N_DESTINATIONS = 60, 25


@pytest.fixture(scope="module")
def towns():
    """Sixty towns, twenty-five practices, minutes that end in .5; every practice and every town reaches something."""
    draw = np.random.default_rng(7)
    minutes = draw.integers(0, 40, (N_ORIGINS, N_DESTINATIONS)) + 0.5
    return minutes, draw.integers(1, 5_000, N_ORIGINS), draw.integers(1, 9, N_DESTINATIONS)


def pysal(towns, **options) -> np.ndarray:
    minutes, people, supply = towns
    origin, destination = np.indices(minutes.shape)
    costs = pd.DataFrame(
        {"origin": origin.ravel(), "dest": destination.ravel(), "cost": minutes.ravel()},
    )
    model = ACCESS.Access(
        demand_df=pd.DataFrame({"people": people}).rename_axis("town"),
        demand_value="people",
        supply_df=pd.DataFrame({"supply": supply}).rename_axis("practice"),
        supply_value="supply",
        cost_df=costs,
        cost_origin="origin",
        cost_dest="dest",
        cost_name="cost",
    )
    return model.enhanced_two_stage_fca(**options).iloc[:, 0].sort_index().to_numpy()


def test_e2sfca_agrees_with_pysal(towns):
    minutes, people, supply = towns
    bands = {10: 1, 15: 2 / 3, 20: 1 / 3}
    weights = Pairs.from_dense(minutes).weights(StepDecay(tuple(bands), tuple(bands.values())))
    theirs = pysal(towns, max_cost=20, weight_fn=ACCESS.weights.step_fn(bands))
    assert two_step(weights, people, supply) == pytest.approx(theirs)


def test_2sfca_agrees_with_pysal(towns):
    minutes, people, supply = towns
    weights = Pairs.from_dense(minutes).weights(Threshold(15))
    assert two_step(weights, people, supply) == pytest.approx(pysal(towns, max_cost=15, weight_fn=lambda _: 1))
