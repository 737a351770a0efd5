"""What a proposal may aim at, in words; the models of these names are the engine's."""

from __future__ import annotations

from .marking import _

GOALS = {
    "underserved": _("Le moins d’habitants sous le seuil d’APL"),
    "worst-served": _("La commune la moins servie au mieux"),
    "coverage": _("Le plus d’habitants près d’une cabine"),
    "minutes": _("Le trajet moyen le plus court"),
}

# Between which two a front may be drawn: the goals, the worst intercommunality, and what a plan costs.
COST = "cost"
AIMS = GOALS | {
    "worst-epci": _("L’intercommunalité la plus éloignée au plus près"),
    COST: _("Le moindre coût par an"),
}
# The measure in which each of them is told.
MEASURE_OF = {
    "underserved": "under",
    "worst-served": "least",
    "coverage": "within",
    "minutes": "mean",
    "worst-epci": "epci",
    COST: "cost",
}
