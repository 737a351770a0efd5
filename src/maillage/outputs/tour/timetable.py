"""What a plan says to people: for each stop its days and hours, and the dates on which they fall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...engine.errors import SitingError
from ...engine.siting.tour.plan import BusDay, TourPlan
from ...engine.siting.tour.timeline import Visit
from ...engine.territory.public_holidays import public_holidays

MOST_YEARS = 3


@dataclass(frozen=True)
class Season:
    """The cycle on the calendar: from ``start``, the Monday of its first week, to ``end``, both included.

    ``holidays``: dates on which the bus stays at home, with their names.
    """

    start: date
    end: date
    holidays: Mapping[date, str]

    def __post_init__(self) -> None:
        if self.start.weekday() != 0:
            raise SitingError(f"{self.start.isoformat()} is no Monday.", hint="A cycle begins on a Monday.")
        if not self.start <= self.end <= self.start + timedelta(days=366 * MOST_YEARS):
            raise SitingError(
                f"From {self.start.isoformat()} to {self.end.isoformat()} cannot be drawn up.",
                hint=f"End after the start, within {MOST_YEARS} years.",
            )

    @classmethod
    def of(cls, start: date, end: date, departement: str) -> Season:
        """With the public holidays of a département."""
        days = {day: name for year in range(start.year, end.year + 1) for day, name in _holidays(year, departement)}
        return cls(start, end, {day: name for day, name in days.items() if start <= day <= end})

    def dates(self, weeks: int, week: int, weekday: int) -> Iterator[date]:
        """Every date of one day of a cycle of ``weeks``, holidays included."""
        day = self.start + timedelta(days=7 * week + weekday)
        while day <= self.end:
            yield day
            day += timedelta(days=7 * weeks)


def _holidays(year: int, departement: str) -> Iterator[tuple[date, str]]:
    yield from public_holidays(year, departement).items()


@dataclass(frozen=True)
class Hours:
    """One hour at one stop: on ``weekday``, in some ``weeks`` (numbers from 0, ascending) of the cycle.

    ``opens``, ``closes``: minutes of the day; ``pause``: from and until where the stop closes in between.
    """

    stop: int
    weekday: int
    opens: float
    closes: float
    pause: tuple[float, float] | None
    weeks: tuple[int, ...]


@dataclass(frozen=True)
class DatedVisit:
    """One visit on the calendar."""

    day: date
    bus: int
    visit: Visit
    pause: tuple[float, float] | None


def hours_of(plan: TourPlan) -> list[Hours]:
    """Of every stop, in the order of the stops, then of the cycle; weeks with the same hour are put together."""
    weeks: dict[tuple, list[int]] = {}
    for each, visit in _visits(plan):
        pause = pause_within(each, visit)
        weeks.setdefault((visit.stop, each.day.weekday, visit.opens, visit.closes, pause), []).append(each.day.week)
    found = [Hours(*key, weeks=tuple(sorted(set(those)))) for key, those in weeks.items()]
    return sorted(found, key=lambda hours: (hours.stop, hours.weeks, hours.weekday, hours.opens))


def dated_visits(plan: TourPlan, season: Season) -> list[DatedVisit]:
    """Every visit of a season but those on public holidays, in order."""
    found = [
        DatedVisit(day, each.bus, visit, pause_within(each, visit))
        for each, visit in _visits(plan)
        for day in season.dates(plan.problem.cycle.weeks, *each.day)
        if day not in season.holidays
    ]
    return sorted(found, key=lambda each: (each.day, each.bus, each.visit.opens))


def cancelled(plan: TourPlan, season: Season) -> list[tuple[date, str, int]]:
    """(date, name of the holiday, stop) of the visits that fall on one."""
    return sorted(
        (day, season.holidays[day], visit.stop)
        for each, visit in _visits(plan)
        for day in season.dates(plan.problem.cycle.weeks, *each.day)
        if day in season.holidays
    )


def pause_within(each: BusDay, visit: Visit) -> tuple[float, float] | None:
    """The break of the day where the stop closes for it."""
    pause = each.hours.pause
    return pause if pause and visit.opens < pause[1] and pause[0] < visit.closes else None


def _visits(plan: TourPlan) -> Iterator[tuple[BusDay, Visit]]:
    for each in plan.days:
        for visit in each.hours.visits:
            yield each, visit
