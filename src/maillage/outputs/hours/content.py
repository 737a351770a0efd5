"""What the documents say: plain strings and numbers, ready for the templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from ...engine.siting.hours.conflicts import Conflict
from ...engine.siting.hours.costs import Cost
from ...engine.siting.hours.demand import KINDS
from ...engine.siting.hours.people import Group
from ...engine.siting.hours.roster import Roster
from ...engine.sources.hours_week import Session
from ...engine.sources.provenance import Provenance
from ..words.hours import (
    between,
    conflict_sentence,
    cost_sentence,
    days_together,
    headline,
    hours_of_days,
    proof,
    rules_in_words,
)
from ..words.language import FRENCH as FR
from ..words.tour import WEEKDAYS, day_of, duration
from .opened import duties_of, load_of, open_hours, sessions_of

FOOT = "maillage, d'après l'Insee"
KIND_WORDS = {
    "morning": "Matin",
    "afternoon": "Après-midi",
    "evening": "Soir",
    "saturday": "Samedi",
    "sunday": "Dimanche",
}


def report(
    roster: Roster,
    *,
    groups: Sequence[Group],
    within_minutes: float,
    travel: str,
    conflicts: Sequence[Conflict],
    costs: Sequence[Cost],
    provenance: Sequence[Provenance],
) -> dict[str, Any]:
    """``hours.pdf``: the plan for the council's table."""
    problem = roster.problem
    return {
        "title": "Les horaires des sites",
        "foot": FOOT,
        "headline": headline(roster),
        "proof": proof(roster),
        "figures": _figures(roster),
        "conflicts": [conflict_sentence(problem, each) for each in conflicts],
        "sites": [_site(roster, number) for number in range(len(problem.sites))],
        "weeks": problem.weeks,
        "mediators": [_mediator(roster, number) for number in range(len(problem.mediators))],
        "fairness": fairness(roster),
        "costs": [cost_sentence(each) for each in costs],
        "rules": rules_in_words(problem),
        "kinds": [KIND_WORDS[kind] for kind in KINDS],
        "groups": [
            {"name": group.name[0].upper() + group.name[1:], "shares": [FR.percent(share) for share in group.can_come]}
            for group in groups
        ],
        "method": (
            f"Un habitant compte comme atteint s'il trouve dans la semaine au moins une plage où venir, à "
            f"{FR.axis_number(within_minutes)} minutes au plus ({travel}). Une deuxième plage ajoute moins que la "
            "première, et deux sites voisins ouverts à la même demi-journée comptent une fois."
        ),
        "sources": list(
            dict.fromkeys(f"{line.title}, {line.publisher}, {line.vintage} ({line.licence})" for line in provenance)
        ),
    }


def posters(roster: Roster, *, start: date) -> dict[str, Any]:
    """``posters.pdf``: the hours of each site, for its door."""
    problem = roster.problem
    return {
        "title": "Affiches des horaires",
        "foot": "",
        "posters": [
            {"name": site.name, "weeks": _weeks_of_site(roster, number, start)}
            for number, site in enumerate(problem.sites)
        ],
    }


def weeks(roster: Roster, *, start: date) -> dict[str, Any]:
    """``weeks.pdf``: the weeks of each mediator."""
    return {
        "title": "Semaines des médiateurs",
        "foot": "",
        "mediators": [
            {
                **_mediator(roster, number),
                "weeks": [
                    {"name": _week_name(roster, week, start), "days": _days_of(roster, number, week)}
                    for week in range(roster.problem.weeks)
                ],
            }
            for number in range(len(roster.problem.mediators))
        ],
    }


def fairness(roster: Roster) -> str:
    """How work, evenings and Saturdays are shared out."""
    loads = [load_of(roster, number) for number in range(len(roster.problem.mediators))]
    if not loads:
        return ""
    shares = [
        load.minutes.mean() / who.contract_minutes for load, who in zip(loads, roster.problem.mediators, strict=True)
    ]
    evenings = [load.evenings / roster.problem.weeks for load in loads]
    saturdays = [load.saturdays for load in loads]
    return (
        f"Les médiateurs sont présents de {FR.percent(min(shares))} à {FR.percent(max(shares))} de leur contrat "
        f"({FR.percent(float(np.mean(shares)))} en moyenne). Soirées par semaine : {_from_to(evenings)} ; samedis en "
        f"{FR.number(roster.problem.weeks)} semaines : {_from_to(saturdays)}."
    )


def _from_to(values: Sequence[float]) -> str:
    least, most = FR.axis_number(min(values)), FR.axis_number(max(values))
    return least if least == most else f"de {least} à {most}"


def _figures(roster: Roster) -> list[dict[str, str]]:
    problem = roster.problem
    hours = sum(open_hours(roster, number) for number in range(len(problem.sites)))
    worked = sum(each.duty.work_minutes for each in roster.assigned) / problem.weeks
    opened = sum(bool(open_hours(roster, number)) for number in range(len(problem.sites)))
    return [
        {
            "value": FR.number(roster.people),
            "label": "habitants trouvent une plage dans la semaine",
            "note": f"au mieux {FR.number(roster.bound)}, c'est prouvé",
        },
        {
            "value": duration(hours * 60),
            "label": "d'ouverture par semaine",
            "note": f"{FR.number(opened)} sites ouverts sur {FR.number(len(problem.sites))}",
        },
        {
            "value": duration(worked),
            "label": "de travail par semaine",
            "note": f"{FR.number(len(problem.mediators))} médiateurs, trajets entre sites compris",
        },
    ]


def _site(roster: Roster, number: int) -> dict[str, Any]:
    weeks_apart = [sessions_of(roster, number, week) for week in range(roster.problem.weeks)]
    alike = all(each == weeks_apart[0] for each in weeks_apart)
    lines = [
        line if alike else f"Semaine {FR.number(week + 1)}, {line[0].lower()}{line[1:]}"
        for week, sessions in enumerate(weeks_apart[:1] if alike else weeks_apart)
        for line in days_together(sessions)
    ]
    return {
        "name": roster.problem.sites[number].name,
        "hours": lines or ["Fermé"],
        "sum": duration(open_hours(roster, number) * 60) if lines else "",
        "autonomous": roster.problem.sites[number].autonomous,
    }


def _mediator(roster: Roster, number: int) -> dict[str, Any]:
    who, load = roster.problem.mediators[number], load_of(roster, number)
    return {
        "name": who.name,
        "contract": duration(who.contract_minutes),
        "worked": " / ".join(duration(minutes) for minutes in load.minutes.tolist()),
        "evenings": FR.number(load.evenings),
        "saturdays": FR.number(load.saturdays),
        "travel": duration(load.travel_minutes) if load.travel_minutes else "",
    }


def _week_name(roster: Roster, week: int, start: date) -> str:
    first = start + timedelta(days=7 * week)
    every = roster.problem.weeks
    if every == 1:
        return "Chaque semaine"
    return f"Semaine {FR.number(week + 1)} sur {FR.number(every)}, à partir du {day_of(first)}"


def _weeks_of_site(roster: Roster, number: int, start: date) -> list[dict[str, Any]]:
    found = [sessions_of(roster, number, week) for week in range(roster.problem.weeks)]
    if all(each == found[0] for each in found):
        return [{"name": "", "days": _days_of_site(found[0])}]
    return [
        {"name": _week_name(roster, week, start), "days": _days_of_site(sessions)}
        for week, sessions in enumerate(found)
    ]


def _days_of_site(sessions: Sequence[Session]) -> list[dict[str, Any]]:
    return [{"name": name.capitalize(), "hours": hours} for name, hours in hours_of_days(sessions)]


def _days_of(roster: Roster, mediator: int, week: int) -> list[dict[str, Any]]:
    duties = {each.duty.day: each.duty for each in duties_of(roster, mediator, week)}
    days = []
    for day, name in enumerate(WEEKDAYS):
        duty = duties.get(day)
        openings = [roster.problem.openings[number] for number in duty.openings] if duty else []
        days.append(
            {
                "name": name.capitalize(),
                "sessions": [
                    {"hours": between(session.start, session.end), "site": roster.problem.sites[site].name}
                    for site, session in openings
                ],
                "work": duration(duty.work_minutes) if duty else "",
                "travel": f"dont {duration(duty.travel_minutes)} de trajet" if duty and duty.travel_minutes else "",
            }
        )
    return days
