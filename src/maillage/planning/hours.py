"""The command ``maillage hours plan``: from lists of sites and mediators to opening hours, and to the files written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ..engine.errors import SitingError
from ..engine.siting.hours.conflicts import conflicts
from ..engine.siting.hours.costs import Cost, cost, rules_in_force, without
from ..engine.siting.hours.roster import Roster, plan_hours
from ..engine.siting.hours.working_time import LocalRules
from ..engine.sources.reference import Reference, load_reference
from ..engine.territory.ring import located
from ..outputs.formats import formats_of
from ..outputs.hours.content import fairness
from ..outputs.hours.files import FORMATS, write_files
from ..outputs.words.hours import conflict_sentence, cost_sentence, headline, proof
from .hours_question import HoursQuestion, question_of
from .router import planning_router

# Each rule is left out in turn for a share of the time that the plan had.
COST_SHARE = 0.25


@dataclass(frozen=True)
class Asked:
    """What the command was asked, as it was typed."""

    mediators: Path
    groups: Path | None
    weeks: int
    within: float
    way: float
    evenings: int
    moves: int
    meal: int
    not_before: str
    alternate: bool
    costs: bool
    start: date
    until: date | None
    roads: str | None
    mode: str
    factors: str | None
    gap: float
    seed: int
    time_limit: float
    formats: str | None


def hours(sites: Path, asked: Asked, *, out: Path, say: Callable[[str], Any] = lambda _: None) -> list[Path]:
    """Plans the hours of the sites of a file and writes them to the folder ``out``; returns the paths.

    ``say`` is told the plan in a few lines. Wishes that no contract allows are told, with what would have to give, and
    the plan is the one without them. Raises MaillageError.
    """
    formats = formats_of(asked.formats, FORMATS)
    check_season(asked.start, asked.until)
    reference = load_reference()
    router = planning_router(asked.roads, asked.mode, asked.factors)
    question = question_of(
        sites,
        asked.mediators,
        asked.groups,
        reference,
        router,
        within_minutes=asked.within,
        way_minutes=asked.way,
        weeks=asked.weeks,
        rules=rules_of(asked),
    )
    roster = plan_hours(
        question.problem,
        seconds_left=countdown(asked.time_limit),
        relative_gap=asked.gap / 100,
        seed=asked.seed,
    )
    broken = conflicts(question.problem, roster.broken)
    costs = list(costs_of(roster, asked)) if asked.costs and not broken else []
    for line in (
        headline(roster),
        proof(roster),
        fairness(roster),
        *(conflict_sentence(question.problem, each) for each in broken),
        *map(cost_sentence, costs),
    ):
        say(line)
    return write_files(
        roster,
        question.sites,
        formats,
        out,
        start=asked.start,
        end=asked.until or asked.start + timedelta(days=364),
        departement=departement_of(question, reference),
        groups=question.groups,
        within_minutes=asked.within,
        travel=question.travel,
        conflicts=broken,
        costs=costs,
        provenance=reference.provenance_of(("population", "lat", "share_under_18_2016", "share_65_plus_2016")),
    )


def costs_of(roster: Roster, asked: Asked) -> Iterator[Cost]:
    """Of each rule in force, what it costs."""
    for rule in rules_in_force(roster.problem):
        found = plan_hours(
            without(roster.problem, rule),
            seconds_left=countdown(asked.time_limit * COST_SHARE),
            relative_gap=asked.gap / 100,
            seed=asked.seed,
        )
        yield cost(rule, roster, found)


def countdown(seconds: float) -> Callable[[], float]:
    """Seconds that are left of so many, from now on."""
    end = time.monotonic() + seconds
    return lambda: end - time.monotonic()


def rules_of(asked: Asked) -> LocalRules:
    """The local rules. Raises SitingError."""
    return LocalRules(
        meal=asked.meal or None,
        not_before=not_before_of(asked.not_before),
        evenings=asked.evenings,
        moves=asked.moves,
        same_every_week=not asked.alternate,
    )


def not_before_of(text: str) -> int | None:
    """``10:00`` → 600; ``none`` → None. Raises SitingError."""
    if text.strip().lower() == "none":
        return None
    hour, _, minute = text.partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
        raise SitingError(f"--not-before: {text!r} is no hour.", hint="Write 10:00, or none.")
    return int(hour) * 60 + int(minute)


def check_season(start: date, until: date | None) -> None:
    """Raises SitingError where a calendar cannot be drawn up."""
    if start.weekday() != 0:
        raise SitingError(f"{start.isoformat()} is no Monday.", hint="A cycle begins on a Monday.")
    if until is not None and not start <= until <= start + timedelta(days=3 * 366):
        raise SitingError(
            f"From {start.isoformat()} to {until.isoformat()} cannot be drawn up.",
            hint="End after the start, within 3 years.",
        )


def departement_of(question: HoursQuestion, reference: Reference) -> str:
    """That of the commune nearest to the first site: its clocks and holidays."""
    communes = located(reference.communes)
    first = question.sites.iloc[[0]]
    distance = (communes["lat"] - float(first["lat"].iloc[0])) ** 2 + (
        communes["lon"] - float(first["lon"].iloc[0])
    ) ** 2
    return str(communes.at[distance.idxmin(), "departement"])
