"""Who runs the national step: each prepares what it may count as given, then answers one call, timed.

Run as ``python -m bench.contestants NAME FOLDER``; prints JSON (seconds of the best call) and keeps the answer.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .national import BANDS, WITHIN_MINUTES, National, national

Step = Callable[[], np.ndarray]

# Long enough for the best of many calls to be free of what else the machine does.
BUDGET_SECONDS = 3.0


@dataclass(frozen=True)
class Contestant:
    label: str
    prepare: Callable[[National], Step]


def pairs_of(case: National):
    from maillage.engine.travel.pairs import Pairs

    return Pairs(case.indptr, case.destination, case.minutes, case.shape, WITHIN_MINUTES)


def bands():
    from maillage.engine.access.decay import StepDecay

    return StepDecay(tuple(BANDS), tuple(BANDS.values()))


def bare_products(case: National) -> Step:
    weights = pairs_of(case).weights(bands())
    transposed = weights.T
    ratio = case.supply / np.maximum(transposed @ case.demand, 1e-9)

    def step() -> np.ndarray:
        transposed @ case.demand
        return weights @ ratio

    return step


def ours_with_weights(case: National) -> Step:
    from maillage.engine.access.floating_catchment import two_step

    weights = pairs_of(case).weights(bands())
    return lambda: two_step(weights, case.demand, case.supply)


def ours_from_minutes(case: National) -> Step:
    from maillage.engine.access.floating_catchment import two_step

    pairs, decay = pairs_of(case), bands()
    return lambda: two_step(pairs.weights(decay), case.demand, case.supply)


def numpy_bincount(case: National) -> Step:
    n, m = case.shape
    origin, edges, by_band = case.origin, np.array(list(BANDS)), np.array([*BANDS.values(), 0.0])

    def step() -> np.ndarray:
        weight = by_band[np.searchsorted(edges, case.minutes)]
        upon = np.bincount(case.destination, weight * case.demand[origin], m)
        ratio = np.divide(case.supply, upon, out=np.zeros(m), where=upon > 0)
        return np.bincount(origin, weight * ratio[case.destination], n)

    return step


def pysal_access(case: National) -> Step:
    import pandas as pd
    from access import Access, weights

    costs = pd.DataFrame({"origin": case.origin, "dest": case.destination, "cost": case.minutes})
    model = Access(
        demand_df=pd.DataFrame({"people": case.demand}).rename_axis("origin"),
        demand_value="people",
        supply_df=pd.DataFrame({"gps": case.supply}).rename_axis("dest"),
        supply_value="gps",
        cost_df=costs,
        cost_origin="origin",
        cost_dest="dest",
        cost_name="cost",
    )

    def step() -> np.ndarray:
        found = model.enhanced_two_stage_fca(max_cost=WITHIN_MINUTES, weight_fn=weights.step_fn(BANDS))
        return found.iloc[:, 0].reindex(range(len(case.demand))).to_numpy()

    return step


def other_indicator(name: str) -> Callable[[National], Step]:
    def prepare(case: National) -> Step:
        from maillage.engine.access import contribution, floating_catchment, nearest

        pairs = pairs_of(case)
        weights = pairs.weights(bands())
        steps: dict[str, Step] = {
            "m2sfca": lambda: floating_catchment.m2sfca(weights, case.demand, case.supply),
            "bfca": lambda: floating_catchment.bfca(weights, case.demand, case.supply),
            "crowding": lambda: floating_catchment.crowding(weights, case.demand, case.supply),
            "nearest": lambda: nearest.nearest(pairs, case.supply).minutes,
            "best_addition": lambda: contribution.best_addition(weights, case.demand).gain,
        }
        return steps[name]

    return prepare


# The first is the limit that the others are measured against.
E2SFCA = {
    "bare": Contestant("two bare SciPy products, weights given (the limit)", bare_products),
    "ours": Contestant("**maillage** `two_step`, weights given", ours_with_weights),
    "ours-minutes": Contestant("**maillage** `two_step`, from minutes", ours_from_minutes),
    "bincount": Contestant("NumPy `bincount`, from minutes", numpy_bincount),
    "pysal": Contestant("PySAL `access` E2SFCA, from minutes", pysal_access),
}
OTHERS = {
    name: Contestant(f"**maillage** `{name}`", other_indicator(name))
    for name in ("m2sfca", "bfca", "crowding", "nearest", "best_addition")
}
CONTESTANTS = E2SFCA | OTHERS


def compete(contestant: Contestant, case: National) -> tuple[float, np.ndarray]:
    """Seconds of the best call, and its answer: as many calls as the budget allows, one at least."""
    step = contestant.prepare(case)
    seconds: list[float] = []
    while sum(seconds) < BUDGET_SECONDS:
        start = time.perf_counter()
        answer = step()
        seconds.append(time.perf_counter() - start)
    return min(seconds), answer


def main(name: str, folder: Path) -> None:
    if name == "case":
        case = national()
        case.save(folder)
        print(json.dumps({"communes": len(case.demand), "pairs": len(case.minutes)}))
        return
    seconds, answer = compete(CONTESTANTS[name], National.load(folder))
    np.save(folder / f"answer-{name}.npy", answer)
    limit = folder / "answer-bare.npy"
    apart = float(np.abs(answer - np.load(limit)).max()) if name in E2SFCA and limit.exists() else None
    print(json.dumps({"seconds": seconds, "apart": apart}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
