"""What there is to say of a proposal of sites, in French as its document: what it changes, how good it is proven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...engine.siting.effects import FAR_MINUTES, Effects, Situation
from ...engine.siting.goals import goal
from ...engine.siting.plan import Plan
from ...engine.siting.why_here import judge_of
from .language import FRENCH as FR

# A gap below it is written "prouvé": the arithmetic of the solver knows no better.
SHOWN_GAP = 5e-4
# What has no value as long as no site is open.
WAYS = frozenset({"mean_minutes", "p90_minutes", "share_far"})
GOALS = {
    "underserved": "Le moins d'habitants possible sous le seuil de {threshold} consultations par an.",
    "worst-served": "La commune la moins bien servie le soit le mieux possible.",
    "coverage": "Le plus d'habitants possible à {minutes} minutes d'un lieu, au plus.",
    "minutes": "Le moins de minutes possible, en moyenne, jusqu'au lieu le plus proche.",
    "farthest": "Le trajet le plus long aussi court que possible.",
    "fewest": "Le moins de lieux possible pour que chacun en ait un à {minutes} minutes.",
    "equity": "Des trajets aussi égaux et aussi courts que possible.",
}


@dataclass(frozen=True)
class Change:
    """One line of before → after, written. ``better``: is the change for the better? None when there is none."""

    name: str
    label: str
    before: str
    after: str
    difference: str
    better: bool | None


def changes(effects: Effects, *, within_minutes: float, threshold: float) -> list[Change]:
    """What people gain or lose, the most telling first. With no site today, there is no way to one: it is not shown."""
    minutes, mark, far = (FR.axis_number(value) for value in (within_minutes, threshold, FAR_MINUTES))
    before, after = effects.before, effects.after

    def line(name: str, label: str, decimals: int, *, more_is_better: bool, share: bool = False) -> Change:
        was, now = (float(getattr(each, name)) for each in (before, after))
        write = FR.percent if share else FR.number
        unknown = name in WAYS and not (before.site >= 0).any()
        change = np.nan if unknown else now - was
        told = np.isfinite(change) and abs(change) >= 10.0 ** -(decimals + 3)
        return Change(
            name,
            label,
            write(None if unknown else was, decimals),
            write(now, decimals),
            write(change, decimals, sign=True),
            (change > 0) is more_is_better if told else None,
        )

    return [
        line("people_under", f"Habitants sous le seuil de {mark}", 0, more_is_better=False),
        line("places_under", f"Communes sous le seuil de {mark}", 0, more_is_better=False),
        line("apl_mean", "Consultations par an et par habitant", 2, more_is_better=True),
        line("apl_least", "Dans la commune la moins bien servie", 2, more_is_better=True),
        line("apl_gini", "Inégalité de l'accès (indice de Gini)", 3, more_is_better=False),
        line("people_within", f"Habitants à {minutes} minutes d'un lieu, au plus", 0, more_is_better=True),
        line("share_within", "Leur part", 1, more_is_better=True, share=True),
        line("mean_minutes", "Minutes jusqu'au lieu le plus proche, en moyenne", 1, more_is_better=False),
        line("p90_minutes", "Minutes que neuf habitants sur dix ne dépassent pas", 1, more_is_better=False),
        line("share_far", f"Part des habitants à plus de {far} minutes", 1, more_is_better=False, share=True),
    ]


def goal_sentence(name: str, *, within_minutes: float, threshold: float) -> str:
    """What the plan is best at."""
    return GOALS[name].format(minutes=FR.axis_number(within_minutes), threshold=FR.axis_number(threshold))


def proof(plan: Plan) -> str:
    """How far from the best the plan may be."""
    if plan.gap < SHOWN_GAP:
        return "Aucun autre choix de lieux ne fait mieux sous les mêmes conditions : c'est prouvé."
    gap = FR.percent(plan.gap, 1)
    return f"Aucun choix ne peut faire mieux de plus de {gap} : c'est ce que le temps de calcul a permis de prouver."


def lost(name: str, value: float) -> str:
    """What a goal loses without a site, in its unit: ``+1 234 hab.``, ``+0,06 min``; a dash where nothing is lost."""
    sought = judge_of(goal(name))
    decimals, unit = {"minutes": (2, " min"), "apl": (2, ""), "sites": (0, "")}.get(sought.unit, (0, " hab."))
    if not abs(value) >= 0.5 * 10.0**-decimals:
        return FR.number(None)
    return FR.number(value if sought.sense == "least" else -value, decimals, sign=True) + unit


def enough(new_sites: int, count: int | None) -> str:
    """That fewer sites than were allowed do all that can be done; empty otherwise."""
    if count is None or new_sites >= count:
        return ""
    told = f"{FR.number(new_sites)} {'lieu suffit' if new_sites < 2 else 'lieux suffisent'}"
    return f"{told} : un lieu de plus ne changerait rien à ce but."


def listed(names: Sequence[str], at_most: int) -> str:
    """``A, B, C et 4 autres``."""
    shown, rest = ", ".join(names[:at_most]), len(names) - at_most
    return f"{shown} et {FR.number(rest)} {'autre' if rest == 1 else 'autres'}" if rest > 0 else shown


def situation_sentence(after: Situation, *, within_minutes: float) -> str:
    """The first thing to say of a plan."""
    people, share = FR.number(after.people_within), FR.percent(after.share_within)
    return f"{people} habitants ({share}) auraient un lieu à {FR.axis_number(within_minutes)} minutes au plus."
