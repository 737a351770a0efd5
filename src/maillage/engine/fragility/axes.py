"""The axes of digital fragility: what each measures, which end is the fragile one, and on what it rests.

The choice follows the *indice de fragilité numérique* of La MedNum and Ansa in its public form (share without very fast
broadband, share without 4G, share aged 65+, share with little or no diploma, poverty rate), with three more: income,
since the poverty rate is withheld for most communes; equipment at home; and the time to a person who helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

# Beyond an hour one does not go: the axis says no more than "an hour or more".
FARTHEST_MINUTES = 60.0
# Homes and business premises for one inhabitant: about 37 million for 67 million people in 2018.
PREMISES_A_PERSON = 0.55


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Marks a message for translation without translating it."""
    return message


@dataclass(frozen=True)
class Axis:
    """``weight``: how much it counts if all axes are known, out of 100. ``formula`` and ``basis`` are French message
    ids: how the value is made, and what says that it matters. ``columns``: of the reference; empty if only a file of
    the user's gives it."""

    name: str
    label: str
    unit: str
    decimals: int
    fragile: Literal["high", "low"]
    weight: float
    formula: str
    basis: str
    columns: tuple[str, ...] = ()


SHARE = N_("part des habitants")

AXES = (
    Axis(
        "age",
        N_("Âge"),
        SHARE,
        1,
        "high",
        25.0,
        N_("part des 65 ans et plus, ceux de 75 ans et plus comptés deux fois"),
        N_("Illectronisme en 2021 : 62 % à 75 ans et plus, 24 % à 60-74 ans, 2 % à 15-24 ans (Insee Première 1953)."),
        ("share_65_plus_2016", "share_75_plus_2020"),
    ),
    Axis(
        "income",
        N_("Revenu"),
        N_("euros par an"),
        0,
        "low",
        15.0,
        N_("revenu médian par unité de consommation"),
        N_(
            "Illectronisme : environ 20 % parmi les deux cinquièmes les moins aisés, 3 % parmi le plus aisé "
            "(Insee Première 1953)."
        ),
        ("median_income_2015",),
    ),
    Axis(
        "poverty",
        N_("Pauvreté"),
        SHARE,
        1,
        "high",
        10.0,
        N_("part des personnes sous le seuil de pauvreté ; non diffusée pour les petites communes"),
        N_("Un des critères de l’indice de fragilité numérique (La MedNum, Ansa)."),
        ("poverty_rate_2015",),
    ),
    Axis(
        "diploma",
        N_("Diplôme"),
        N_("part des 15 ans et plus sortis de l’école"),
        1,
        "high",
        20.0,
        N_("part des personnes sans diplôme ou avec le seul certificat d’études"),
        N_("Illectronisme : 42 % avec au mieux le certificat d’études, 3 % à bac + 3 (Insee Première 1953)."),
    ),
    Axis(
        "equipment",
        N_("Équipement"),
        N_("part des ménages"),
        1,
        "high",
        5.0,
        N_("part des ménages sans ordinateur ni tablette"),
        N_("Sans accès à Internet chez soi en 2019 : 12 % ; à 75 ans et plus, 53 % (Insee Première 1780)."),
    ),
    Axis(
        "fibre",
        N_("Fibre"),
        N_("part des locaux"),
        0,
        "high",
        5.0,
        N_("part des locaux sans fibre : 1 − locaux raccordables ÷ (0,55 local par habitant)"),
        N_(
            "Un des critères de l’indice de fragilité numérique (La MedNum, Ansa). "
            "Chiffres de 2018 : le déploiement a beaucoup avancé, d’où un poids faible."
        ),
        ("fibre_premises_2018", "population"),
    ),
    Axis(
        "mobile",
        N_("4G"),
        SHARE,
        1,
        "high",
        5.0,
        N_("part des habitants sans 4G"),
        N_("Un des critères de l’indice de fragilité numérique (La MedNum, Ansa)."),
    ),
    Axis(
        "help",
        N_("Éloignement de l’aide"),
        N_("minutes"),
        0,
        "high",
        15.0,
        N_("temps en voiture jusqu’au point d’aide numérique le plus proche, une heure au plus"),
        N_("Hypothèse de maillage : qui est loin d’une personne qui aide reste plus longtemps sans aide."),
    ),
)
NAMES = tuple(axis.name for axis in AXES)


def axis_values(communes: pd.DataFrame, minutes_to_help: pd.Series, local: pd.DataFrame) -> pd.DataFrame:
    """What each axis measures, by commune; NaN where it is not known, a whole column of them where nothing tells it.

    ``communes``: reference table; ``minutes_to_help``: NaN beyond the farthest; ``local``: shares by commune from the
    user's files (:mod:`~..sources.local_axes`), which go before the reference.
    """
    people = communes["population"].where(communes["population"] > 0)
    served = communes["fibre_premises_2018"] / (people * PREMISES_A_PERSON)
    known = {
        "age": communes["share_65_plus_2016"] + communes["share_75_plus_2020"],
        "income": communes["median_income_2015"],
        "poverty": communes["poverty_rate_2015"] / 100,
        "fibre": 1 - served.clip(upper=1.0),
        "help": minutes_to_help.reindex(communes.index).where(communes["lat"].notna()),
    }
    table = pd.DataFrame(known, index=communes.index).reindex(columns=list(NAMES))
    for axis in local:
        told = local[axis].reindex(communes.index)
        # A newer figure of some communes says nothing of the rest: old and new are not ranked together.
        table[axis] = told if told.notna().any() else table[axis]
    return table.astype(np.float64)


def known_axes(values: pd.DataFrame) -> tuple[Axis, ...]:
    """Those of which anything is known."""
    return tuple(axis for axis in AXES if values[axis.name].notna().any())


def missing_axes(values: pd.DataFrame) -> tuple[Axis, ...]:
    return tuple(axis for axis in AXES if axis not in known_axes(values))


def axes_named(names: Sequence[str]) -> tuple[Axis, ...]:
    """In the order of the table."""
    return tuple(axis for axis in AXES if axis.name in names)
