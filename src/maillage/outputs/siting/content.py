"""What the document of a proposal says: plain strings, numbers and drawings, ready for the template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd

from ...engine.siting.proposal import Proposal
from ...engine.siting.sites import OWN, PARTNER
from ...engine.siting.wishes import Wishes
from ...engine.sources.provenance import Provenance
from ..drawing.svg import standalone
from ..words.language import FRENCH as FR
from ..words.names import capitalised
from ..words.siting import changes, enough, goal_sentence, listed, lost, proof, situation_sentence
from ..words.territory import place_of
from .map import plan_map
from .table import site_table

NAMED = 4


def content(proposal: Proposal, outlines: gpd.GeoSeries, provenance: Sequence[Provenance]) -> dict[str, Any]:
    """The whole document as JSON-able values. ``outlines``: of the territory's communes, by code."""
    ground, after = proposal.question.ground, proposal.effects.after
    asked = {"within_minutes": proposal.within_minutes, "threshold": proposal.threshold}
    lines = changes(proposal.effects, **asked)
    new, inside = proposal.effects.new_sites, place_of(ground.territory).inside
    return {
        "title": f"{FR.number(new)} {'lieu' if new == 1 else 'lieux'} de téléconsultation {inside}",
        "dated": f"Proposition calculée, chiffres de {ground.year}",
        "foot": "maillage, d'après la DREES, l'Insee et l'ANCT",
        "goal": goal_sentence(proposal.goal, **asked),
        "map": {"svg": standalone(plan_map(proposal, outlines, label_size=14.0)), "alt": _map_alt(proposal)},
        "legend": "Disque : lieu de la collectivité. Losange : lieu d'un partenaire. Carré : déjà ouvert. "
        "Couleur : consultations par an et par habitant avec les lieux, du brun (peu) au vert (beaucoup), seuil "
        "2,5.",
        "figures": [
            {"value": line.after, "label": line.label, "note": f"aujourd'hui : {line.before}"}
            for line in (lines[0], lines[2], lines[5])
        ],
        "headline": situation_sentence(after, within_minutes=proposal.within_minutes),
        "changes": [vars(line) for line in lines],
        "proof": _proof(proposal),
        "conditions": conditions(proposal),
        "how-to-read": "Habitants : ceux dont ce lieu est le plus proche. Lui seul sert : les communes sans autre "
        f"lieu à {FR.axis_number(proposal.within_minutes)} minutes. Sans lui : ce que le but perdrait. À défaut : "
        "le lieu qui le remplacerait le mieux.",
        "sites": _sites(proposal),
        "method": _method(proposal),
        "limits": _limits(proposal),
        "sources": _sources(provenance),
    }


def _proof(proposal: Proposal) -> str:
    fewer = enough(proposal.effects.new_sites, proposal.question.problem.wishes.count)
    return f"{fewer} {proof(proposal.plan)}".strip()


def conditions(proposal: Proposal) -> list[str]:
    """What was asked of the plan and what was assumed, one sentence each."""
    question, wishes = proposal.question, proposal.question.problem.wishes
    cabin = question.cabin
    told = [
        (
            f"Chaque lieu, sauf indication de sa ligne : {FR.number(cabin.stations)} poste, "
            f"{FR.axis_number(cabin.hours_a_week)} heures par semaine, {FR.axis_number(cabin.weeks_a_year)} semaines "
            f"par an, {FR.axis_number(cabin.acts_an_hour)} consultations à l'heure, soit {FR.number(cabin.acts)} par "
            "an : c'est une hypothèse."
        ),
        f"{FR.number(len(question.sites))} lieux étaient possibles.",
        *_wishes(wishes),
    ]
    if question.ground.left_out:
        told.append(f"Sans APL publiée, donc non comptées : {listed(question.ground.left_out, NAMED)}.")
    return told


def _wishes(wishes: Wishes) -> list[str]:
    told = []
    if wishes.count is not None:
        told.append(f"Au plus {FR.number(wishes.count)} lieux nouveaux.")
    if wishes.budget is not None:
        told.append(f"Un budget de {FR.number(wishes.budget)}.")
    for quota in wishes.quotas:
        most = "" if quota.at_most is None else f" et au plus {FR.number(quota.at_most)}"
        told.append(f"Propriétaire « {quota.owner} » : au moins {FR.number(quota.at_least)}{most}.")
    for name, keys in (("imposés", wishes.locked), ("exclus", wishes.forbidden), ("déjà ouverts", wishes.existing)):
        if keys:
            told.append(f"Lieux {name} : {listed(keys, NAMED)}.")
    if wishes.one_per_commune:
        told.append("Au plus un lieu par commune.")
    if wishes.each_epci:
        told.append("Au moins un lieu dans chaque intercommunalité où c'est possible.")
    if wishes.apart_km is not None:
        told.append(f"Deux lieux sont distants de {FR.axis_number(wishes.apart_km)} km au moins, à vol d'oiseau.")
    if wishes.capacities:
        told.append("Aucun lieu ne sert plus d'habitants que sa capacité.")
    return told


def _sites(proposal: Proposal) -> list[dict[str, str]]:
    table, names = site_table(proposal), proposal.question.ground.inside["name"]
    all_names = proposal.question.sites["name"]
    rows = []
    for rank, row in enumerate(table.sort_values("nearest_people", ascending=False).to_dict("records"), 1):
        alone = [names[code] for code in str(row["alone_communes"]).split()]
        rows.append(
            {
                "rank": FR.number(rank),
                "name": str(row["name"]),
                "place": f"{row['commune_name']} · {_owner(row)}",
                "nearest": FR.number(row["nearest_people"]),
                "alone": f"{FR.number(row['alone_people'])} hab. : {listed(alone, NAMED)}" if alone else "",
                "lost": lost(proposal.goal, row["lost"]),
                "next": str(all_names.get(row["next_best"], "")),
            }
        )
    return rows


def _owner(row: Mapping[Any, Any]) -> str:
    if row["status"] == "existing":
        return "déjà ouvert"
    return {OWN: "collectivité", PARTNER: "partenaire"}.get(row["owner"], str(row["owner"]))


def _method(proposal: Proposal) -> list[dict[str, str]]:
    return [
        {
            "title": "Le choix des lieux",
            "text": "Un modèle mathématique exact (programmation linéaire en nombres entiers, solveur HiGHS) compare "
            "tous les choix possibles sous les conditions données, et prouve jusqu'où un autre pourrait faire mieux.",
        },
        {
            "title": "L'effet sur l'accès",
            "text": "Les consultations d'un lieu s'ajoutent à l'APL publiée par la DREES. Elles se partagent entre "
            "tous ceux qui peuvent venir, voisins du territoire compris, selon les mêmes tranches de temps que l'APL.",
        },
        {"title": "Les temps de trajet", "text": capitalised(proposal.question.ground.router.label) + "."},
    ]


def _limits(proposal: Proposal) -> list[str]:
    told = [
        "Une consultation à distance ne remplace pas tout acte : l'effet sur l'APL suppose qu'elle en vaut une.",
        "Chaque commune est comptée en un point, sa mairie.",
        "Les hypothèses d'activité sont celles de la collectivité ; elles ne sont pas mesurées.",
    ]
    if proposal.question.ground.router.approximate:
        told.append("Les temps sont estimés à vol d'oiseau : ils ignorent relief, fleuves et encombrements.")
    return told


def _sources(provenance: Sequence[Provenance]) -> list[str]:
    told = (f"{line.title}, {line.publisher}, {line.vintage} ({line.licence})" for line in provenance)
    return list(dict.fromkeys(told))


def _map_alt(proposal: Proposal) -> str:
    names = proposal.opened["name"].tolist()
    return f"Carte des lieux : {listed(names, 12)}. La liste complète suit."
