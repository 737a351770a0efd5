"""Every column of an assessment: what people call it, its unit, and how it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .axes import AXES, N_, Axis

PEOPLE, POINTS, HOURS = N_("habitants"), N_("points sur 100"), N_("heures par an")
_RANK = N_("place dans le territoire, 1 pour la commune la plus fragile")


@dataclass(frozen=True)
class Column:
    """``label``, ``unit`` and ``method`` are French message ids."""

    name: str
    label: str
    unit: str = ""
    decimals: int = 0
    method: str = ""


HEAD = (
    Column("name", N_("Commune")),
    Column("departement", N_("Département")),
    Column("epci", N_("EPCI (SIREN)")),
    Column("population", N_("Habitants"), PEOPLE),
    Column("fragility", N_("Fragilité numérique"), POINTS, 1, N_("moyenne pesée des rangs des axes connus")),
    Column("weight_known", N_("Part des poids dont l’axe est connu"), "", 2),
    Column("rank", N_("Rang"), "", 0, _RANK),
    Column("rank_first", N_("Rang le plus fragile"), "", 0, N_("quand chaque poids varie de moitié")),
    Column("rank_last", N_("Rang le moins fragile"), "", 0, N_("quand chaque poids varie de moitié")),
    Column("first_tenth", N_("Dans le dixième le plus fragile"), "", 2, N_("part des jeux de poids où elle y est")),
)
TAIL = (
    Column("nearest_help", N_("Point d’aide le plus proche")),
    Column("apl", N_("APL aux médecins généralistes"), N_("consultations par an et par habitant"), 2),
    Column("in_difficulty", N_("Personnes en difficulté avec le numérique"), PEOPLE, 0, N_("estimation")),
    Column("in_difficulty_low", N_("… estimation basse"), PEOPLE),
    Column("in_difficulty_high", N_("… estimation haute"), PEOPLE),
    Column("not_reached", N_("Personnes que la télémédecine n’atteindrait pas seules"), PEOPLE, 0, N_("estimation")),
    Column("not_reached_low", N_("… estimation basse"), PEOPLE),
    Column("not_reached_high", N_("… estimation haute"), PEOPLE),
    Column("fragility_class", N_("Tiers de fragilité (2 : le plus fragile)")),
    Column("access_class", N_("Accès aux médecins (2 : sous le seuil)")),
    Column(
        "accompaniment", N_("Priorité d’accompagnement"), POINTS, 1, N_("√(fragilité × rang du manque de médecins)")
    ),
    Column("accompaniment_place", N_("Place")),
    Column("accompaniment_tied", N_("Communes à égalité")),
    Column("hours", N_("Heures de médiation"), HOURS, 0, N_("personnes × part qui vient × séances × durée")),
    Column("hours_low", N_("… estimation basse"), HOURS),
    Column("hours_high", N_("… estimation haute"), HOURS),
)


def columns(axes: Sequence[Axis] = AXES) -> tuple[Column, ...]:
    """In the order of the files: identity and index, what each axis is and brings, then the crossing."""
    middle = []
    for axis in axes:
        middle.append(Column(f"value_{axis.name}", axis.label, axis.unit, axis.decimals, axis.formula))
        middle.append(
            Column(f"rank_of_{axis.name}", axis.label, "", 3, N_("part des Français mieux lotis sur cet axe"))
        )
        middle.append(Column(f"points_{axis.name}", axis.label, POINTS, 1, N_("ce que l’axe apporte à l’indice")))
    return (*HEAD, *middle, *TAIL)
