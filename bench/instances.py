"""The published instances of siting, one reader a family: each gives a problem, and the optimum that is known.

What they call a distance or a cost is a minute here, and what a place asks for is its weight. Where a family counts a
way as it is, not times the demand, the minutes are divided by the demand: the product is the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import dijkstra

from maillage.engine.siting.problem import Candidates, Demand, Problem
from maillage.engine.siting.wishes import Wishes
from maillage.engine.travel.pairs import Pairs

METRES_OF_RADIUS = 6_378_100.0


@dataclass(frozen=True)
class Instance:
    """``beyond``: more than any way; ``optimum``: the value that is known, in the unit of the family (not a mean)."""

    name: str
    problem: Problem
    beyond: float
    optimum: float

    def opening(self, count: int, optimum: float) -> Instance:
        """The same with another number of sites."""
        return replace(self, problem=self.problem.wishing(count=count), optimum=optimum)


def problem_of(
    minutes: np.ndarray,
    weight: np.ndarray,
    wishes: Wishes,
    *,
    within: float = np.inf,
    capacity: np.ndarray | float = np.inf,
    cost: np.ndarray | float = 0.0,
) -> Problem:
    """``minutes (n, m)``, ``weight (n,)``; the candidates have neither owner, commune nor EPCI."""
    n, m = minutes.shape
    nothing, zeros = np.full(m, ""), np.zeros(m)
    candidates = Candidates(
        keys=np.arange(m).astype(str),
        lat=zeros,
        lon=zeros,
        owner=nothing,
        commune=nothing,
        epci=nothing,
        cost=np.broadcast_to(cost, m),
        capacity=np.broadcast_to(capacity, m),
        acts=zeros,
    )
    demand = Demand(np.arange(n).astype(str), weight, weight, np.full(n, ""))
    return Problem(demand, candidates, Pairs.from_dense(minutes, within_minutes=within), wishes)


def pmed(folder: Path, number: int) -> Instance:
    """OR-Library p-median (Beasley 1985): a graph, of whose repeated edges the last counts; shortest paths."""
    numbers = np.array((folder / f"pmed/pmed{number}.txt").read_text().split(), dtype=float)
    n, edges, count = numbers[:3].astype(int)
    graph = np.zeros((n, n))
    for start, end, length in numbers[3 : 3 + 3 * edges].reshape(edges, 3):
        graph[int(start) - 1, int(end) - 1] = graph[int(end) - 1, int(start) - 1] = length
    minutes = dijkstra(sparse.csr_array(graph), directed=False)
    optima = dict(line.split() for line in (folder / "pmed/pmedopt.txt").read_text().splitlines()[1:] if line.strip())
    problem = problem_of(minutes, np.ones(n), Wishes(count=int(count)))
    return Instance(f"pmed{number}", problem, minutes.max() + 1, float(optima[f"pmed{number}"]))


def swain(folder: Path) -> Instance:
    """Swain (1971): 55 places of Washington, D.C. Any number of sites; see :meth:`Instance.opening`."""
    table = np.array((folder / "swain/swain.txt").read_text().split()[1:], dtype=float).reshape(-1, 4)
    at, weight = table[:, 1:3], table[:, 3]
    minutes = np.hypot(*(at[:, None] - at).transpose(2, 0, 1))
    return Instance("Swain", problem_of(minutes, weight, Wishes()), minutes.max() + 1, np.nan)


def pmedcap(folder: Path, number: int) -> Instance:
    """OR-Library capacitated single-source p-median; distances are floors of Euclid's, not weighed by demand."""
    numbers = np.array((folder / f"cpmp-pmedcap/pmedcap{number:02}.txt").read_text().split(), dtype=float)
    optimum, (n, count, capacity) = numbers[1], numbers[2:5].astype(int)
    table = numbers[5 : 5 + 4 * n].reshape(n, 4)
    at, weight = table[:, 1:3], table[:, 3]
    minutes = np.floor(np.hypot(*(at[:, None] - at).transpose(2, 0, 1)))
    # Leaving a place out costs more than any two plans differ by.
    beyond = (minutes.max() + 1) * n
    wishes = Wishes(count=int(count), capacities=True)
    problem = problem_of(minutes / weight[:, None], weight, wishes, capacity=float(capacity))
    return Instance(f"pmedcap{number:02}", problem, beyond, float(optimum))


def cap(folder: Path, number: int) -> Instance:
    """OR-Library capacitated facility location; a customer may be shared, and costs are of all its demand."""
    numbers = np.array((folder / f"cflp-orlib/cap{number}.txt").read_text().split(), dtype=float)
    m, n = numbers[:2].astype(int)
    capacity, opening = numbers[2 : 2 + 2 * m].reshape(m, 2).T
    rows = numbers[2 + 2 * m :].reshape(n, 1 + m)
    weight, costs = rows[:, 0], rows[:, 1:]
    bounds = (line.split() for line in (folder / "cflp-orlib/bounds_orlib_cap_pmed.txt").read_text().splitlines())
    optimum = {line[0]: float(line[1]) for line in bounds if line}[f"cap{number}"]
    wishes = Wishes(capacities=True)
    problem = problem_of(costs / weight[:, None], weight, wishes, capacity=capacity, cost=opening)
    return Instance(f"cap{number}", problem, np.inf, optimum)


CAPS = (41, 42, 43, 44, 51, *range(61, 65), *range(71, 75), *range(81, 85), *range(91, 95))
CAPS += (*range(101, 105), *range(111, 115), *range(121, 125), *range(131, 135))


def census(folder: Path, name: str, *, count: int, metres: float, optimum: float) -> Instance:
    """Maximal covering of census blocks (Máximo, Cordeau & Nascimento 2023): latitude, longitude, people."""
    lines = (folder / f"mclp-maximo/{name}.txt").read_text().splitlines()
    places, people = (place for place, line in enumerate(lines) if "SECTION" in line)
    at = np.radians(np.array([line.split() for line in lines[places + 1 : people]], dtype=float))
    weight = np.array([line.split()[-1] for line in lines[people + 1 : people + 1 + len(at)]], dtype=float)
    (lat, lon), sine = at.T, np.sin(at[:, 0])
    cosine = np.outer(sine, sine) + np.outer(np.cos(lat), np.cos(lat)) * np.cos(lon[:, None] - lon)
    metres_apart = METRES_OF_RADIUS * np.arccos(np.clip(cosine, -1, 1))
    np.fill_diagonal(metres_apart, 0.0)
    problem = problem_of(metres_apart, weight, Wishes(count=count), within=metres)
    return Instance(f"{name} p={count}", problem, metres, optimum)
