"""What a scenario changes, figure by figure, in the words and numbers of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from maillage.engine.siting.effects import Effects, Situation
from maillage.outputs.words import numbers
from maillage.planning.question import HORIZON_MINUTES
from maillage.web.studies.queries.words import spoken

from ..rules.settings import Settings
from .terrain import Terrain

PEOPLE, ACTS, SHARE, MINUTES, INDEX, COUNT, EUROS = "people", "acts", "share", "minutes", "index", "count", "euros"
DECIMALS = {PEOPLE: 0, ACTS: 2, SHARE: 1, MINUTES: 1, INDEX: 3, COUNT: 0, EUROS: 0}
MILLION = 1e6


@dataclass(frozen=True)
class Measure:
    """An indicator: its name in addresses and files, how it is told, which way is better (0: neither).

    ``of``: its value in a situation; None where the plan itself is measured. ``needs_site``: it says nothing while no
    site is open.
    """

    key: str
    label: str
    unit: str
    better: int
    of: Callable[[Situation], float] | None
    needs_site: bool = False


@dataclass(frozen=True)
class Line:
    """A measure before and after. Values None where there is nothing to say; ``good``: whether the change is."""

    measure: Measure
    before: float | None
    after: float | None
    note: str = ""

    @property
    def change(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def shown(self) -> dict[str, str]:
        unit = self.measure.unit
        return {
            "before": written(self.before, unit),
            "after": written(self.after, unit),
            "change": written(self.change, unit, sign=True) if self.change is not None else "",
            "note": self.note,
        }

    @property
    def good(self) -> bool | None:
        """None if what is shown did not change, or neither way is better."""
        if self.change is None or not self.measure.better or self.shown["before"] == self.shown["after"]:
            return None
        return self.change * self.measure.better > 0


def measures(settings: Settings) -> list[Measure]:
    """In the order in which pages tell them."""
    within, threshold = spoken().axis_number(settings.within_minutes), spoken().axis_number(settings.threshold)
    under = {"threshold": threshold}
    return [
        Measure("under", _("Habitants sous %(threshold)s") % under, PEOPLE, -1, lambda s: s.people_under),
        Measure("places", _("Communes sous %(threshold)s") % under, COUNT, -1, lambda s: s.places_under),
        Measure("apl", _("APL moyenne"), ACTS, 1, lambda s: s.apl_mean),
        Measure("least", _("APL de la commune la moins servie"), ACTS, 1, lambda s: s.apl_least),
        Measure("gini", _("Inégalité de l’APL (Gini)"), INDEX, -1, lambda s: s.apl_gini),
        Measure(
            "within",
            _("À moins de %(minutes)s min d’une cabine") % {"minutes": within},
            SHARE,
            1,
            lambda s: s.share_within,
        ),
        Measure("far", _("À plus de 20 min d’une cabine"), SHARE, -1, lambda s: s.share_far),
        Measure("mean", _("Trajet moyen"), MINUTES, -1, lambda s: s.mean_minutes, needs_site=True),
        Measure("p90", _("Neuf habitants sur dix : moins de"), MINUTES, -1, lambda s: s.p90_minutes, needs_site=True),
        Measure("ede", _("Trajet aussi mauvais pour tous"), MINUTES, -1, lambda s: s.ede_minutes, needs_site=True),
        Measure("longest", _("Trajet le plus long"), MINUTES, -1, _longest, needs_site=True),
        Measure(
            "epci", _("Intercommunalité la plus éloignée"), MINUTES, -1, lambda s: s.worst_epci_minutes, needs_site=True
        ),
        Measure("sites", _("Cabines à ouvrir"), COUNT, 0, None),
        Measure("cost", _("Coût par an"), EUROS, -1, None),
    ]


def lines(effects: Effects, settings: Settings, terrain: Terrain) -> list[Line]:
    """One line a measure."""
    plan = {"sites": float(effects.new_sites), "cost": effects.cost}
    return [
        Line(each, 0.0, plan[each.key])
        if each.of is None
        else Line(
            each,
            value_of(each, effects.before),
            value_of(each, effects.after),
            _epci_name(effects.after, terrain) if each.key == "epci" else "",
        )
        for each in measures(settings)
    ]


def written(value: float | None, unit: str, *, sign: bool = False) -> str:
    language = spoken().code
    if unit == SHARE:
        return numbers.percent(value, DECIMALS[unit], language=language, sign=sign)
    if unit == EUROS and value is not None and abs(value) >= MILLION:
        return numbers.number(value / MILLION, 2, language=language, sign=sign) + "\u202fM€"
    text = numbers.number(value, DECIMALS[unit], language=language, sign=sign)
    if value is None:
        return text
    return text + {MINUTES: "\u202fmin", EUROS: "\u202f€"}.get(unit, "")


def value_of(measure: Measure, situation: Situation) -> float | None:
    if measure.needs_site and not (situation.site >= 0).any():
        return None
    return float(measure.of(situation))


def _longest(situation: Situation) -> float:
    """Who has no site within the horizon counts for the horizon."""
    return HORIZON_MINUTES if situation.people_out_of_reach else float(np.nanmax(situation.minutes))


def _epci_name(situation: Situation, terrain: Terrain) -> str:
    named = terrain.communes.loc[terrain.communes["epci"] == situation.worst_epci, "epci_name"]
    return str(named.iloc[0]) if len(named) and (situation.site >= 0).any() else ""
