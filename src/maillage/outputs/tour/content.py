"""What page and document say of a plan: plain strings and drawings, the same for both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import geopandas as gpd

from ...engine.siting.tour.plan import BusDay, TourPlan
from ...engine.sources.provenance import Provenance
from ..drawing.svg import standalone
from ..words.language import FRENCH as FR
from ..words.tour import (
    RHYTHM,
    WEEKDAYS,
    clock,
    day_of,
    days_listed,
    duration,
    headline,
    left_out_sentence,
    proof,
    rarer_sentences,
    relief_sentence,
    span,
    travel_sentence,
    when,
)
from .map import week_map
from .timetable import Season, cancelled, dated_visits, hours_of, pause_within

NEXT_DATES = 6


def content(
    plan: TourPlan,
    season: Season,
    outlines: gpd.GeoSeries,
    provenance: Sequence[Provenance],
    *,
    title: str = "Les tournées du bus santé",
) -> dict[str, Any]:
    """All of it as JSON-able values. Drawings are ``{"svg": …, "alt": …}``."""
    weeks = range(plan.problem.cycle.weeks)
    return {
        "title": title,
        "foot": "maillage, d'après la DREES et l'Insee",
        "dated": f"Du {day_of(season.start)} au {day_of(season.end)}",
        "headline": headline(plan),
        "map": _figure(week_map(plan, outlines, None, label_size=14.0), "Carte des étapes du bus."),
        "figures": _figures(plan),
        "stops": _stops(plan, season),
        "holidays": _holidays(plan, season),
        "weeks": [_week(plan, outlines, week) for week in weeks],
        "proof": [*proof(plan), travel_sentence(plan)],
        "left_out": [left_out_sentence(plan, each) for each in plan.left_out],
        "rarer": list(rarer_sentences(plan)),
        "reliefs": [relief_sentence(relief) for relief in plan.reliefs],
        "conditions": conditions(plan),
        "sources": [f"{line.title}, {line.publisher}, {line.vintage} ({line.licence})" for line in provenance],
    }


def conditions(plan: TourPlan) -> list[str]:
    """What was asked of the bus and its crew, one sentence each."""
    problem, crew = plan.problem, plan.problem.crew
    days = [WEEKDAYS[weekday] for weekday in problem.cycle.weekdays]
    told = [
        (
            f"{FR.number(problem.buses)} bus, un cycle de {FR.number(problem.cycle.weeks)} semaines ; le bus sort le "
            f"{', '.join(days)}, de {clock(crew.start)} à {clock(crew.end)}."
        ),
        (
            f"Au plus {duration(crew.work_a_day)} de travail par jour et {duration(crew.work_a_week)} par semaine ; "
            f"une pause de {duration(crew.break_minutes)} dès que la journée atteint {duration(crew.break_from)} de "
            "travail "
            "(Code du travail, L3121-16, L3121-18, L3121-27)."
        ),
        (
            "Une étape est toujours visitée le même jour de la semaine, à intervalles réguliers ; ses heures sont "
            "arrondies à cinq minutes et aussi régulières que possible."
        ),
        f"Le bus dort à : {', '.join(base.name for base in problem.bases)}"
        + (", et rentre au dépôt pour le week-end." if problem.home_for_weekend and len(problem.bases) > 1 else "."),
    ]
    if crew.driving_a_day < crew.end - crew.start:
        told.append(f"Au plus {duration(crew.driving_a_day)} de conduite par jour.")
    return told


def _figures(plan: TourPlan) -> list[dict[str, str]]:
    weeks = plan.problem.cycle.weeks
    working = sum(each.hours.working for each in plan.days)
    driving = sum(each.hours.driving for each in plan.days)
    served = sum(pattern is not None for pattern in plan.patterns)
    visits = sum(len(each.hours.visits) for each in plan.days)
    return [
        {
            "value": FR.number(plan.people),
            "label": "habitants ont une étape",
            "note": f"{FR.number(served)} étapes, {FR.number(visits)} visites en {FR.number(weeks)} semaines",
        },
        {
            "value": duration(driving / weeks),
            "label": "de conduite par semaine",
            "note": f"{FR.number(len(plan.days))} journées en {FR.number(weeks)} semaines",
        },
        {
            "value": duration(working / weeks / plan.problem.buses),
            "label": "de travail par semaine" + (" et par bus" if plan.problem.buses > 1 else ""),
            "note": "conduite, installation et ouverture, sans les pauses",
        },
    ]


def _stops(plan: TourPlan, season: Season) -> list[dict[str, Any]]:
    dates: dict[int, list[date]] = {}
    for each in dated_visits(plan, season):
        dates.setdefault(each.visit.stop, []).append(each.day)
    weeks = plan.problem.cycle.weeks
    lines: dict[int, list[str]] = {}
    for hours in hours_of(plan):
        told = f"{when(hours.weekday, hours.weeks, weeks)}, {span(hours.opens, hours.closes, hours.pause)}"
        lines.setdefault(hours.stop, []).append(told[0].upper() + told[1:])
    return [
        {
            "name": plan.problem.stops[stop].name,
            "hours": lines[stop],
            "rhythm": RHYTHM[pattern.rhythm],
            "people": FR.number(plan.problem.stops[stop].people),
            "dates": days_listed(dates.get(stop, [])[:NEXT_DATES]),
        }
        for stop, pattern in sorted(enumerate(plan.patterns), key=lambda each: plan.problem.stops[each[0]].name)
        if pattern is not None
    ]


def _holidays(plan: TourPlan, season: Season) -> list[str]:
    return [
        f"{plan.problem.stops[stop].name} : pas de passage le {day_of(day)} ({name})."
        for day, name, stop in cancelled(plan, season)
    ]


def _week(plan: TourPlan, outlines: gpd.GeoSeries, week: int) -> dict[str, Any]:
    days = [each for each in plan.days if each.day.week == week]
    drawn = week_map(plan, outlines, week, label_size=17.0)
    return {
        "name": f"Semaine {FR.number(week + 1)}",
        "map": _figure(drawn, f"Carte des tournées de la semaine {week + 1}."),
        "days": [_day(plan, each) for each in days],
        "driving": duration(sum(each.hours.driving for each in days)),
        "working": duration(sum(each.hours.working for each in days)),
    }


def _day(plan: TourPlan, each: BusDay) -> dict[str, Any]:
    problem, hours = plan.problem, each.hours
    bus = f", bus {FR.number(each.bus + 1)}" if problem.buses > 1 else ""
    pause = f"Pause {span(*hours.pause)}" if hours.pause else ""
    return {
        "name": WEEKDAYS[each.day.weekday].capitalize() + bus,
        "leaves": f"{clock(hours.leaves)}, {problem.bases[hours.start].name}",
        "visits": [
            {
                "name": problem.stops[visit.stop].name,
                "arrives": clock(visit.arrives),
                "span": span(visit.opens, visit.closes, pause_within(each, visit)),
            }
            for visit in hours.visits
        ],
        "pause": pause,
        "back": f"{clock(hours.back)}, {problem.bases[hours.end].name}",
        "driving": duration(hours.driving),
        "working": duration(hours.working),
    }


def _figure(svg: Any, alt: str) -> dict[str, str]:
    return {"svg": standalone(svg), "alt": alt}
