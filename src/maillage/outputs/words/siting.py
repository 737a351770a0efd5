"""What there is to say of a proposal of sites: what it changes, how good it is proven to be, what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...engine.siting.effects import FAR_MINUTES, Effects, Situation
from ...engine.siting.goals import goal
from ...engine.siting.plan import Conflict, Plan
from .language import FRENCH, Language

# A gap below it is written "prouvé": the arithmetic of the solver knows no better.
SHOWN_GAP = 5e-4
# What has no value as long as no site is open.
WAYS = frozenset({"mean_minutes", "p90_minutes", "share_far"})


@dataclass(frozen=True)
class Change:
    """One line of before → after, written. ``better``: is the change for the better? None when there is none."""

    name: str
    label: str
    before: str
    after: str
    difference: str
    better: bool | None


def changes(effects: Effects, *, within_minutes: float, threshold: float, language: Language = FRENCH) -> list[Change]:
    """What people gain or lose, the most telling first. With no site today, there is no way to one: it is not shown."""
    say, number = language.gettext, language.number
    minutes, mark = language.axis_number(within_minutes), language.axis_number(threshold)
    far = language.axis_number(FAR_MINUTES)
    before, after = effects.before, effects.after

    def line(name: str, label: str, decimals: int, *, more_is_better: bool, share: bool = False) -> Change:
        was, now = (float(getattr(each, name)) for each in (before, after))
        write = language.percent if share else number
        unknown = name in WAYS and not (before.site >= 0).any()
        change = np.nan if unknown else now - was
        told = np.isfinite(change) and abs(change) >= 10.0 ** -(decimals + 3)
        better = (change > 0) is more_is_better if told else None
        return Change(
            name,
            label,
            write(None if unknown else was, decimals),
            write(now, decimals),
            write(change, decimals, sign=True),
            better,
        )

    return [
        line("people_under", say("Habitants sous le seuil de %s") % mark, 0, more_is_better=False),
        line("places_under", say("Communes sous le seuil de %s") % mark, 0, more_is_better=False),
        line("apl_mean", say("Consultations par an et par habitant"), 2, more_is_better=True),
        line("apl_least", say("Dans la commune la moins bien servie"), 2, more_is_better=True),
        line("apl_gini", say("Inégalité de l'accès (indice de Gini)"), 3, more_is_better=False),
        line("people_within", say("Habitants à %s minutes d'un lieu, au plus") % minutes, 0, more_is_better=True),
        line("share_within", say("Leur part"), 1, more_is_better=True, share=True),
        line("mean_minutes", say("Minutes jusqu'au lieu le plus proche, en moyenne"), 1, more_is_better=False),
        line("p90_minutes", say("Minutes que neuf habitants sur dix ne dépassent pas"), 1, more_is_better=False),
        line("share_far", say("Part des habitants à plus de %s minutes") % far, 1, more_is_better=False, share=True),
    ]


GOALS = {
    "underserved": "Le moins d'habitants possible sous le seuil de %(threshold)s consultations par an.",
    "worst-served": "La commune la moins bien servie le soit le mieux possible.",
    "coverage": "Le plus d'habitants possible à %(minutes)s minutes d'un lieu, au plus.",
    "minutes": "Le moins de minutes possible, en moyenne, jusqu'au lieu le plus proche.",
    "farthest": "Le trajet le plus long aussi court que possible.",
    "fewest": "Le moins de lieux possible pour que chacun en ait un à %(minutes)s minutes.",
    "equity": "Des trajets aussi égaux et aussi courts que possible.",
}


def goal_sentence(goal: str, *, within_minutes: float, threshold: float, language: Language = FRENCH) -> str:
    """What the plan is best at."""
    told = {"minutes": language.axis_number(within_minutes), "threshold": language.axis_number(threshold)}
    return language.gettext(GOALS[goal]) % told


def proof(plan: Plan, language: Language = FRENCH) -> str:
    """How far from the best the plan may be."""
    if plan.gap < SHOWN_GAP:
        return language.gettext("Aucun autre choix de lieux ne fait mieux sous les mêmes conditions : c'est prouvé.")
    message = language.gettext(
        "Aucun choix ne peut faire mieux de plus de %(gap)s : c'est ce que le temps de calcul a permis de prouver."
    )
    return message % {"gap": language.percent(plan.gap, 1)}


def lost(name: str, value: float, language: Language = FRENCH) -> str:
    """What a goal loses without a site, in its unit: ``−1 234 hab.``, ``+0,06 min``; a dash where nothing is lost."""
    sought = goal(name)
    decimals, unit = {"minutes": (2, "min"), "apl": (2, ""), "sites": (0, "")}.get(sought.unit, (0, "hab."))
    if not abs(value) >= 0.5 * 10.0**-decimals:
        return language.number(None)
    worse = value if sought.sense == "least" else -value
    written = language.number(worse, decimals, sign=True)
    return f"{written} {language.gettext(unit)}" if unit else written


def enough(new_sites: int, count: int | None, language: Language = FRENCH) -> str:
    """That fewer sites than were allowed do all that can be done; empty otherwise."""
    if count is None or new_sites >= count:
        return ""
    message = language.ngettext(
        "%(count)s lieu suffit : un lieu de plus ne changerait rien à ce but.",
        "%(count)s lieux suffisent : un lieu de plus ne changerait rien à ce but.",
        new_sites,
    )
    return message % {"count": language.number(new_sites)}


def conflict_sentence(conflict: Conflict, language: Language = FRENCH) -> str:
    """Which wishes cannot hold together, and what each would have to become."""
    message = language.gettext("Ces conditions ne peuvent pas tenir ensemble : %s.")
    sentence = message % ", ".join(conflict.wishes)
    gives = "; ".join(f"{wish} : {words}" for wish, words in conflict.would_give.items())
    return f"{sentence} {language.gettext('Il suffirait que :')} {gives}." if gives else sentence


def listed(names: Sequence[str], at_most: int, language: Language = FRENCH) -> str:
    """``A, B, C et 4 autres``."""
    shown = ", ".join(names[:at_most])
    rest = len(names) - at_most
    if rest <= 0:
        return shown
    more = language.ngettext("et %(count)s autre", "et %(count)s autres", rest) % {"count": language.number(rest)}
    return f"{shown} {more}"


def situation_sentence(after: Situation, *, within_minutes: float, language: Language = FRENCH) -> str:
    """The first thing to say of a plan."""
    message = language.gettext("%(people)s habitants (%(share)s) auraient un lieu à %(minutes)s minutes au plus.")
    return message % {
        "people": language.number(after.people_within),
        "share": language.percent(after.share_within),
        "minutes": language.axis_number(within_minutes),
    }
