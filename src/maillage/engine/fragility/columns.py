"""Every column of an assessment: what people call it, its unit, and how it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .axes import AXES, Axis

PEOPLE, POINTS, HOURS = "habitants", "points sur 100", "heures par an"
_RANK = "place dans le territoire, 1 pour la commune la plus fragile"


@dataclass(frozen=True)
class Column:
    """``label``, ``unit`` and ``method`` are in French, as they stand in the files."""

    name: str
    label: str
    unit: str = ""
    decimals: int = 0
    method: str = ""


HEAD = (
    Column("name", "Commune"),
    Column("departement", "Département"),
    Column("epci", "EPCI (SIREN)"),
    Column("population", "Habitants", PEOPLE),
    Column("fragility", "Fragilité numérique", POINTS, 1, "moyenne pesée des rangs des axes connus"),
    Column("weight_known", "Part des poids dont l’axe est connu", "", 2),
    Column("rank", "Rang", "", 0, _RANK),
    Column("rank_first", "Rang le plus fragile", "", 0, "quand chaque poids varie de moitié"),
    Column("rank_last", "Rang le moins fragile", "", 0, "quand chaque poids varie de moitié"),
    Column("first_tenth", "Dans le dixième le plus fragile", "", 2, "part des jeux de poids où elle y est"),
)
TAIL = (
    Column("nearest_help", "Point d’aide le plus proche"),
    Column("apl", "APL aux médecins généralistes", "consultations par an et par habitant", 2),
    Column("in_difficulty", "Personnes en difficulté avec le numérique", PEOPLE, 0, "estimation"),
    Column("in_difficulty_low", "… estimation basse", PEOPLE),
    Column("in_difficulty_high", "… estimation haute", PEOPLE),
    Column("not_reached", "Personnes que la télémédecine n’atteindrait pas seules", PEOPLE, 0, "estimation"),
    Column("not_reached_low", "… estimation basse", PEOPLE),
    Column("not_reached_high", "… estimation haute", PEOPLE),
    Column("fragility_class", "Tiers de fragilité (2 : le plus fragile)"),
    Column("access_class", "Accès aux médecins (2 : sous le seuil)"),
    Column("accompaniment", "Priorité d’accompagnement", POINTS, 1, "√(fragilité × rang du manque de médecins)"),
    Column("accompaniment_place", "Place"),
    Column("accompaniment_tied", "Communes à égalité"),
    Column("hours", "Heures de médiation", HOURS, 0, "personnes × part qui vient × séances × durée"),
    Column("hours_low", "… estimation basse", HOURS),
    Column("hours_high", "… estimation haute", HOURS),
)


def columns(axes: Sequence[Axis] = AXES) -> tuple[Column, ...]:
    """In the order of the files: identity and index, what each axis is and brings, then the crossing."""
    middle = []
    for axis in axes:
        middle.append(Column(f"value_{axis.name}", axis.label, axis.unit, axis.decimals, axis.formula))
        middle.append(Column(f"rank_of_{axis.name}", axis.label, "", 3, "part des Français mieux lotis sur cet axe"))
        middle.append(Column(f"points_{axis.name}", axis.label, POINTS, 1, "ce que l’axe apporte à l’indice"))
    return (*HEAD, *middle, *TAIL)
