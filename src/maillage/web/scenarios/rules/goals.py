"""What a proposal may aim at, in words; the models of these names are the engine's."""

from __future__ import annotations

from maillage.web.marking import _

GOALS = {
    "underserved": _("Le moins d’habitants sous le seuil d’APL"),
    "worst-served": _("La commune la moins servie au mieux"),
    "coverage": _("Le plus d’habitants près d’une cabine"),
    "minutes": _("Le trajet moyen le plus court"),
    "farthest": _("Le trajet le plus long au plus court"),
    "equity": _("Des trajets aussi égaux que courts"),
    "fewest": _("Le moins de sites pour que chacun soit proche"),
}

# Between which two a front may be drawn: goals that a measure tells, the worst intercommunality, and what a plan costs.
COST = "cost"
MEASURE_OF = {
    "underserved": "under",
    "worst-served": "least",
    "coverage": "within",
    "minutes": "mean",
    "farthest": "longest",
    "equity": "ede",
    "far": "far",
    "p90": "p90",
    "worst-epci": "epci",
    COST: "cost",
}
# By what a person is told how much better or worse a site does its part.
TOLD_BY = MEASURE_OF | {"fewest": "within"}
AIMS = {
    **{name: label for name, label in GOALS.items() if name in MEASURE_OF},
    "far": _("Le moins d’habitants à plus de 20 minutes"),
    "p90": _("Le trajet de neuf habitants sur dix le plus court"),
    "worst-epci": _("L’intercommunalité la plus éloignée au plus près"),
    COST: _("Le moindre coût par an"),
}
