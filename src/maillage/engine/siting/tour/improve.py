"""Large neighbourhood search for the periodic problem: some customers near one another are taken out, put back on the
days that cost least, and PyVRP sets the routes right.

Ruin and recreate after Schrimpf et al. (2000) and Christiaens and Vanden Berghe (2020); worse schedules are accepted
within a share of the best that shrinks to nothing (record-to-record travel, Dueck 1993).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .days_as_vehicles import Dispatcher
from .periodic_routing import Pattern, PeriodicRouting, Schedule

# A worse schedule may be this much dearer at the start.
ACCEPTED = 0.02
LEAST_TAKEN_OUT, MOST_TAKEN_OUT = 2, 16
# What a route costs more where it is too full (the mean demand over: one usual leg) or late (a minute over).
OVERLOAD, LATE = 1.0, 2.0


def improve(
    problem: PeriodicRouting, *, rounds: int, iterations: int, seed: int, start: Schedule | None = None
) -> Schedule | None:
    """The best schedule found in ``rounds`` of taking out and putting back, each with ``iterations`` of PyVRP.

    None where no schedule that keeps the rules was found. Same arguments, same answer: no clock is read.
    """
    chance = np.random.default_rng(seed)
    dispatcher = Dispatcher(problem, seed=seed)
    current = best = start
    draft = start or Draft.empty(problem).with_everybody(chance).schedule()
    for number in range(rounds):
        found = dispatcher.improve(draft, iterations=iterations) or _kept(problem, draft)
        if found is not None:
            cost = found.cost(problem)
            if best is None or cost < best.cost(problem) - 1e-9:
                best = found
            allowed = best.cost(problem) * (1 + ACCEPTED * (1 - number / rounds))
            if current is None or cost <= max(allowed, current.cost(problem)):
                current = found
        after = Draft.of(problem, current or draft)
        draft = after.without(near_customers(problem, chance)).with_everybody(chance).schedule()
    return best


def _kept(problem: PeriodicRouting, draft: Schedule) -> Schedule | None:
    """The draft as it is, where it keeps the rules: PyVRP knows less of them than the problem may."""
    return None if any(draft.broken(problem)) else draft


def near_customers(problem: PeriodicRouting, chance: np.random.Generator) -> list[int]:
    """A customer by chance and some of those nearest to it; at most half of all, or nothing of a schedule is left."""
    most = max(min(MOST_TAKEN_OUT, len(problem) // 2), LEAST_TAKEN_OUT)
    count = int(chance.integers(LEAST_TAKEN_OUT, most + 1))
    first = int(chance.integers(len(problem)))
    near = np.argsort(problem.travel[first, : len(problem)], kind="stable")[: 2 * count]
    others = chance.permutation(near[near != first])[: count - 1]
    return [first, *others.tolist()]


class Draft:
    """Routes in the making: they may be too full or too long, and lack customers."""

    def __init__(self, problem: PeriodicRouting, chosen: list[int | None], routes: list[list[list[int]]]) -> None:
        self._problem = problem
        self._chosen = chosen
        # An empty route is a vehicle that could still leave.
        self._routes = [[*day, *([] for _ in range(problem.vehicles - len(day)))] for day in routes]
        self._penalty = OVERLOAD * float(np.median(problem.travel[np.isfinite(problem.travel)]))
        self._penalty *= len(problem) / max(float(problem.demand.sum()), 1.0)
        self._arcs = [self._arcs_of(day) for day in range(problem.days)]

    @classmethod
    def empty(cls, problem: PeriodicRouting) -> Draft:
        """Nobody is visited."""
        return cls(problem, [None] * len(problem), [[] for _ in range(problem.days)])

    @classmethod
    def of(cls, problem: PeriodicRouting, schedule: Schedule) -> Draft:
        """A schedule that can be changed."""
        return cls(problem, list(schedule.chosen), [[list(route) for route in day] for day in schedule.routes])

    def without(self, customers: Sequence[int]) -> Draft:
        """Takes out all visits to some customers."""
        gone = set(customers)
        chosen = [None if customer in gone else k for customer, k in enumerate(self._chosen)]
        routes = [[[c for c in route if c not in gone] for route in day] for day in self._routes]
        return Draft(self._problem, chosen, routes)

    def with_everybody(self, chance: np.random.Generator) -> Draft:
        """Puts back those who are missing, the ones with most visits first, each on its cheapest pattern."""
        missing = [customer for customer, k in enumerate(self._chosen) if k is None]
        visits = [max(map(len, self._problem.patterns[customer])) for customer in missing]
        order = np.lexsort((chance.random(len(missing)), -np.array(visits)))
        for place in order.tolist():
            self._put_back(missing[place])
        return self

    def schedule(self) -> Schedule:
        """As it stands. Everybody must have been put back."""
        chosen = tuple(k for k in self._chosen if k is not None)
        return Schedule(chosen, tuple(tuple(tuple(route) for route in day if route) for day in self._routes))

    def _put_back(self, customer: int) -> None:
        costs = {}
        for day in {day for pattern in self._problem.patterns[customer] for day in pattern}:
            costs[day] = self._cheapest(customer, day)
        k = min(
            range(len(self._problem.patterns[customer])),
            key=lambda k: self._pattern_cost(customer, k, costs),
        )
        self._chosen[customer] = k
        for day in self._problem.patterns[customer][k]:
            _, vehicle, position = costs[day]
            self._routes[day][vehicle].insert(position, customer)
            self._arcs[day] = self._arcs_of(day)

    def _pattern_cost(self, customer: int, k: int, costs: dict[int, tuple[float, int, int]]) -> float:
        pattern: Pattern = self._problem.patterns[customer][k]
        return self._problem.pattern_cost[customer][k] + sum(costs[day][0] for day in pattern)

    def _arcs_of(self, day: int) -> tuple[np.ndarray, ...]:
        """Every leg of a day: from, to, its vehicle, its place in the route, and the load and time of its route."""
        depot, travel = self._problem.depot, self._problem.travel
        start, end, vehicle, position, load, time = [], [], [], [], [], []
        for number, route in enumerate(self._routes[day]):
            stops = [depot, *route, depot]
            start += stops[:-1]
            end += stops[1:]
            vehicle += [number] * (len(route) + 1)
            position += range(len(route) + 1)
            full = float(self._problem.demand[route].sum())
            long = float(self._problem.service[route].sum()) + float(travel[stops[:-1], stops[1:]].sum())
            load += [full] * (len(route) + 1)
            time += [long] * (len(route) + 1)
        return tuple(map(np.array, (start, end, vehicle, position, load, time)))

    def _cheapest(self, customer: int, day: int) -> tuple[float, int, int]:
        """Least added cost of a visit on a day, with its vehicle and place in the route.

        Who may be left out is not put where a rule breaks; who may not is, at a price, and PyVRP mends the route.
        """
        problem = self._problem
        start, end, vehicle, position, load, time = self._arcs[day]
        added = problem.travel[start, customer] + problem.travel[customer, end] - problem.travel[start, end]
        over = np.maximum(load + problem.demand[customer] - problem.capacity, 0.0)
        late = np.maximum(time + added + problem.service[customer] - problem.longest[day], 0.0)
        if () in problem.patterns[customer]:
            return self._legal_place(customer, day, np.where((over > 0) | (late > 0), np.inf, added))
        cost = added + self._penalty * over + LATE * late
        best = int(np.argmin(cost))
        return float(cost[best]), int(vehicle[best]), int(position[best])

    def _legal_place(self, customer: int, day: int, cost: np.ndarray) -> tuple[float, int, int]:
        """The first place, by cost, where the route keeps its rules; at an infinite cost where there is none."""
        *_, vehicle, position, _, _ = self._arcs[day]
        for best in np.argsort(cost, kind="stable").tolist():
            route = list(self._routes[day][vehicle[best]])
            route.insert(position[best], customer)
            if not np.isfinite(cost[best]):
                break
            if self._problem.keeps_rules(route, day):
                return float(cost[best]), int(vehicle[best]), int(position[best])
        return float("inf"), 0, 0
