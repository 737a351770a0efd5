"""The pages that answer "how do you know?": other care, neighbours, method, limits, sources."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from ...engine.diagnosis.columns import SERVICES, Service
from ...engine.diagnosis.result import Result
from ...engine.sources.provenance import Provenance
from ..words.language import FRENCH as FR
from ..words.names import Place, departement

FAR_MINUTES = {"emergency": 30, "maternity": 30}
USUAL_FAR_MINUTES = 15
MOST_NEIGHBOURS = 8


def services(result: Result) -> list[dict[str, str]]:
    """One row a kind of care: minutes to the nearest, people far from it."""
    rows = [_service(result.communes, service) for service in SERVICES if service.name != "gp"]
    published = result.communes["minutes_to_emergency_published"]
    people = result.communes["population"]
    minutes, far = _mean(published, people), _share_over(published, people, 30)
    if np.isfinite(minutes):
        rows.append(
            {
                "name": "Urgences (temps publié)",
                "minutes": FR.number(minutes),
                "far": f"{FR.percent(far)} à plus de 30 min",
                "year": "2019",
            }
        )
    return rows


def neighbours(result: Result, place: Place) -> dict[str, Any]:
    """Who is next door, and how well they are served."""
    ring = result.ring
    people = float(ring["population"].sum())
    text = (
        f"Les habitants {place.of} traversent les limites du territoire, et leurs voisins aussi. Le calcul compte donc "
        f"les médecins et les habitants {_around(len(ring))} à moins de 20 minutes "
        f"({FR.number(people)} habitants)."
        if len(ring)
        else "Aucune commune d'un autre territoire n'est à moins de 20 minutes : le calcul se suffit à lui-même."
    )
    near = result.departements.loc[departements_around(result)]
    rows = [
        {
            "name": str(row["name"]),
            "apl": FR.number(row["apl"], 2),
            "share": FR.percent(row["share_under_threshold"]),
            "older": FR.percent(row["gps_60_plus"] / row["gps"] if row["gps"] else np.nan),
            "own": code == result.main_departement,
        }
        for code, row in near.iterrows()
    ]
    return {"text": text, "rows": rows, "edge": _edge(result)}


def _around(communes: int) -> str:
    return "d'une commune voisine" if communes == 1 else f"de {FR.number(communes)} communes voisines"


def paragraphs(result: Result) -> list[dict[str, str]]:
    """How the figures are made, in plain words."""
    return [
        {
            "title": "L'accessibilité publiée (APL)",
            "text": (
                "La DREES compte, pour chaque commune, les consultations que les généralistes à moins de 20 minutes en "
                "voiture peuvent offrir, partagées entre tous les habitants qui peuvent y venir. L'âge est pris en "
                "compte : une personne âgée consulte plus. Le résultat se lit en consultations par an et par habitant. "
                "Les moyennes sont pondérées par la population standardisée par âge, les nombres d'habitants par la "
                "population."
            ),
        },
        {
            "title": "L'accessibilité calculée",
            "text": (
                f"La même méthode, refaite ici pour pouvoir la changer : R = m / Σ w·P puis APL = Σ w·R, où m est "
                f"l'activité des médecins d'une commune, P la population standardisée et w la décroissance avec le "
                f"temps (1 sous 10 minutes, 2/3 de 10 à 15, 1/3 de 15 à 20, 0 au-delà). L'activité de chaque médecin "
                f"n'étant pas publiée, chacun compte pour {FR.number(result.acts_per_gp)} actes par an, la moyenne "
                "nationale. Médecins libéraux de fin 2019."
            ),
        },
        {
            "title": "Les temps de trajet",
            "text": f"{result.travel.label[:1].upper()}{result.travel.label[1:]}. {_travel_errors(result)}".strip(),
        },
        {
            "title": "L'indice de priorité",
            "text": (
                "Pour chaque critère, le rang de la commune parmi les habitants de France (0 : le moins urgent, 1 : le "
                "plus urgent), pondéré puis ramené à 100 points. Les poids sont un choix politique : ils sont affichés "
                "et se changent."
            ),
        },
    ]


def limits(result: Result) -> list[str]:
    """What the reader must not make the figures say."""
    told = [
        "L'APL est une moyenne : elle ne dit ni le délai d'un rendez-vous, ni si un médecin prend un nouveau patient.",
        "Les médecins datent de fin 2019, les autres métiers et les équipements de 2013 : la suite n'y est pas.",
        "Les départs sont un scénario (aucun remplacement), pas une prévision.",
        "La fragilité numérique se mesure par rapport à la région : le rang d'une commune en France en dépend.",
        "Le zonage de l'ARS (ZIP, ZAC) ne se déduit pas de l'APL : l'agence choisit dans une liste.",
    ]
    if result.travel.approximate:
        told.insert(
            1,
            "Les temps sont estimés à vol d'oiseau : ils ne voient ni bras de mer, ni fleuve, ni montagne, "
            "ni embouteillage.",
        )
    return told + [str(note) for note in result.notes]


def sources(result: Result) -> list[dict[str, str]]:
    """Each publication once: all its vintages, and what its importer says of it beside counts of communes."""
    publications: dict[tuple[str, str, str, str], list[Provenance]] = {}
    for line in result.provenance:
        publications.setdefault((line.publisher, line.title, line.licence, line.url), []).append(line)
    return [
        {
            "title": title,
            "publisher": publisher,
            "licence": licence,
            "url": url,
            "vintage": _vintages({line.vintage for line in lines}),
            "note": " ; ".join(dict.fromkeys(part for line in lines for part in _remarks(line.note))),
        }
        for (publisher, title, licence, url), lines in sorted(publications.items())
    ]


def _remarks(note: str) -> list[str]:
    return [part for part in note.split(" ; ") if part and not re.search(r"\d communes|\d+ anciennes communes", part)]


def _vintages(vintages: set[str]) -> str:
    """2015, 2016, 2017, 2021 → 2015-2017, 2021."""
    years = sorted(int(vintage) for vintage in vintages if vintage.isdecimal())
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    words = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return ", ".join([*words, *sorted(vintage for vintage in vintages if not vintage.isdecimal())])


def _service(communes: pd.DataFrame, service: Service) -> dict[str, str]:
    minutes, people = communes[f"minutes_to_{service.name}"], communes["population"]
    far = FAR_MINUTES.get(service.name, USUAL_FAR_MINUTES)
    # A commune from which none is near has no minutes: it is far, and it is left out of the mean.
    known = communes["lat"].notna()
    over = _share_over(minutes.fillna(np.inf)[known], people[known], far)
    return {
        "name": service.label,
        "minutes": FR.number(_mean(minutes, people)),
        "far": f"{FR.percent(over)} à plus de {far} min",
        "year": service.column.rsplit("_", 1)[1],
    }


def _mean(values: pd.Series, people: pd.Series) -> float:
    known = values.notna() & (people > 0)
    return float(np.average(values[known], weights=people[known])) if known.any() else np.nan


def _share_over(values: pd.Series, people: pd.Series, limit: float) -> float:
    known = values.notna() & (people > 0)
    total = float(people[known].sum())
    return float((people * (values > limit))[known].sum()) / total if total else np.nan


def departements_around(result: Result) -> list[str]:
    """The territory's own first, then those of the ring by the people in it; those whose APL is known."""
    around = result.ring.groupby("departement")["population"].sum().sort_values(ascending=False).index
    ordered = [result.main_departement, *(str(code) for code in around)]
    known = result.departements["apl"].dropna().index
    return [code for code in dict.fromkeys(ordered) if code in known][:MOST_NEIGHBOURS]


def _edge(result: Result) -> str:
    """Where the people next door are better and worse served."""
    near = result.departements.loc[departements_around(result)]
    others = near.drop(index=result.main_departement, errors="ignore")
    if others.empty:
        return ""
    best, worst = others["apl"].idxmax(), others["apl"].idxmin()
    told = f"Le département voisin le mieux servi est {_the(others, best)}"
    if best == worst:
        return f"Le département voisin est {_the(others, best)}."
    return f"{told}, le moins bien servi {_the(others, worst)}."


def _the(table: pd.DataFrame, code: Any) -> str:
    row = table.loc[code].to_dict()
    return f"{departement(str(code), str(row['name'])).the} ({FR.number(row['apl'], 2)})"


def _travel_errors(result: Result) -> str:
    if not result.travel.errors:
        return ""
    bands = ", ".join(
        f"{FR.number(band.mean_absolute, 1)} min de {FR.number(band.from_minutes)} à {FR.number(band.to_minutes)} min"
        for band in result.travel.errors
    )
    return f"Erreur moyenne mesurée : {bands}."
