"""The periodic vehicle routing problem: customers to be visited on days that fit together, by vehicles with a depot.

Beltrami and Bodin (1974); the form of Cordeau, Gendreau and Laporte, A tabu search heuristic for periodic and
multi-depot vehicle routing problems, Networks 30 (1997).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

# What PyVRP may add up over a route by counting in thousandths.
ROUNDING = 0.05
# Days of the visits to one customer, ascending; the empty one is a customer that is left out.
Pattern = tuple[int, ...]
# Customers in the order of their visits, counted from 0; the depot is at both ends, and not among them.
Route = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PeriodicRouting:
    """``n`` customers, over ``days`` days of ``vehicles`` vehicles each.

    ``travel (n + 1, n + 1)``: cost and duration of each leg, the depot being the last row; infinite where there is
    no way. ``patterns``: those allowed to each customer. ``pattern_cost``: what each costs beside travel, the same
    shape. ``demand``, ``service (n,)``: of one visit. ``opens``, ``closes (n,)``: when a visit may begin, and must have
    ended, counted from the beginning of the vehicles' day. ``longest (days,)``: until when a route must be back.
    ``capacity``, ``most_travel``: most demand, and most travel, of one route.
    """

    travel: np.ndarray
    patterns: tuple[tuple[Pattern, ...], ...]
    pattern_cost: tuple[tuple[float, ...], ...]
    vehicles: int
    days: int
    demand: np.ndarray
    service: np.ndarray
    opens: np.ndarray
    closes: np.ndarray
    longest: np.ndarray
    capacity: float = math.inf
    most_travel: float = math.inf

    def __post_init__(self) -> None:
        n = len(self.patterns)
        arrays = (self.demand, self.service, self.opens, self.closes, self.pattern_cost)
        if self.travel.shape != (n + 1, n + 1) or any(len(array) != n for array in arrays):
            raise ValueError(f"{n} customers need {n + 1} × {n + 1} legs, and one value each of everything else")
        if len(self.longest) != self.days:
            raise ValueError(f"{self.days} days need as many longest routes, not {len(self.longest)}")
        for patterns, costs in zip(self.patterns, self.pattern_cost, strict=True):
            if not patterns or len(patterns) != len(costs):
                raise ValueError("each customer needs a pattern, and each pattern a cost")
            if any(not 0 <= day < self.days for pattern in patterns for day in pattern):
                raise ValueError(f"a pattern names a day outside 0 … {self.days - 1}")

    def __len__(self) -> int:
        return len(self.patterns)

    @property
    def depot(self) -> int:
        """Its row in ``travel``."""
        return len(self)

    def route_cost(self, route: Sequence[int]) -> float:
        """Travel from the depot through the customers and back."""
        if not route:
            return 0.0
        stops = np.array([self.depot, *route, self.depot])
        return float(self.travel[stops[:-1], stops[1:]].sum())

    def route_end(self, route: Sequence[int]) -> float:
        """The earliest return to the depot, infinite where a customer would be closed, or no way leads there."""
        at, clock = self.depot, 0.0
        for customer in route:
            begins = max(clock + self.travel[at, customer], self.opens[customer])
            clock = begins + self.service[customer]
            if clock > self.closes[customer] + ROUNDING:
                return math.inf
            at = customer
        return clock + float(self.travel[at, self.depot])

    def keeps_rules(self, route: Sequence[int], day: int) -> bool:
        """Whether one vehicle may drive this route on a day."""
        if float(self.demand[list(route)].sum()) > self.capacity + ROUNDING:
            return False
        return (
            self.route_end(route) <= self.longest[day] + ROUNDING
            and self.route_cost(route) <= self.most_travel + ROUNDING
        )


@dataclass(frozen=True)
class Schedule:
    """One pattern a customer (its number in ``problem.patterns``), and for each day the routes driven."""

    chosen: tuple[int, ...]
    routes: tuple[tuple[Route, ...], ...]

    def cost(self, problem: PeriodicRouting) -> float:
        """Travel of all routes, and what the chosen patterns cost."""
        driven = sum(problem.route_cost(route) for day in self.routes for route in day)
        return driven + sum(problem.pattern_cost[i][k] for i, k in enumerate(self.chosen))

    def broken(self, problem: PeriodicRouting) -> Iterator[str]:
        """Every rule that the schedule breaks, in words; none for one that can be driven."""
        for day, routes in enumerate(self.routes):
            if len(routes) > problem.vehicles:
                yield f"day {day}: {len(routes)} routes for {problem.vehicles} vehicles"
            for route in routes:
                if not problem.keeps_rules(route, day):
                    yield f"day {day}: the route {route} is too long or too full"
            visited = sorted(customer for route in routes for customer in route)
            wanted = [i for i, k in enumerate(self.chosen) if day in problem.patterns[i][k]]
            if visited != wanted:
                yield f"day {day}: visits {visited}, and the patterns say {wanted}"
