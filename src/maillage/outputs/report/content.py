"""What the report says, page by page: plain strings, numbers and drawings, ready for the template."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ...engine.diagnosis.agreement import FRANCE_CROW_FLIGHT, ISERE_REAL_TIMES
from ...engine.diagnosis.result import Result
from ..drawing import diagnosis as draw
from ..drawing.basemap import Basemap
from ..drawing.palette import APL_SCALE
from ..drawing.svg import Svg, standalone
from ..words.commune import CommuneFacts, commune_sentences, doubt, explanation, facts_of, level, supply
from ..words.language import FRENCH as FR
from ..words.names import Place, capitalised
from ..words.territory import (
    EVERYBODY,
    equity_sentence,
    gini_sentence,
    headline,
    place_of,
    retirement_sentence,
    trend_sentence,
    under_threshold,
)
from . import method

WORST = 15
PRIORITIES = 12
# Names in a sentence; more of them nobody reads.
NAMED = 5
MAP_HEIGHT = 640.0
# Maps that are printed at a third of a page: larger names, and fewer.
SMALL = {"labels": 6, "label_size": 19.0}


def content(result: Result) -> dict[str, Any]:
    """The whole report as JSON-able values. Drawings are ``{"svg": …, "alt": …}``."""
    place, base = place_of(result.territory), draw.base_of(result, max_height=MAP_HEIGHT)
    return {
        "place": capitalised(place.the),
        "title": f"L'accès aux soins {_unbroken(place)}",
        "foot": "maillage, d'après la DREES, l'Insee et CartoSanté",
        "year": str(result.year),
        "short": len(result.communes) == 1,
        "cover": _cover(result, base),
        "brief": _brief(result, place),
        "worst": _worst(result),
        "trend": _trend(result, place),
        "retirement": _retirement(result, base),
        "priority": _priority(result, base),
        "equity": _equity(result, place),
        "ageing": _ageing(result),
        "services": {"rows": method.services(result), "maps": _service_maps(result, base)},
        "neighbours": {**method.neighbours(result, place), "chart": _departements(result)},
        "agreement": _agreement(result, place),
        "method": method.paragraphs(result),
        "limits": method.limits(result),
        "sources": method.sources(result),
    }


def figure(svg: Svg, alt: str) -> dict[str, str]:
    """A drawing and what it says to those who cannot see it."""
    return {"svg": standalone(svg), "alt": alt}


def _cover(result: Result, base: Basemap) -> dict[str, Any]:
    summary, france = result.summary, result.benchmarks["france"]
    keys = [
        {
            "value": FR.number(summary["apl_mean"], 2),
            "label": "consultations de généraliste par an et par habitant",
            "note": f"France : {FR.number(france['apl_mean'], 2)}",
        },
        {
            "value": FR.percent(summary["share_under_threshold"]),
            "label": f"des habitants sous le seuil de {FR.axis_number(result.threshold)}",
            "note": f"France : {FR.percent(france['share_under_threshold'])}",
        },
        _older_gps(summary),
    ]
    if len(result.communes) == 1:
        code = str(result.communes.index[0])
        drawn, legend = draw.neighbourhood_map(result, code), draw.commune_strip(result, code, width=420)
    else:
        drawn, legend = draw.indicator_map(result, base=base, label_size=14.0), draw.indicator_legend(result, width=300)
    return {
        "map": figure(drawn, f"{_map_alt(result)} {_class_words(result)}"),
        "legend": figure(legend, _class_words(result)),
        "figures": keys,
        "people": f"{_communes(len(result.communes))}, {FR.number(summary['population'])} habitants",
    }


def _older_gps(summary: Mapping[str, float]) -> dict[str, str]:
    if np.isnan(summary["gps"]):
        return {"value": FR.number(None), "label": "généralistes libéraux : nombre inconnu", "note": "fin 2019"}
    if not summary["gps"] > 0:
        return {"value": FR.number(summary["gps"]), "label": "généraliste libéral n'y exerçait", "note": "fin 2019"}
    return {
        "value": FR.percent(summary["share_60_plus"]),
        "label": "des généralistes libéraux ont 60 ans ou plus",
        "note": "fin 2019",
    }


def _brief(result: Result, place: Place) -> list[dict[str, str]]:
    summary, trend = result.summary, result.trend["apl_alike"].dropna()
    change = trend.iloc[-1] / trend.iloc[0] - 1 if len(trend) > 1 and trend.iloc[0] else np.nan
    level = headline(place, summary["apl_mean"], result.benchmarks["france"]["apl_mean"])
    facts = [
        (FR.number(summary["apl_mean"], 2), "L'accès aujourd'hui", level),
        (FR.percent(summary["share_under_threshold"]), "Sous le seuil", under_threshold(summary, result.threshold)),
        (FR.percent(change, sign=True), "La tendance", trend_sentence(result.trend)),
        (FR.percent(summary["share_60_plus"]), "Les départs à venir", retirement_sentence(summary)),
        *_extremes(result),
        (FR.number(summary["p10"], 1), "L'inégalité", equity_sentence(summary)),
    ]
    return [{"value": value, "title": title, "text": text} for value, title, text in facts if text]


def _extremes(result: Result) -> list[tuple[str, str, str]]:
    """The worst served commune and the first of the priorities."""
    communes = result.communes
    if len(communes) < 2:
        return []
    told = []
    worst = _worst_served(communes)
    if len(worst):
        told.append(_least(result, worst[worst["apl"] == worst["apl"].iloc[0]]))
    first = communes.dropna(subset=["priority"]).nlargest(3, "priority")
    if len(first):
        names = ", ".join(f"{row['name']} ({FR.number(row['priority'])} points)" for row in first.to_dict("records"))
        told.append(
            (
                FR.number(first["priority"].iloc[0]),
                "Les premières priorités",
                f"En pesant l'accès, l'âge, les revenus et le numérique : {names}.",
            )
        )
    return told


def _least(result: Result, lowest: pd.DataFrame) -> tuple[str, str, str]:
    """The commune of the lowest APL; or those, when they share it (which happens where it is zero)."""
    value = FR.number(lowest["apl"].iloc[0], 2)
    if len(lowest) > 1:
        shown = ", ".join(lowest["name"].head(NAMED))
        more = f" et {FR.number(len(lowest) - NAMED)} autres" if len(lowest) > NAMED else ""
        people = FR.number(lowest["population"].sum())
        text = (
            f"La statistique officielle n'y compte aucun généraliste à portée : {shown}{more}, en tout "
            f"{people} habitants."
            if value == FR.number(0, 2)
            else f"Elles sont {FR.number(len(lowest))} à ce niveau : {shown}{more}, en tout {people} habitants."
        )
        return value, "Les communes les moins bien servies", text
    facts = facts_of(result, str(lowest.index[0]))
    sentences = [level(facts), supply(facts), doubt() if facts.doubtful else ""]
    return value, "La commune la moins bien servie", " ".join(filter(None, sentences))


def _worst_served(communes: pd.DataFrame) -> pd.DataFrame:
    """Those whose APL is known, from the lowest; of equals, the one with the most people first."""
    return communes.dropna(subset=["apl"]).sort_values(["apl", "population"], ascending=[True, False])


def _worst(result: Result) -> dict[str, Any]:
    communes = result.communes
    if len(communes) == 1:
        return _only_commune(result, str(communes.index[0]))
    known = _worst_served(communes).head(WORST)
    every = len(communes) <= WORST
    rows = [_worst_row(result, str(code)) for code in known.index]
    return {
        "title": "Les communes, de la moins bien à la mieux servie"
        if every
        else f"Les {len(known)} communes les moins bien servies",
        "rows": rows,
        "sentences": [] if rows else [level(facts_of(result, str(communes.index[0])))],
        "people": FR.number(known["population"].sum()),
        "doubtful": any(row["doubtful"] for row in rows),
        "approximate": result.travel.approximate,
    }


def _only_commune(result: Result, code: str) -> dict[str, Any]:
    return {"title": "La commune, et pourquoi", "rows": [], "sentences": commune_sentences(facts_of(result, code))}


def _worst_row(result: Result, code: str) -> dict[str, Any]:
    facts, row = facts_of(result, code), result.communes.loc[code].to_dict()
    return {
        "rank": FR.number(row["rank"]),
        "name": str(row["name"]),
        "people": FR.number(row["population"]),
        "apl": FR.number(row["apl"], 2),
        "bar": float(min(row["apl"] / 5, 1)),
        "colour": APL_SCALE.colour(float(row["apl"])),
        "why": explanation(facts),
        "gain": _gain(facts),
        "doubtful": facts.doubtful,
    }


def _gain(facts: CommuneFacts) -> str:
    if facts.best_addition is None or not facts.best_gain >= 0.005:
        return ""
    return f"{FR.number(facts.best_gain, 2, sign=True)} {facts.best_addition.inside}"


def _trend(result: Result, place: Place) -> dict[str, Any]:
    trend = result.trend
    rows = [
        {
            "year": str(year),
            "apl": FR.number(row["apl"], 2),
            "france": FR.number(row["apl_france"], 2),
            "people": FR.number(row["people_under_threshold"]) if np.isfinite(row["apl"]) else FR.number(None),
            "share": FR.percent(row["share_under_threshold"]),
        }
        for year, row in trend.iterrows()
    ]
    sentence = trend_sentence(trend)
    return {
        "chart": figure(draw.apl_trend(result, width=600, height=230), sentence or "Une seule année est connue."),
        "text": sentence,
        "rows": rows,
        "name": _column_head(place),
        "threshold": FR.axis_number(result.threshold),
        "gaps": _gaps_in_trend(result),
    }


def _gaps_in_trend(result: Result) -> str:
    """Whom the figures of earlier years leave out: an empty cell, or a broken line, must not be a riddle."""
    told = "Aucune APL n'a été publiée pour 2020"
    if (result.trend["share_known_france"] < EVERYBODY).any():
        told += (
            " ; avant 2022, il n'y en a ni pour la Corse, ni pour Paris, Lyon et Marseille en tant que communes : "
            "les lignes s'interrompent là où les habitants couverts changent"
        )
    return told + "."


def _retirement(result: Result, base: Basemap) -> dict[str, Any]:
    summary = result.summary
    known = result.communes["apl_computed"].notna().any()
    official = ""
    if np.isfinite(summary["apl_under_65_mean"]) and np.isfinite(summary["apl_mean"]):
        official = (
            f"Sans les médecins de plus de 65 ans, l'APL officielle {result.year} passerait de "
            f"{FR.number(summary['apl_mean'], 2)} à {FR.number(summary['apl_under_65_mean'], 2)}."
        )
    maps = []
    if known and len(result.communes) > 1:
        maps = [
            {
                "caption": caption,
                **figure(
                    draw.indicator_map(result, column, base=base, **SMALL),
                    f"{caption} : en moyenne {FR.number(summary[column + '_mean'], 2)} consultations par an.",
                ),
            }
            for column, caption in (
                ("apl_computed", "Avec tous les généralistes"),
                ("apl_computed_without_60_plus", "Sans ceux de 60 ans et plus"),
            )
        ]
    text = " ".join(part for part in (retirement_sentence(summary), official) if part)
    return {"text": text, "maps": maps, "scale": _scale_keys()}


def _scale_keys() -> list[dict[str, str]]:
    """The classes of the APL in words, for a one-line legend."""
    breaks = [FR.axis_number(value) for value in APL_SCALE.breaks]
    words = [f"< {breaks[0]}", *(f"{a} à {b}" for a, b in pairwise(breaks)), f"≥ {breaks[-1]}"]
    return [{"colour": colour, "text": word} for colour, word in zip(APL_SCALE.colours, words, strict=True)]


def _priority(result: Result, base: Basemap) -> dict[str, Any]:
    weights = result.priority_weights
    parts = (
        (weights.access, "accès aux généralistes"),
        (weights.age, "part des 75 ans et plus"),
        (weights.poverty, "faiblesse des revenus"),
        (weights.digital, "fragilité numérique"),
    )
    several = len(result.communes) > 1
    first = result.communes.dropna(subset=["priority"]).nlargest(PRIORITIES, "priority")
    alt = "Les plus hautes priorités : " + ", ".join(
        f"{row['name']} {FR.number(row['priority'])} points" for row in first.to_dict("records")
    )
    return {
        "weights": ", ".join(f"{name} {FR.percent(weight)}" for weight, name in parts),
        "gaps": _gaps_in_priority(first),
        "map": figure(draw.indicator_map(result, "priority", base=base, **SMALL), alt) if several else None,
        "legend": figure(draw.indicator_legend(result, "priority", width=300), "Légende de la carte de priorité.")
        if several
        else None,
        "bars": figure(draw.priority_bars(result, most=PRIORITIES, width=620), alt) if len(first) else None,
    }


def _gaps_in_priority(first: pd.DataFrame) -> str:
    """Why the parts of a bar are not those of the weights: a figure is withheld, most often of a small commune."""
    parts = ("apl", "share_75_plus", "median_income", "digital_fragility")
    if not first[[*parts]].isna().any(axis=None):
        return ""
    return "Un critère inconnu (le revenu des petites communes, souvent) donne son poids aux autres."


def _ageing(result: Result) -> dict[str, Any] | None:
    """Nothing where the ages are not known."""
    now, later = result.summary["need_index"], result.summary["need_index_in_10_years"]
    if not (np.isfinite(now) and np.isfinite(later)):
        return None
    text = (
        f"Du fait de l'âge, un habitant demande aujourd'hui {FR.number(now, 2)} fois les soins d'un Français moyen. "
        f"Si chacun vieillit sur place, ce sera {FR.number(later, 2)} dans dix ans "
        f"({FR.percent(later / now - 1, sign=True)})."
    )
    return {"text": text, "chart": figure(draw.ageing_bars(result, most=6, width=560), text)}


def _equity(result: Result, place: Place) -> dict[str, Any] | None:
    """Nothing where there is one commune: within it, the figures know of no difference."""
    summary, france = result.summary, result.benchmarks["france"]
    if len(result.communes) < 2 or not np.isfinite(summary["gini"]):
        return None
    half = float(np.interp(0.5, result.lorenz[:, 0], result.lorenz[:, 1]))
    shared = f"La moitié la moins bien servie des habitants reçoit {FR.percent(half)} des consultations."
    rows = [
        {"name": name, "own": FR.number(summary[key], 2), "france": FR.number(france[key], 2)}
        for key, name in (
            ("p10", "Un habitant sur dix a moins de"),
            ("p50", "Un habitant sur deux a moins de"),
            ("p90", "Un habitant sur dix a plus de"),
            ("gini", "Indice de Gini (0 : tous égaux)"),
            ("palma", "Rapport de Palma"),
        )
    ]
    return {
        "chart": figure(draw.apl_lorenz(result, width=340), shared),
        "text": [shared, gini_sentence(summary["gini"], france["gini"])],
        "rows": rows,
        "name": _column_head(place),
    }


def _service_maps(result: Result, base: Basemap) -> list[dict[str, Any]]:
    """Emergency departments, whose minutes are published, and nurses, as computed."""
    if len(result.communes) < 2:
        return []
    told = {
        "minutes_to_emergency_published": "Minutes jusqu'aux urgences (publié, 2019)",
        "access_nurse": "Infirmiers pour 10 000 habitants (2013)",
    }
    return [
        {
            "caption": caption,
            "map": figure(draw.indicator_map(result, column, base=base, **SMALL), f"{caption}, par commune."),
            "legend": figure(draw.indicator_legend(result, column, width=300), f"Légende : {caption}."),
        }
        for column, caption in told.items()
        if result.communes[column].notna().any()
    ]


def _departements(result: Result) -> dict[str, str] | None:
    """Nothing to compare where there is one département, or none."""
    codes = method.departements_around(result)
    if len(codes) < 2:
        return None
    return figure(draw.departement_bars(result, codes, width=600), "Les mêmes chiffres que le tableau, en barres.")


def _agreement(result: Result, place: Place) -> dict[str, Any] | None:
    """Nothing where fewer than three communes have both figures."""
    found = result.agreement
    if not np.isfinite(found.pearson):
        return None
    text = (
        f"Sur {_communes(found.communes)} {place.of}, la corrélation entre l'APL calculée et l'APL "
        f"publiée de {found.year} est de {FR.number(found.pearson, 2)}, pondérée par la population "
        f"({FR.number(found.spearman, 2)} entre les rangs, sans pondération). Le même calcul donne "
        f"{FR.number(FRANCE_CROW_FLIGHT.pearson, 2)} sur la France métropolitaine, et "
        f"{FR.number(ISERE_REAL_TIMES.pearson, 2)} en Isère avec les temps de trajet réels."
    )
    return {"chart": figure(draw.agreement_scatter(result, width=360), text), "text": text}


def _map_alt(result: Result) -> str:
    place = place_of(result.territory)
    return f"Carte {place.of} par commune : consultations de généraliste par an et par habitant."


def _class_words(result: Result) -> str:
    """How many communes are under, and over, the threshold: what the legend shows."""
    apl: pd.Series = result.communes["apl"]
    under, over, missing = (apl < result.threshold).sum(), (apl >= result.threshold).sum(), apl.isna().sum()
    words = f"{_communes(int(under))} sous {FR.axis_number(result.threshold)}, {FR.number(over)} au-dessus"
    return f"{words}, {FR.number(missing)} sans donnée." if missing else f"{words}."


def _column_head(place: Place) -> str:
    """A long name would make its column wide and its figures lonely."""
    return place.name if len(place.name) <= 16 else "Territoire"


def _unbroken(place: Place) -> str:
    """Short forms stay on one line: "dans les Yvelines"."""
    if len(place.inside) > 24:
        return place.inside
    return place.inside.replace(" ", "\u00a0").replace("-", "\u2011")


def _communes(count: int) -> str:
    return f"{FR.number(count)} {'commune' if count < 2 else 'communes'}"
