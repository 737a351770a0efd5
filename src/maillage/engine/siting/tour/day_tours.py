"""Every legal day of a bus: which stops one day can hold, and the order that drives least.

Sets of stops grow one stop at a time from those that are legal. The order that drives least is found by dynamic
programming over the sets (Held and Karp 1962); where its hours are not legal, orders are tried by driving until one is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, permutations

from .problem import TourProblem
from .timeline import TOLERANCE, Timeline, timeline

# More than this, and the choice among them is no longer for an exact model.
MOST_TOURS = 30_000
# With more stops a day than this, all orders are too many to try where the shortest has no legal hours.
MOST_TRIED_IN_ALL_ORDERS = 6


@dataclass(frozen=True)
class DayTour:
    """Stops as a set of bits, the days (numbers) on which all of them may be visited, and the hours."""

    stops: int
    days: tuple[int, ...]
    hours: Timeline


def day_tours(problem: TourProblem, *, most: int = MOST_TOURS) -> list[DayTour] | None:
    """The best legal tour of every set of stops, between any two bases.

    None where there are more than ``most``, or where a set of stops has more orders than can be tried.
    A tour without stops, from a base to another, is among them where there are several bases: one may move and rest.
    """
    tours = list(_empty_tours(problem))
    days_of = [frozenset(day for pattern in patterns for day in pattern.days) for patterns in problem.patterns]
    shortest = {start: Shortest(problem, start) for start in range(len(problem.bases))}
    legal = {0: frozenset(range(len(problem.cycle.days)))}
    while legal:
        larger: dict[int, frozenset[int]] = {}
        tried: set[int] = set()
        for stops, days in legal.items():
            for stop, own in enumerate(days_of):
                grown = stops | 1 << stop
                shared = days & own
                if grown == stops or grown in tried or not shared:
                    continue
                tried.add(grown)
                found = [DayTour(grown, tuple(sorted(shared)), hours) for hours in _between_bases(shortest, grown)]
                if found:
                    tours += found
                    larger[grown] = shared
                    if len(tours) > most:
                        return None
        legal = larger
    return tours if all(each.complete for each in shortest.values()) else None


def _between_bases(shortest: dict[int, Shortest], stops: int) -> Iterator[Timeline]:
    for start in shortest:
        for end in shortest:
            hours = shortest[start].legal(stops, end)
            if hours is not None:
                yield hours


def _empty_tours(problem: TourProblem) -> Iterator[DayTour]:
    everyday = tuple(range(len(problem.cycle.days)))
    for start in range(len(problem.bases)):
        for end in range(len(problem.bases)):
            minutes, leaves = float(problem.minutes[start, end]), problem.crew.start
            if start != end and leaves + minutes <= problem.crew.end and minutes <= problem.crew.driving_a_day:
                yield DayTour(0, everyday, Timeline(start, end, (), leaves, leaves + minutes, None, minutes))


class Shortest:
    """Shortest orders from one base through sets of stops; what was found once is kept.

    ``complete``: no set was given up that may have legal hours in an order that was not tried.
    """

    def __init__(self, problem: TourProblem, start: int) -> None:
        self.complete = True
        self._problem = problem
        self._start = start
        self._minutes = problem.minutes.tolist()
        self._found: dict[tuple[int, int], tuple[float, int]] = {}

    def legal(self, stops: int, end: int) -> Timeline | None:
        """The legal hours that drive least through a set of stops to base ``end``; None where there are none."""
        numbers = members(stops)
        most = self._most_driving(numbers)
        driving, last = min((self._reach(stops, stop) + self._leg(stop, end), stop) for stop in numbers)
        if driving > most:
            return None
        hours = timeline(self._problem, self._start, self._order(stops, last), end)
        if hours is not None:
            return hours
        if len(numbers) <= MOST_TRIED_IN_ALL_ORDERS:
            return self._first_legal(numbers, end, most)
        self.complete = False
        return None

    def _most_driving(self, numbers: list[int]) -> float:
        """What a day with these stops leaves for driving, when nothing has to wait."""
        crew = self._problem.crew
        span, taken = crew.end - crew.start, sum(self._problem.stops[stop].minutes for stop in numbers)
        # Work stays under what asks for a break, or the break is taken.
        room = max(min(span, crew.break_from), span - crew.break_minutes)
        return min(crew.driving_a_day, min(room, crew.work_a_day) - taken) + TOLERANCE

    def _first_legal(self, numbers: list[int], end: int, most: float) -> Timeline | None:
        orders = ((self._driving(order, end), order) for order in permutations(numbers))
        near = sorted((driving, order) for driving, order in orders if driving <= most)
        tried = (timeline(self._problem, self._start, order, end) for _, order in near)
        return next((hours for hours in tried if hours is not None), None)

    def _driving(self, order: tuple[int, ...], end: int) -> float:
        rows = [self._start, *map(self._problem.row, order), end]
        return sum(self._minutes[a][b] for a, b in pairwise(rows))

    def _leg(self, stop: int, base: int) -> float:
        return self._minutes[self._problem.row(stop)][base]

    def _reach(self, stops: int, last: int) -> float:
        """Least driving from the base through a set to one of its stops."""
        known = self._found.get((stops, last))
        if known is not None:
            return known[0]
        before, row = stops & ~(1 << last), self._problem.row
        if not before:
            best = (self._minutes[self._start][row(last)], -1)
        else:
            best = min(
                (self._reach(before, previous) + self._minutes[row(previous)][row(last)], previous)
                for previous in members(before)
            )
        self._found[stops, last] = best
        return best[0]

    def _order(self, stops: int, last: int) -> list[int]:
        order = []
        while last >= 0:
            order.append(last)
            self._reach(stops, last)
            stops, last = stops & ~(1 << last), self._found[stops, last][1]
        return order[::-1]


def members(stops: int) -> list[int]:
    """The numbers of a set of bits, ascending.

    >>> members(0b1101)
    [0, 2, 3]
    """
    return [place for place in range(stops.bit_length()) if stops >> place & 1]
