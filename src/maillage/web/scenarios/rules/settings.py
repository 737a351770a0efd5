"""What a scenario aims at, what it must respect, and what it assumes of a cabin; every assumption is shown and may be
changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from maillage.web.marking import _

from .edits import Change, Value


@dataclass(frozen=True)
class Settings:
    """``kinds``: of places where a site may open, beside the authority's own list. ``None``: not wished. ``count`` and
    ``budget`` (€ a year) are of the new sites; ``own_at_least``, ``partner_at_least``: how many of them are the
    authority's own, or a partner's; ``cost``: of a site that says nothing else, € a year. Acts of a cabin: stations ×
    hours × weeks × acts an hour."""

    name: str = ""
    reasons: str = ""
    goal: str = "underserved"
    count: int | None = 50
    budget: float | None = None
    own_at_least: int | None = None
    partner_at_least: int | None = None
    one_per_commune: bool = True
    each_epci: bool = True
    apart_km: float | None = None
    stations: int = 1
    hours_a_week: float = 30.0
    weeks_a_year: float = 47.0
    acts_an_hour: float = 3.0
    cost: float = 48_000.0
    within_minutes: float = 15.0
    threshold: float = 2.5
    kinds: str = "town_hall,france_services"

    @property
    def acts(self) -> float:
        """Consultations a year that one cabin adds."""
        return self.stations * self.hours_a_week * self.weeks_a_year * self.acts_an_hour


# Of the places that a site may open in; all but the first two come with an extraction of FINESS.
KINDS = {
    "town_hall": _("Mairies"),
    "france_services": _("France services"),
    "pharmacy": _("Pharmacies"),
    "health_house": _("Maisons de santé"),
    "health_centre": _("Centres de santé"),
    "hospital": _("Hôpitaux"),
}
NAMES = frozenset(field.name for field in fields(Settings))
WISHES = (
    "goal",
    "count",
    "budget",
    "own_at_least",
    "partner_at_least",
    "one_per_commune",
    "each_epci",
    "apart_km",
)
ASSUMPTIONS = (
    "stations",
    "hours_a_week",
    "weeks_a_year",
    "acts_an_hour",
    "cost",
    "within_minutes",
    "threshold",
)
# Long enough that two versions of one must be read side by side.
TEXTS = ("name", "reasons")
LABELS = {
    "name": _("Nom"),
    "reasons": _("Raisons"),
    "goal": _("But"),
    "count": _("Nombre de sites"),
    "budget": _("Budget par an (€)"),
    "own_at_least": _("Au moins, à nous"),
    "partner_at_least": _("Au moins, chez des partenaires"),
    "one_per_commune": _("Un seul par commune"),
    "each_epci": _("Au moins un par intercommunalité"),
    "apart_km": _("Distance minimale (km)"),
    "stations": _("Postes par site"),
    "hours_a_week": _("Heures par semaine"),
    "weeks_a_year": _("Semaines par an"),
    "acts_an_hour": _("Consultations par heure"),
    "cost": _("Coût d’un site par an (€)"),
    "within_minutes": _("Proche : minutes au plus"),
    "threshold": _("Seuil d’APL"),
    "kinds": _("Lieux possibles"),
}


def settings_of(values: Mapping[str, Value]) -> Settings:
    """What was said, and for the rest what is usual. "No number" is said as an empty text."""
    return Settings(**{name: None if values[name] == "" else values[name] for name in NAMES if name in values})


def put(values: Mapping[str, Value], said: Mapping[str, Any]) -> tuple[Change, ...]:
    """The changes that make the settings say this; what they say already changes nothing."""
    now = settings_of(values)
    return tuple(
        Change(name, values.get(name), "" if value is None else value)
        for name, value in said.items()
        if getattr(now, name) != value
    )


# What the engine names otherwise when wishes cannot hold together.
CONFLICTS = {
    "existing": _("Sites qui existent"),
    "locked": _("Sites verrouillés"),
    "forbidden": _("Sites exclus"),
    "quota own": LABELS["own_at_least"],
    "quota partner": LABELS["partner_at_least"],
}
