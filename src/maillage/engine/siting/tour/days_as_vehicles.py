"""The order of visits by PyVRP, all days at once: a vehicle of each day, that only sees what may be visited that day.

A customer with one visit may move to another day of its own accord; the visits of the others keep the days of their
pattern. Wouda, Lan and Kool, PyVRP: a high-performance VRP solver package, INFORMS Journal on Computing (2024).
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyvrp
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.IteratedLocalSearch import IteratedLocalSearch, IteratedLocalSearchParams
from pyvrp.PenaltyManager import PenaltyManager, PenaltyParams
from pyvrp.search import OPERATORS, LocalSearch, PerturbationManager, PerturbationParams
from pyvrp.stop import MaxIterations

from .periodic_routing import PeriodicRouting, Route, Schedule

# PyVRP counts in integers: thousandths of a unit of travel, hundredths of one of demand.
TRAVEL_UNITS, LOAD_UNITS = 1000, 100
# A leg that no vehicle of the day may take: dearer than any schedule, far from overflow.
BARRED = 1 << 34
WITHOUT_BOUND = (1 << 63) - 1
NEIGHBOURS = 25
PENALTIES = PenaltyParams(solutions_between_updates=50, max_penalty=1e9)


@dataclass(frozen=True)
class Visit:
    """A visit to ``customer`` that may take place on any of ``days``."""

    customer: int
    days: frozenset[int]


def visits_of(problem: PeriodicRouting, chosen: Sequence[int]) -> list[Visit]:
    """The visits that patterns ask for; a lone one may be on any day whose pattern costs the customer the same."""
    visits = []
    for customer, k in enumerate(chosen):
        pattern, costs = problem.patterns[customer][k], problem.pattern_cost[customer]
        if len(pattern) == 1:
            alike = zip(problem.patterns[customer], costs, strict=True)
            days = {other[0] for other, cost in alike if len(other) == 1 and cost == costs[k]}
            visits.append(Visit(customer, frozenset(days)))
        else:
            visits.extend(Visit(customer, frozenset({day})) for day in pattern)
    return visits


class Dispatcher:
    """PyVRP for one periodic problem. Keeps what it learnt of the price of broken rules from call to call."""

    def __init__(self, problem: PeriodicRouting, *, seed: int) -> None:
        self._problem = problem
        self._rng = pyvrp.RandomNumberGenerator(seed=seed)
        scaled = np.minimum(np.where(np.isfinite(problem.travel), problem.travel * TRAVEL_UNITS, BARRED), BARRED)
        self._legs = np.round(scaled).astype(np.int64)
        usual = float(np.median(self._legs))
        load = usual * len(problem) / max(float(problem.demand.sum()) * LOAD_UNITS, 1.0)
        self._penalties = PenaltyManager(([max(load, 1.0)], 2.0, 2.0), PENALTIES)

    def improve(self, schedule: Schedule, *, iterations: int) -> Schedule | None:
        """Better routes for the same patterns, as far as ``iterations`` lead; None if none keeps the rules.

        The given routes may be too full: that is for PyVRP to mend.
        """
        problem = self._problem
        visits = visits_of(problem, schedule.chosen)
        if not visits:
            return schedule
        customers = np.array([visit.customer for visit in visits])
        open_on = np.zeros((len(visits), problem.days), dtype=bool)
        for number, visit in enumerate(visits):
            open_on[number, list(visit.days)] = True
        data = self._data(customers, open_on)
        start = pyvrp.Solution(data, self._routes(data, visits, schedule))
        search = LocalSearch(data, self._rng, _neighbours(customers, open_on, self._legs), _perturbation(len(visits)))
        for operator in OPERATORS:
            if operator.supports(data):
                search.add_operator(operator(data))
        begin = search(start, self._penalties.cost_evaluator(), exhaustive=True)
        search_on = IteratedLocalSearch(data, self._penalties, search, begin, IteratedLocalSearchParams())
        with warnings.catch_warnings():
            # It says that the rules are hard to keep: the answer is then None.
            warnings.simplefilter("ignore", PenaltyBoundWarning)
            best = search_on.run(MaxIterations(iterations), collect_stats=False).best
        found = self._schedule(best, visits, schedule.chosen) if best.is_feasible() else None
        return found if found and not any(found.broken(problem)) else None

    def _data(self, customers: np.ndarray, open_on: np.ndarray) -> pyvrp.ProblemData:
        problem = self._problem
        stops = np.append(problem.depot, customers)
        legs = self._legs[np.ix_(stops, stops)]
        np.fill_diagonal(legs, 0)
        by_day = []
        for day in range(problem.days):
            matrix = legs.copy()
            matrix[:, 1:][:, ~open_on[:, day]] = BARRED
            np.fill_diagonal(matrix, 0)
            by_day.append(matrix)
        load = problem.capacity if math.isfinite(problem.capacity) else float(problem.demand.sum()) + 1
        timed = bool(np.isfinite(problem.longest).any() or np.isfinite(problem.closes).any())
        return pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0)] * len(stops),
            clients=[self._client(place, customer) for place, customer in enumerate(customers.tolist(), 1)],
            depots=[pyvrp.Depot(0)],
            vehicle_types=[
                pyvrp.VehicleType(
                    problem.vehicles,
                    [round(load * LOAD_UNITS)],
                    tw_late=_ticks(problem.longest[day]),
                    max_distance=_ticks(problem.most_travel),
                    profile=day,
                )
                for day in range(problem.days)
            ],
            distance_matrices=by_day,
            duration_matrices=[legs if timed else 0 * legs] * problem.days,  # pyright: ignore[reportArgumentType]
        )

    def _client(self, place: int, customer: int) -> pyvrp.Client:
        problem, service = self._problem, _ticks(self._problem.service[customer])
        return pyvrp.Client(
            place,
            delivery=[round(float(problem.demand[customer]) * LOAD_UNITS)],
            service_duration=service,
            tw_early=_ticks(problem.opens[customer]),
            tw_late=max(_ticks(problem.closes[customer]) - service, 0),
        )

    def _routes(self, data: pyvrp.ProblemData, visits: Sequence[Visit], schedule: Schedule) -> list[pyvrp.Route]:
        visit_at = {}
        for number, visit in enumerate(visits):
            if len(visit.days) > 1:
                visit_at.update({(visit.customer, day): number for day in visit.days})
            else:
                visit_at[visit.customer, *visit.days] = number
        return [
            pyvrp.Route(data, [visit_at[customer, day] for customer in route], vehicle_type=day)
            for day, routes in enumerate(schedule.routes)
            for route in routes
        ]

    def _schedule(self, solution: pyvrp.Solution, visits: Sequence[Visit], chosen: Sequence[int]) -> Schedule:
        days: list[list[Route]] = [[] for _ in range(self._problem.days)]
        now = list(chosen)
        for route in solution.routes():
            day = route.vehicle_type()
            customers = tuple(visits[stop.idx].customer for stop in route if stop.is_client())
            days[day].append(customers)
            for customer in customers:
                patterns, k = self._problem.patterns[customer], now[customer]
                if len(patterns[k]) == 1 and patterns[k] != (day,):
                    alike = self._problem.pattern_cost[customer][k]
                    now[customer] = next(
                        place
                        for place, pattern in enumerate(patterns)
                        if pattern == (day,) and self._problem.pattern_cost[customer][place] == alike
                    )
        return Schedule(tuple(now), tuple(tuple(sorted(routes)) for routes in days))


def _ticks(value: float) -> int:
    """Without bound is what PyVRP takes for it."""
    return round(float(value) * TRAVEL_UNITS) if math.isfinite(value) else WITHOUT_BOUND


def _perturbation(visits: int) -> PerturbationManager:
    return PerturbationManager(PerturbationParams(1, min(25, max(visits // 4, 1))))


def _neighbours(
    customers: np.ndarray, open_on: np.ndarray, legs: np.ndarray
) -> dict[pyvrp.Activity, list[pyvrp.Activity]]:
    """The nearest visits that may share a day with each; PyVRP's own would offer those of other days too."""
    ways = legs[np.ix_(customers, customers)]
    shared = open_on.astype(np.float32) @ open_on.T.astype(np.float32) > 0
    np.fill_diagonal(shared, val=False)
    near = np.where(shared, ways + ways.T, BARRED * 4)
    order = np.argsort(near, axis=1, kind="stable")[:, :NEIGHBOURS]
    kept = np.minimum(shared.sum(axis=1), NEIGHBOURS)
    clients = [pyvrp.Activity(pyvrp.ActivityType.CLIENT, number) for number in range(len(customers))]
    return {
        client: [clients[other] for other in row[:count]]
        for client, row, count in zip(clients, order.tolist(), kept.tolist(), strict=True)
    }
