"""What there is to say of a bus's rounds: days and hours, how good the plan is, who was left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from ...engine.siting.tour.calendar import EVERY_WEEKS, RHYTHMS, Rhythm
from ...engine.siting.tour.obstacles import LeftOut, room_of_a_day
from ...engine.siting.tour.plan import Relief, TourPlan
from .language import FRENCH as FR

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
RHYTHM: dict[Rhythm, str] = {
    "weekly": "toutes les semaines",
    "fortnightly": "toutes les deux semaines",
    "monthly": "toutes les quatre semaines",
}
FIXED = "\u00a0"
# A gap below it is arithmetic.
SHOWN_GAP = 5e-4


def clock(minutes: float) -> str:
    """``570`` → ``9 h 30``, with spaces that never break."""
    hours, rest = divmod(round(minutes), 60)
    return f"{hours}{FIXED}h{FIXED}{rest:02d}" if rest else f"{hours}{FIXED}h"


def duration(minutes: float) -> str:
    """``95`` → ``1 h 35``; under an hour, ``35 min``."""
    return clock(minutes) if round(minutes) >= 60 else f"{FR.number(minutes)}{FIXED}min"


def span(opens: float, closes: float, pause: tuple[float, float] | None = None) -> str:
    """``de 9 h 30 à 11 h 30``, in two parts where the stop closes for a break."""
    if pause and pause[0] > opens and pause[1] < closes:
        return f"de {clock(opens)} à {clock(pause[0])} et de {clock(pause[1])} à {clock(closes)}"
    return f"de {clock(opens)} à {clock(closes)}"


def when(weekday: int, weeks: Sequence[int], of_weeks: int) -> str:
    """``chaque mercredi``, ``un mercredi sur deux (semaines 1 et 3)``, ``le mercredi de la semaine 2``."""
    name = WEEKDAYS[weekday]
    if len(weeks) == of_weeks:
        return f"chaque {name}"
    numbers = [FR.number(week + 1) for week in weeks]
    listed = f"semaine {numbers[0]}" if len(weeks) == 1 else f"semaines {_and(numbers)}"
    every = of_weeks / len(weeks)
    steps = {b - a for a, b in pairwise(weeks)}
    if every == 2 and steps <= {2}:
        return f"un {name} sur deux ({listed})"
    if len(weeks) == 1:
        return f"un {name} sur {_count(of_weeks)} ({listed})"
    return f"le {name} ({listed})"


def day_of(day: date) -> str:
    """``mercredi 6 janvier 2027``; the first of a month is ``1er``."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]} {number} {MONTHS[day.month - 1]} {day.year}"


def days_listed(days: Sequence[date]) -> str:
    """Days in order as people write them: ``6, 13 et 20 janvier, 3 février 2027``."""
    months: dict[tuple[int, int], list[str]] = {}
    for day in days:
        months.setdefault((day.year, day.month), []).append("1er" if day.day == 1 else str(day.day))
    told, keys = [], list(months)
    for place, (year, month) in enumerate(keys):
        last_of_year = place == len(keys) - 1 or keys[place + 1][0] != year
        told.append(f"{_and(months[year, month])} {MONTHS[month - 1]}" + (f" {year}" if last_of_year else ""))
    return ", ".join(told)


def headline(plan: TourPlan) -> str:
    """The plan in a sentence that can be said aloud."""
    stops = sum(pattern is not None for pattern in plan.patterns)
    buses = "Le bus s'arrête" if plan.problem.buses == 1 else f"Les {FR.number(plan.problem.buses)} bus s'arrêtent"
    total = len(plan.patterns)
    every = "toutes les" if stops == total else f"{FR.number(stops)} des"
    where = f"à {every} {FR.number(total)} étapes demandées" if total > 1 else "à l'étape demandée"
    if not stops:
        return "Aucune étape ne peut être desservie."
    return f"{buses} {where}, pour {FR.number(plan.people)} habitants."


def proof(plan: TourPlan) -> list[str]:
    """How good the plan is proven to be."""
    if plan.value_gap <= SHOWN_GAP:
        value = "Aucun autre plan ne dessert davantage d'habitants, ni plus souvent : c'est prouvé."
    else:
        value = (
            "Tous les souhaits ne tiennent pas ensemble. En habitants desservis et en fréquence, il manque à ce plan "
            f"au plus {FR.percent(plan.value_gap, 1)} de ce qui est possible : c'est prouvé."
        )
    if not plan.exact:
        return [
            value,
            (
                "Il y a trop de journées possibles pour les comparer toutes : le plan vient d'une recherche, et il "
                "n'est pas prouvé que l'on ne puisse pas rouler moins."
            ),
        ]
    if plan.driving_gap <= SHOWN_GAP:
        return [value, "À ce service, on ne peut pas rouler moins : c'est prouvé."]
    return [value, f"À ce service, on pourrait rouler au plus {FR.percent(plan.driving_gap, 1)} de moins."]


def left_out_sentence(plan: TourPlan, each: LeftOut) -> str:
    """Why a stop is not visited, and what would have to give."""
    problem, stop, gives = plan.problem, plan.problem.stops[each.stop], each.would_give
    crew = problem.crew
    day = f"de {clock(crew.start)} à {clock(crew.end)}"
    if each.reason == "rhythm":
        weeks = [EVERY_WEEKS[rhythm] for rhythm in stop.rhythms]
        return (
            f"{stop.name} : {_or([RHYTHM[rhythm] for rhythm in stop.rhythms])} ne tient pas dans un cycle de "
            f"{FR.number(problem.cycle.weeks)} semaines. Il faudrait un cycle dont la durée soit un multiple de "
            f"{FR.number(min(weeks))} semaines, ou un autre rythme."
        )
    if each.reason == "weekday":
        days = _or([f"le {WEEKDAYS[weekday]}" for weekday in sorted(stop.weekdays)])
        return f"{stop.name} : le bus ne sort pas {days}. Il faudrait un autre jour, ou que le bus sorte ce jour-là."
    if each.reason == "no_way":
        return f"{stop.name} : aucune route n'y mène depuis un dépôt. Vérifiez ses coordonnées."
    if each.reason == "driving":
        return (
            f"{stop.name} : l'aller-retour prend {duration(gives['driving'])} de conduite, au-delà des "
            f"{duration(crew.driving_a_day)} permises. Il faudrait une base à moins de {duration(gives['base'])}."
        )
    if each.reason == "too_long":
        return (
            f"{stop.name} : une visite de {duration(stop.minutes)} dépasse la journée ({day}, pause comprise : "
            f"{duration(room_of_a_day(problem))} de travail). Il faudrait {_shorter(gives['service'])}"
            f"ou une journée plus longue."
        )
    if each.reason == "too_far":
        base = f"une base à moins de {duration(gives['base'])}, " if gives["base"] > 0 else ""
        return (
            f"{stop.name} : le bus ne rentrerait pas à temps ({day}) : il manque {duration(gives['missing'])}. Il "
            f"faudrait {_shorter(gives['service'])}{base}ou une journée plus longue de {duration(gives['missing'])}."
        )
    if each.reason == "hours":
        return (
            f"{stop.name} : le bus ne peut pas y être entre {clock(gives['opens'])} et {clock(gives['closes'])} dans "
            f"sa journée ({day}). Il faudrait d'autres heures d'ouverture, ou une journée qui commence plus tôt."
        )
    return f"{stop.name} : une journée pourrait la desservir, mais toutes sont prises par d'autres étapes."


def rarer_sentences(plan: TourPlan) -> Iterator[str]:
    """The stops that have a rarer rhythm than the best they allow."""
    for stop, pattern in zip(plan.problem.stops, plan.patterns, strict=True):
        if pattern is None:
            continue
        # In their order, the most frequent is the first.
        best: Rhythm = next(rhythm for rhythm in RHYTHMS if rhythm in stop.rhythms and plan.problem.cycle.fits(rhythm))
        if EVERY_WEEKS[best] < EVERY_WEEKS[pattern.rhythm]:
            yield f"{stop.name} : {RHYTHM[pattern.rhythm]}, alors que {RHYTHM[best]} était permis."


def relief_sentence(relief: Relief) -> str:
    """What would change if one limit gave way."""
    what = {
        "bus": "Avec un bus de plus",
        "day": f"Avec une journée plus longue de {duration(relief.amount)}",
        "week": f"Avec une semaine de travail plus longue de {duration(relief.amount)}",
    }[relief.what]
    if relief.stops > 0:
        return f"{what} : {FR.number(relief.stops)} étape{'s' if relief.stops > 1 else ''} de plus."
    return f"{what} : des étapes seraient desservies plus souvent."


def travel_sentence(plan: TourPlan) -> str:
    """What the minutes are, and what they are not."""
    label = plan.problem.travel_label
    told = f"Temps de route : {label}. " if label else ""
    return f"{told}Seules les minutes sont connues, pas les kilomètres."


def _shorter(service: float) -> str:
    return f"une visite de {duration(service)} au plus, " if service >= 5 else ""


def _and(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} et {items[-1]}"


def _or(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} ou {items[-1]}"


def _count(number: int) -> str:
    words = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 8: "huit", 12: "douze"}
    return words.get(number, FR.number(number))
