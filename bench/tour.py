"""The bus's rounds: Cordeau's periodic routing problems beside their published costs, and a bus of sixty stops.

Run as ``python -m bench.tour`` for all, or ``python -m bench.tour p01 p02`` for some. The instances are those of
Cordeau, Gendreau and Laporte (1997), each with the cost of the best schedule that is published with them; they are read
from the folder ``shared`` beside the repository.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from maillage.engine.siting.tour.calendar import Rhythm
from maillage.engine.siting.tour.day_tours import day_tours
from maillage.engine.siting.tour.improve import improve
from maillage.engine.siting.tour.periodic import choose, most_value
from maillage.engine.siting.tour.periodic_routing import Pattern, PeriodicRouting
from maillage.engine.siting.tour.problem import Base, Crew, Stop, TourProblem
from maillage.engine.siting.tour.search import search

from .process import ROOT

INSTANCES = ROOT.parent / "shared/instances/pvrp-cordeau"
NAMES = tuple(f"p{number:02d}" for number in range(1, 33))
ROUNDS, ITERATIONS, SEED = 1000, 25, 1
HEAD = (
    "| case | customers | days | vehicles | published | maillage | gap | processor |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|"
)
# The last customer of p01 is a dummy.
DUMMIES = {"p01": 1}


def rows(names: Sequence[str] = NAMES) -> Iterator[str]:
    """One line a case, and one of the gaps together."""
    gaps = []
    for name in names:
        problem, known = read_case(INSTANCES, name), published(INSTANCES, name)
        start = time.process_time()
        found = improve(problem, rounds=ROUNDS, iterations=ITERATIONS, seed=SEED)
        seconds = time.process_time() - start
        if found is None or any(found.broken(problem)):
            raise SystemExit(f"{name}: no schedule that keeps the rules was found.")
        cost = found.cost(problem)
        gaps.append(cost / known - 1)
        sizes = f"{len(problem)} | {problem.days} | {problem.vehicles}"
        yield f"| {name} | {sizes} | {known:.2f} | {cost:.2f} | {gaps[-1]:+.2%} | {seconds:.0f} s |"
    yield f"| mean, worst | | | | | | {np.mean(gaps):+.2%}, {max(gaps):+.2%} | |"


def read_case(folder: Path, name: str) -> PeriodicRouting:
    """``type m n t``, ``D Q`` a day, then the depot and each customer: ``i x y service demand f a`` and ``a`` bit masks
    of days, the first day being the highest bit. A bound of 0 is none.
    """
    lines = [line.split() for line in (folder / f"{name}.txt").read_text().splitlines() if line.strip()]
    vehicles, days = int(lines[0][1]), int(lines[0][3])
    longest, capacity = (float(number) or math.inf for number in lines[1])
    depot, *customers = lines[1 + days :]
    customers = customers[: len(customers) - DUMMIES.get(name, 0)]
    points = np.array([row[1:3] for row in (*customers, depot)], dtype=float)
    n = len(customers)
    patterns = tuple(tuple(_pattern(int(mask), days) for mask in row[7 : 7 + int(row[6])]) for row in customers)
    return PeriodicRouting(
        travel=np.hypot(*(points[:, np.newaxis] - points[np.newaxis]).transpose(2, 0, 1)),
        patterns=patterns,
        pattern_cost=tuple((0.0,) * len(each) for each in patterns),
        vehicles=vehicles,
        days=days,
        demand=np.array([float(row[4]) for row in customers]),
        service=np.array([float(row[3]) for row in customers]),
        opens=np.zeros(n),
        closes=np.full(n, np.inf),
        longest=np.full(days, longest),
        capacity=capacity,
    )


def published(folder: Path, name: str) -> float:
    """The cost of the published schedule."""
    return float((folder / f"{name}.res").read_text().split()[0])


def _pattern(mask: int, days: int) -> Pattern:
    return tuple(day for day in range(days) if mask >> (days - 1 - day) & 1)


def sixty_stops(seed: int = 1) -> TourProblem:
    """One bus, sixty stops some ten minutes apart, twenty days of nine hours, nearly all of them needed."""
    chance = np.random.default_rng(seed)
    points = np.vstack(([0.0, 0.0], chance.uniform(-40, 40, (60, 2))))
    minutes = np.hypot(*(points[:, np.newaxis] - points[np.newaxis]).transpose(2, 0, 1))
    rhythms: tuple[Rhythm, ...] = ("fortnightly",) * 6 + ("monthly",) * 54
    stops = tuple(
        Stop(f"s{k}", f"Stop {k}", 48.0, 2.0, float(chance.integers(200, 3000)), 120.0, 0.0, (rhythms[k],))
        for k in range(60)
    )
    crew = Crew(work_a_week=math.inf)
    return TourProblem(stops, (Base("depot", "Depot", 48.0, 2.0),), minutes, crew=crew)


def sixty_rows(seconds: float = 120.0) -> Iterator[str]:
    """What the exact choice proves of the sixty stops, from the plan of a search."""
    problem = sixty_stops()
    begun = time.process_time()
    tours = day_tours(problem)
    assert tours is not None
    listed = time.process_time() - begun
    start = search(problem, rounds=150, seed=SEED)
    searched = time.process_time() - begun - listed
    choice = choose(problem, tours, start=start, time_limit_seconds=seconds, seed=SEED)
    chosen = time.process_time() - begun - listed - searched
    yield f"{len(tours):,} legal day tours, listed in {listed:.1f} s of processor."
    share = start.value / most_value(problem)
    yield f"The search: {share:.1%} of the value that can be, {start.driving:.0f} minutes of driving, {searched:.1f} s."
    gap = 1 - choice.least_driving / choice.driving
    served = choice.value / choice.most_value
    yield (
        f"The exact choice: {served:.1%} of the value that can be, {choice.driving:.0f} minutes, at least "
        f"{choice.least_driving:.0f} (gap {gap:.2%}), {chosen:.0f} s of processor."
    )


def main() -> None:
    if not INSTANCES.is_dir():
        raise SystemExit("There are no instances beside the repository.")
    names = tuple(sys.argv[1:]) or NAMES
    print(HEAD)
    for row in rows(names):
        print(row, flush=True)
    if names == NAMES:
        print()
        for row in sixty_rows():
            print(row, flush=True)


if __name__ == "__main__":
    main()
