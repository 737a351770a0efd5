"""What there is to say of opening hours: whom they reach, how good they are, what breaks and what a rule costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...engine.siting.hours.conflicts import Conflict
from ...engine.siting.hours.costs import Cost
from ...engine.siting.hours.problem import RosterProblem
from ...engine.siting.hours.roster import Roster
from ...engine.siting.hours.wished import SiteWish
from ...engine.sources.hours_week import Session
from .language import FRENCH as FR
from .tour import FIXED, WEEKDAYS, clock, duration, span

# A line may break after a dash, even before a space that never breaks.
JOINER = "\u2060"
# A gap below it is arithmetic.
SHOWN_GAP = 1e-5
RULE = {
    "evening_contracts": "les contrats sans soirée",
    "saturday_contracts": "les contrats qui limitent les samedis",
    "not_before": "pas de soirée puis de matinée",
    "evenings": "le nombre de soirées par semaine",
    "moves": "le nombre de trajets par jour",
    "meal": "la pause de midi",
    "same_every_week": "les mêmes horaires chaque semaine",
}
REASON = {
    "way": ("habite trop loin", "habitent trop loin"),
    "sunday": (
        "ne peut travailler le dimanche (repos hebdomadaire)",
        "ne peuvent travailler le dimanche (repos hebdomadaire)",
    ),
    "evenings": ("a un contrat sans soirée", "ont un contrat sans soirée"),
    "saturdays": ("n'a pas tous ses samedis", "n'ont pas tous leurs samedis"),
    "contract": ("a un contrat plus court que ce créneau", "ont un contrat plus court que ce créneau"),
    "others": ("est pris par d'autres souhaits ou par son repos", "sont pris par d'autres souhaits ou par leur repos"),
}
LIFT = {
    "evening_contracts": "que les contrats sans soirée en permettent",
    "saturday_contracts": "que chacun puisse travailler tous les samedis",
    "evenings": "plus de soirées par semaine et par médiateur",
    "not_before": "une matinée possible après une soirée",
    "meal": "une pause de midi plus courte",
    "moves": "plus de trajets dans la journée",
    "same_every_week": "des horaires qui changent d'une semaine à l'autre",
    "way": "trente minutes de trajet de plus depuis le domicile",
    "contracts": "des contrats de 44 heures",
    "mediator": "un médiateur de plus, sur place, à 35 heures",
}


def headline(roster: Roster) -> str:
    """The plan in a sentence that can be said aloud."""
    near = roster.problem.demand.people[roster.problem.demand.near.any(axis=1)].sum()
    share = FR.percent(roster.people / near, 1) if near else FR.percent(None)
    return (
        f"Chaque semaine, {FR.number(roster.people)} habitants sur les {FR.number(near)} à portée d'un site ({share}) "
        "trouvent au moins une plage où venir."
    )


def proof(roster: Roster) -> str:
    """How good the plan is proven to be."""
    if roster.gap <= SHOWN_GAP:
        return "Aucun autre planning qui respecte les règles n'en atteint davantage : c'est prouvé."
    return (
        f"Aucun planning qui respecte les règles n'en atteint plus de {FR.number(roster.bound)} : celui-ci est à "
        f"{FR.percent(roster.gap, 2)} de cette limite au plus, c'est prouvé."
    )


def wish_words(problem: RosterProblem, wish: SiteWish) -> str:
    """``Maule ouvert le samedi de 9 h à 12 h``."""
    site = problem.sites[wish.site]
    if wish.session is not None:
        return f"{site.name} ouvert le {WEEKDAYS[wish.session.day]} {span(wish.session.start, wish.session.end)}"
    if wish.what == "least":
        return f"{site.name} ouvert au moins {duration(wish.least * 60)} par semaine"
    return f"{site.name} ouvert au plus {duration(wish.most * 60)} par semaine"


def conflict_sentence(problem: RosterProblem, conflict: Conflict) -> str:
    """Which wish breaks, why, and what would have to give."""
    told = f"{wish_words(problem, conflict.wish)} : aucun planning ne le permet. {reasons(conflict)}"
    if not conflict.lifts:
        return f"{told} Aucune règle levée seule n'y suffirait : il faudrait renoncer à ce souhait ou à un autre."
    return f"{told} Il faudrait, au choix : {' ; '.join(LIFT[lift] for lift in conflict.lifts)}."


def reasons(conflict: Conflict) -> str:
    """Of all mediators, how many cannot, and why."""
    if not conflict.reasons:
        return "Il n'y a aucun médiateur."
    parts = []
    for reason, number in Counter(conflict.reasons).most_common():
        one, several = REASON[reason]
        parts.append(
            f"{FR.number(number)} {'médiateur' if number == 1 else 'médiateurs'} {one if number == 1 else several}"
        )
    return f"{' ; '.join(parts)}."


def cost_sentence(cost: Cost) -> str:
    """What a rule costs in people."""
    name = RULE[cost.rule]
    if cost.at_most < 1:
        return f"Sans la règle « {name} » : personne de plus, c'est prouvé."
    if cost.more < 1:
        return (
            f"Sans la règle « {name} » : rien de mieux n'a été trouvé, et ce serait au plus "
            f"{FR.number(cost.at_most)} habitants de plus."
        )
    return (
        f"Sans la règle « {name} » : {FR.number(cost.more)} habitants de plus ont été atteints, et ce serait au plus "
        f"{FR.number(cost.at_most)}."
    )


def rules_in_words(problem: RosterProblem) -> list[str]:
    """Every rule that the roster keeps, with its source."""
    rules = problem.rules
    told = [
        (
            "Au plus 10 heures de travail par jour, et 12 heures de la première à la dernière (Code du travail, "
            "L3121-18 ; décret 2000-815, article 3)."
        ),
        "Une pause de 20 minutes avant de dépasser 6 heures de travail (L3121-16).",
        "Au moins 11 heures de repos entre deux journées (L3131-1), 35 autour du dimanche (L3132-2 et L3132-3).",
        (
            "Jamais plus d'heures par semaine que le contrat, trajets entre sites compris ; ceux du domicile n'y "
            "comptent pas (L3121-4)."
        ),
    ]
    if rules.saturday_contracts and any(each.saturdays == "half" for each in problem.mediators):
        told.append("Un samedi sur deux au plus, pour ceux dont c'est la règle.")
    if rules.not_before is not None:
        told.append(
            f"Après une soirée (fin après {clock(rules.late_after)}), pas de reprise avant {clock(rules.not_before)}."
        )
    if rules.evenings is not None:
        told.append(f"Au plus {FR.number(rules.evenings)} soirées par semaine et par médiateur.")
    if rules.meal is not None:
        told.append(f"Une pause de {duration(rules.meal)} à midi pour qui travaille avant et après.")
    if rules.moves is not None:
        told.append(f"Au plus {FR.number(rules.moves)} changement de site par jour.")
    if rules.same_every_week and problem.weeks > 1:
        told.append("Les horaires d'un site sont les mêmes chaque semaine.")
    return told


def hours_of_days(sessions: Sequence[Session]) -> list[tuple[str, list[str]]]:
    """Each day of the week and its hours: ``("lundi", ["9 h – 12 h"])``; none on a day that is closed."""
    return [
        (name, [between(each.start, each.end) for each in sessions if each.day == day])
        for day, name in enumerate(WEEKDAYS)
    ]


def days_together(sessions: Sequence[Session]) -> list[str]:
    """Days of the same hours in one line: ``Lundi, mardi : 9 h – 12 h, 14 h – 17 h``."""
    days: dict[str, list[str]] = {}
    for name, hours in hours_of_days(sessions):
        if hours:
            days.setdefault(", ".join(hours), []).append(name)
    return [f"{', '.join(names).capitalize()} : {hours}" for hours, names in days.items()]


def between(start: float, end: float) -> str:
    """``9 h – 12 h 30``."""
    return f"{clock(start)}{FIXED}–{JOINER}{FIXED}{clock(end)}"
