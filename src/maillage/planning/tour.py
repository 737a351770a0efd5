"""The command ``maillage tour``: from a list of stops to the rounds of the bus, and to the files written."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd

from ..engine.diagnosis.columns import LATEST_YEAR
from ..engine.errors import SitingError
from ..engine.siting.tour.calendar import RHYTHMS, Cycle
from ..engine.siting.tour.plan import TourPlan
from ..engine.siting.tour.problem import WORTH, Base, Crew, TourProblem
from ..engine.siting.tour.solve import Progress, plan_tours
from ..engine.sources.reference import Reference, load_reference
from ..engine.sources.tour_stops import clock, read_tour_stops, rhythms, weekdays
from ..engine.territory.ring import located
from ..outputs.formats import formats_of
from ..outputs.tour.files import FILES, write_files
from ..outputs.tour.map import seen
from ..outputs.tour.timetable import Season
from ..outputs.words.tour import headline, left_out_sentence, proof, rarer_sentences, relief_sentence, travel_sentence
from .router import planning_router
from .tour_question import bases_of, minutes_between, stops_of

MINUTES_AN_HOUR = 60.0


@dataclass(frozen=True)
class Asked:
    """What the command was asked, as it was typed."""

    depot: str
    bases: tuple[str, ...]
    weeks: int
    weekdays: str
    buses: int
    day: str
    week_hours: float
    day_hours: float
    driving: float | None
    pause: float
    setup: float
    rhythm: str
    worth: str | None
    within: float
    threshold: float
    away_at_weekends: bool
    start: date
    until: date | None
    roads: str | None
    mode: str
    factors: str | None
    seed: int
    time_limit: float
    formats: str | None


def tour(
    stops: Path,
    asked: Asked,
    *,
    out: Path,
    say: Callable[[str], Any] = lambda _: None,
    progress: Progress = lambda *_: None,
) -> list[Path]:
    """Plans the rounds for the stops of a file and writes them to the folder ``out``; returns the paths.

    ``say`` is told the plan in a few lines. Raises MaillageError; SitingError where no stop can be visited at all.
    """
    formats = formats_of(asked.formats, FILES)
    reference = load_reference()
    problem = question(stops, asked, reference)
    departement = departement_of(problem.bases[0], reference)
    season = Season.of(asked.start, asked.until or asked.start + timedelta(days=364), departement)
    plan = plan_tours(problem, seed=asked.seed, time_limit_seconds=asked.time_limit, progress=progress)
    if not plan.days:
        raise SitingError(
            "The bus can visit none of the stops.",
            hint=" ".join(left_out_sentence(plan, each) for each in plan.left_out),
        )
    for line in words(plan):
        say(line)
    year = f"apl_{LATEST_YEAR}"
    return write_files(
        plan,
        season,
        formats,
        out,
        outlines=outlines_around(plan, reference),
        provenance=reference.provenance_of(("population", "lat", year)),
        departement=departement,
    )


def question(stops: Path, asked: Asked, reference: Reference) -> TourProblem:
    """The problem that was asked. Raises MaillageError."""
    crew, cycle = crew_of(asked), Cycle(asked.weeks, option("--weekdays", asked.weekdays, weekdays))
    usual = option("--rhythm", asked.rhythm, rhythms)
    worths = WORTH | (option("--worth", asked.worth, worth) if asked.worth else {})
    listed = read_tour_stops(stops)
    router = planning_router(asked.roads, asked.mode, asked.factors)
    bases = bases_of((asked.depot, *asked.bases), reference)
    places = stops_of(
        listed,
        reference,
        router,
        within_minutes=asked.within,
        threshold=asked.threshold,
        rhythms=usual,
        setup_minutes=asked.setup,
    )
    return TourProblem(
        places,
        bases,
        minutes_between(bases, places, reference, router),
        cycle=cycle,
        crew=crew,
        buses=asked.buses,
        home_for_weekend=not asked.away_at_weekends,
        worth=worths,
        travel_label=router.label,
    )


def crew_of(asked: Asked) -> Crew:
    """What a day and a week of work may hold. Raises SitingError."""
    start, end = option("--day", asked.day, hours_of_day)
    return Crew(
        start=start,
        end=end,
        work_a_day=asked.day_hours * MINUTES_AN_HOUR,
        work_a_week=asked.week_hours * MINUTES_AN_HOUR,
        driving_a_day=math.inf if asked.driving is None else asked.driving,
        break_minutes=asked.pause,
    )


def words(plan: TourPlan) -> list[str]:
    """The plan in a few lines: how good it is, who is left out and why, what would have to give."""
    return [
        headline(plan),
        *proof(plan),
        travel_sentence(plan),
        *(left_out_sentence(plan, each) for each in plan.left_out),
        *rarer_sentences(plan),
        *(relief_sentence(relief) for relief in plan.reliefs),
    ]


def option[T](name: str, text: str, read: Callable[[str], T]) -> T:
    """An option as ``read`` gives it. Raises SitingError, naming the option, where it cannot be read."""
    try:
        return read(text)
    except ValueError as error:
        raise SitingError(f"{name}: {text!r} cannot be read.", hint=f"Write {error}.") from error


def hours_of_day(text: str) -> tuple[float, float]:
    """``08:30-17:30`` → minutes of the day. Raises ValueError."""
    start, dash, end = text.partition("-")
    if not dash:
        raise ValueError("two hours such as 08:30-17:30")
    return clock(start), clock(end)


def worth(text: str) -> dict:
    """``weekly=2,monthly=1`` → worth of a rhythm. Raises ValueError."""
    found = {}
    for part in text.split(","):
        rhythm, _, number = (each.strip() for each in part.partition("="))
        try:
            found[RHYTHMS[RHYTHMS.index(rhythm)]] = float(number)  # type: ignore[arg-type]
        except ValueError:
            raise ValueError("for example weekly=2,fortnightly=1.5,monthly=1") from None
    return found


def departement_of(depot: Base, reference: Reference) -> str:
    """Whose public holidays and time: the département of the town hall nearest to the depot."""
    communes = located(reference.communes)
    squared = (communes["lat"] - depot.lat) ** 2 + (communes["lon"] - depot.lon) ** 2
    return str(communes.loc[squared.idxmin(), "departement"])


def outlines_around(plan: TourPlan, reference: Reference) -> gpd.GeoSeries:
    """Of the communes that the map shows."""
    west, south, east, north = seen(plan)
    communes = located(reference.communes)
    near = communes["lon"].between(west, east) & communes["lat"].between(south, north)
    return reference.outlines(list(communes.index[near])).geometry
