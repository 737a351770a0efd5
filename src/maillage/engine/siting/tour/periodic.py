"""The choice of days: each stop keeps a rhythm on one weekday, each day of each bus is one legal tour.

    x[tour, day, crew] ∈ {0, 1}    the tour is driven                y[stop, pattern] ∈ {0, 1}    the stop keeps it

    Σ x over tours of a day that hold the stop = Σ y over patterns that hold the day       every stop and day
    Σ y over patterns ≤ 1                                                                  every stop
    tours that begin at a base + buses that rest there = buses that slept there            every day and base
    Σ working minutes of a week ≤ those of the crew                                        every week and crew

First the most people times what their rhythm is worth, then, at that value, the least driving; each with its bound.
Columns are whole day tours (Foster and Ryan 1976), so that everything about a day is in the tour and not in the model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ..milp import Model, Solved, solve
from .day_tours import DayTour, members
from .problem import TourProblem

# Of the time allowed, the share in which the people to be reached are settled.
TIME_FOR_VALUE = 0.4
# A value is reached again to this share of it: people need not be whole numbers.
SAME_VALUE = 1e-7


@dataclass(frozen=True)
class Driven:
    """A tour on a day (its number) by a bus (its number)."""

    day: int
    bus: int
    tour: DayTour


@dataclass(frozen=True)
class Choice:
    """``patterns``: of each stop, its number in ``problem.patterns``; None for one that is left out.

    ``value`` ≤ ``most_value`` proven; ``driving`` minutes of the cycle ≥ ``least_driving`` proven at that value
    (0 where nothing is proven).
    """

    patterns: tuple[int | None, ...]
    driven: tuple[Driven, ...]
    value: float
    most_value: float
    driving: float
    least_driving: float


def choose(
    problem: TourProblem,
    tours: Sequence[DayTour],
    *,
    start: Choice | None = None,
    time_limit_seconds: float = 60.0,
    seed: int = 1,
) -> Choice:
    """The best days among ``tours``. ``start``: a choice to begin from. Without time to find better, it is the answer.

    Same arguments, same answer, unless time is up first.
    """
    most = most_value(problem)
    if start is None or start.value < most * (1 - SAME_VALUE):
        share = TIME_FOR_VALUE * time_limit_seconds
        start = _reaching_most(problem, tours, start, time_limit_seconds=share, seed=seed)
        time_limit_seconds -= share
    return _driving_least(problem, tours, start, time_limit_seconds=time_limit_seconds, seed=seed)


def most_value(problem: TourProblem) -> float:
    """If every stop had the rhythm that is worth most: no choice has more."""
    return sum(_best(problem, stop) for stop in range(len(problem.stops)))


def value_of(problem: TourProblem, patterns: Sequence[int | None]) -> float:
    """What the patterns of all stops are worth."""
    kept = ((stop, problem.patterns[stop][k]) for stop, k in enumerate(patterns) if k is not None)
    return sum(problem.value(stop, pattern.rhythm) for stop, pattern in kept)


def choice_of(
    problem: TourProblem, patterns: Sequence[int | None], driven: Sequence[Driven], *, most: float, least: float
) -> Choice:
    """A choice with its figures. ``most``, ``least``: proven bounds of value and driving."""
    ordered = tuple(sorted(driven, key=lambda each: (each.day, each.bus)))
    driving = sum(each.tour.hours.driving for each in ordered)
    return Choice(tuple(patterns), ordered, value_of(problem, patterns), most, driving, least)


def _best(problem: TourProblem, stop: int) -> float:
    return max((problem.value(stop, pattern.rhythm) for pattern in problem.patterns[stop]), default=0.0)


def _reaching_most(
    problem: TourProblem,
    tours: Sequence[DayTour],
    start: Choice | None,
    *,
    time_limit_seconds: float,
    seed: int,
) -> Choice:
    form = _Form(problem, tours, driving_counts=False)
    answer = solve(form.model, start=form.point(start), time_limit_seconds=time_limit_seconds, seed=seed)
    most = min(-answer.bound, most_value(problem)) if math.isfinite(answer.bound) else most_value(problem)
    found = form.choice(answer, most=most, least=0.0)
    known = [each for each in (start, found) if each is not None]
    best = max(known, key=lambda each: each.value, default=choice_of(problem, _nobody(problem), (), most=most, least=0))
    return choice_of(problem, best.patterns, best.driven, most=most, least=0.0)


def _driving_least(
    problem: TourProblem, tours: Sequence[DayTour], start: Choice, *, time_limit_seconds: float, seed: int
) -> Choice:
    form = _Form(problem, tours, driving_counts=True, at_least=start.value)
    answer = solve(form.model, start=form.point(start), time_limit_seconds=time_limit_seconds, seed=seed)
    least = max(answer.bound, 0.0) if math.isfinite(answer.bound) else 0.0
    found = form.choice(answer, most=start.most_value, least=least)
    if found is None or found.driving > start.driving:
        return choice_of(problem, start.patterns, start.driven, most=start.most_value, least=min(least, start.driving))
    return found


def _nobody(problem: TourProblem) -> tuple[None, ...]:
    return (None,) * len(problem.stops)


class _Form:
    """The model, and the way from its numbers to a choice and back."""

    def __init__(
        self, problem: TourProblem, tours: Sequence[DayTour], *, driving_counts: bool, at_least: float | None = None
    ) -> None:
        self.problem, self.tours, self.model = problem, tours, Model()
        days, work = len(problem.cycle.days), max((tour.hours.working for tour in tours), default=0.0)
        # Crews whose week cannot be too long are all alike, and counted together.
        alike = problem.buses == 1 or work * len(problem.cycle.weekdays) <= problem.crew.work_a_week
        self.crews = [problem.buses] if alike else [1] * problem.buses
        self.kept = [
            (stop, k, pattern.days, problem.value(stop, pattern.rhythm))
            for stop, patterns in enumerate(problem.patterns)
            for k, pattern in enumerate(patterns)
            if not (at_least is not None and self._everybody(at_least)) or self._is_best(stop, k)
        ]
        self.used = [(t, day) for t, tour in enumerate(tours) for day in tour.days]
        values = np.array([value for *_, value in self.kept])
        driving = np.array([tours[t].hours.driving for t, _ in self.used])
        self.y = self.model.columns(len(self.kept), cost=0.0 if driving_counts else -values, integer=True)
        self.x = [
            self.model.columns(len(self.used), cost=driving if driving_counts else 0.0, integer=True)
            for _ in self.crews
        ]
        self._one_pattern(everybody=at_least is not None and self._everybody(at_least))
        self._visits_are_driven(days)
        self._nights()
        if at_least is not None and not self._everybody(at_least):
            self.model.rows((self.y, values[np.newaxis]), lower=at_least * (1 - SAME_VALUE))
        if any(work * len(problem.cycle.weekdays) > problem.crew.work_a_week for _ in self.crews):
            self._weeks()

    def _everybody(self, value: float) -> bool:
        return value >= most_value(self.problem) * (1 - SAME_VALUE)

    def _is_best(self, stop: int, k: int) -> bool:
        pattern = self.problem.patterns[stop][k]
        return self.problem.value(stop, pattern.rhythm) >= _best(self.problem, stop)

    def _one_pattern(self, *, everybody: bool) -> None:
        stops = np.array([stop for stop, *_ in self.kept])
        n = len(self.problem.stops)
        has_one = np.bincount(stops, minlength=n) > 0 if len(stops) else np.zeros(n, dtype=bool)
        matrix = _ones(stops, np.arange(len(stops)), (n, len(stops)))
        self.model.rows((self.y, matrix), lower=has_one.astype(float) if everybody else 0.0, upper=1.0)

    def _visits_are_driven(self, days: int) -> None:
        """Row ``stop × days + day``: visits by tours = visits by patterns."""
        by_pattern = [(stop * days + day, place) for place, (stop, _, on, _) in enumerate(self.kept) for day in on]
        by_tour = [
            (stop * days + day, place)
            for place, (t, day) in enumerate(self.used)
            for stop in members(self.tours[t].stops)
        ]
        rows = len(self.problem.stops) * days
        planned = _ones(*_columns(by_pattern), (rows, len(self.kept)))
        driven = _ones(*_columns(by_tour), (rows, len(self.used)))
        self.model.rows((self.y, -planned), *((x, driven) for x in self.x), lower=0.0, upper=0.0)

    def _nights(self) -> None:
        """Where buses rest: column ``day × bases + base`` of a crew; with one base, only how many leave is bounded."""
        days, bases = self.problem.cycle.days, len(self.problem.bases)
        at = [(day * bases + self.tours[t].hours.start, day * bases + self.tours[t].hours.end) for t, day in self.used]
        places, shape = np.arange(len(self.used)), (len(days) * bases, len(self.used))
        leaving = _ones(np.array([start for start, _ in at], dtype=int), places, shape)
        coming = _ones(np.array([end for _, end in at], dtype=int), places, shape)
        for x, count in zip(self.x, self.crews, strict=True):
            rest = self.model.columns(len(days) * bases, upper=count, integer=True)
            stay = sparse.csr_array(sparse.eye_array(len(days) * bases))
            for number, day in enumerate(days):
                here = np.arange(number * bases, (number + 1) * bases)
                if number == 0 or (self.problem.home_for_weekend and day.week != days[number - 1].week):
                    slept = np.where(np.arange(bases) == 0, float(count), 0.0)
                    self.model.rows((x, leaving[here]), (rest, stay[here]), lower=slept, upper=slept)
                else:
                    night = here - bases
                    flow = ((x, leaving[here] - coming[night]), (rest, stay[here] - stay[night]))
                    self.model.rows(*flow, lower=0.0, upper=0.0)
                if number == len(days) - 1 or (self.problem.home_for_weekend and day.week != days[number + 1].week):
                    home = np.where(np.arange(bases) == 0, float(count), 0.0)
                    self.model.rows((x, coming[here]), (rest, stay[here]), lower=home, upper=home)

    def _weeks(self) -> None:
        days = self.problem.cycle.days
        weeks = np.array([days[day].week for _, day in self.used])
        working = np.array([self.tours[t].hours.working for t, _ in self.used])
        shape = (self.problem.cycle.weeks, len(self.used))
        matrix = sparse.csr_array((working, (weeks, np.arange(len(self.used)))), shape=shape)
        for x, count in zip(self.x, self.crews, strict=True):
            self.model.rows((x, matrix), upper=count * self.problem.crew.work_a_week)

    def point(self, start: Choice | None) -> np.ndarray | None:
        """A choice as values of the columns; HiGHS works out where buses rest."""
        if start is None:
            return None
        point = np.full(self.model.n_columns, np.nan)
        point[self.y] = [float(start.patterns[stop] == k) for stop, k, *_ in self.kept]
        number = {key: place for place, key in enumerate(self.used)}
        tour_number = {(tour.stops, tour.hours.start, tour.hours.end): t for t, tour in enumerate(self.tours)}
        for columns in self.x:
            point[columns] = 0.0
        for each in start.driven:
            hours = each.tour.hours
            t = tour_number.get((each.tour.stops, hours.start, hours.end))
            if t is not None:
                point[self.x[each.bus if len(self.crews) > 1 else 0][number[t, each.day]]] = 1.0
        return point

    def choice(self, answer: Solved, *, most: float, least: float) -> Choice | None:
        """What the values of the columns say; None where there are none."""
        if answer.values is None:
            return None
        patterns: list[int | None] = [None] * len(self.problem.stops)
        for place in np.flatnonzero(answer.values[self.y] > 0.5).tolist():
            stop, k, *_ = self.kept[place]
            patterns[stop] = k
        crews = [
            [(day, self.tours[t]) for t, day in (self.used[place] for place in np.flatnonzero(answer.values[x] > 0.5))]
            for x in self.x
        ]
        driven = (
            with_buses(self.problem, crews[0])
            if len(crews) == 1
            else [Driven(day, bus, tour) for bus, tours in enumerate(crews) for day, tour in tours]
        )
        return choice_of(self.problem, patterns, driven, most=most, least=least)


def with_buses(problem: TourProblem, tours: Sequence[tuple[int, DayTour]]) -> list[Driven]:
    """Which bus drives which tour: one that slept where the tour begins, the first of those."""
    where, driven, days = [0] * problem.buses, [], problem.cycle.days
    for number in range(len(days)):
        if number and problem.home_for_weekend and days[number].week != days[number - 1].week:
            where = [0] * problem.buses
        free = list(range(problem.buses))
        today = [tour for day, tour in tours if day == number]
        for tour in sorted(today, key=lambda each: (each.hours.start, each.stops)):
            bus = next(bus for bus in free if where[bus] == tour.hours.start)
            free.remove(bus)
            driven.append(Driven(number, bus, tour))
        for each in driven[len(driven) - len(today) :]:
            where[each.bus] = each.tour.hours.end
    return driven


def _ones(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int]) -> sparse.csr_array:
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


def _columns(pairs: Sequence[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]
