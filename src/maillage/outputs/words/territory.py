"""What there is to say of a territory: its level, its trend, its doctors who will retire, its inequalities."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ...engine.territory.territory import Territory
from .language import FRENCH, Language
from .names import FRANCE, Place, commune, departement, epci, several

# Under this, a change over the years is "stable".
STABLE = 0.05
# Rounds to no consultation.
NOTHING = 0.05
# Communes that merged or split lack a year here and there: with so many of the people, a figure is about all of them.
EVERYBODY = 0.99


def place_of(territory: Territory) -> Place:
    """The territory's name, with its article and prepositions."""
    if territory.kind == "france":
        return FRANCE
    if territory.kind == "departement":
        return departement(territory.code, territory.name)
    if territory.kind == "epci":
        return epci(territory.name)
    return commune(territory.name) if territory.kind == "commune" else several([territory.name])


def headline(place: Place, apl: float, apl_france: float, language: Language = FRENCH) -> str:
    """The first thing to say."""
    if np.isnan(apl):
        message = language.gettext("Aucun chiffre officiel d'accès aux généralistes n'est publié %(inside)s.")
        return message % {"inside": place.in_language(language.code).inside}
    told = {"of": place.in_language(language.code).of, "apl": language.number(apl, 2)}
    if place == FRANCE:
        message = language.gettext("Un habitant %(of)s dispose de %(apl)s consultations de généraliste par an.")
        return message % told
    message = language.ngettext(
        "Un habitant %(of)s dispose de %(apl)s consultation de généraliste par an, contre %(france)s en France.",
        "Un habitant %(of)s dispose de %(apl)s consultations de généraliste par an, contre %(france)s en France.",
        int(apl),
    )
    return message % {**told, "france": language.number(apl_france, 2)}


def under_threshold(summary: Mapping[str, float], threshold: float, language: Language = FRENCH) -> str:
    """How many people, in how many communes, live under the threshold."""
    people, places = summary["people_under_threshold"], summary["communes_under_threshold"]
    if np.isnan(people):
        return ""
    mark = language.axis_number(threshold)
    if summary["communes"] == 1:
        message = (
            language.gettext("La commune est sous le seuil de %(threshold)s : elle est sous-dotée.")
            if people
            else language.gettext("La commune est au-dessus du seuil de %(threshold)s, sous lequel on est sous-doté.")
        )
        return message % {"threshold": mark}
    if not people:
        message = language.gettext("Personne n'y vit sous le seuil de %(threshold)s, celui des communes sous-dotées.")
        return message % {"threshold": mark}
    message = language.ngettext(
        "%(people)s personnes (%(share)s), dans %(places)s commune sur %(communes)s, "
        "vivent sous le seuil de %(threshold)s : elles sont sous-dotées.",
        "%(people)s personnes (%(share)s), dans %(places)s communes sur %(communes)s, "
        "vivent sous le seuil de %(threshold)s : elles sont sous-dotées.",
        int(places),
    )
    return message % {
        "people": language.number(people),
        "share": language.percent(summary["share_under_threshold"]),
        "places": language.number(places),
        "communes": language.number(summary["communes"]),
        "threshold": mark,
    }


def trend_sentence(trend: pd.DataFrame, language: Language = FRENCH) -> str:
    """What changed between the first and the last year known, against France if it is not France itself.

    ``trend``: as in the result.

    Changes are those of the communes published every year; where these are not everybody, the sentence says so.
    """
    known = trend.dropna(subset=["apl_alike", "apl_france_alike"])
    if len(known) < 2:
        return ""
    first, last = known.iloc[0], known.iloc[-1]
    change, france = (float(last[name] - first[name]) for name in ("apl_alike", "apl_france_alike"))
    told = {
        "year": str(known.index[0]),
        "last": str(known.index[-1]),
        "change": _consultations(abs(change), 2, language),
        "share": language.percent(change / first["apl_alike"], sign=True) if first["apl_alike"] else "",
        "france": language.percent(france / first["apl_france_alike"], sign=True),
    }
    nation = known["apl_alike"].equals(known["apl_france_alike"].rename("apl_alike"))
    sentence = (_nation_message if nation else _trend_message)(change, language) % told
    covered = float(known["share_known"].min())
    if covered >= EVERYBODY:
        return sentence
    message = language.gettext("Calculé sur les communes publiées chaque année : %(share)s des habitants.")
    return f"{sentence} {message % {'share': language.percent(covered)}}"


def _trend_message(change: float, language: Language) -> str:
    if abs(change) < STABLE:
        return language.gettext("Entre %(year)s et %(last)s, l'accès est resté stable (%(france)s en France).")
    return (
        language.gettext(
            "Entre %(year)s et %(last)s, l'accès a baissé de %(change)s par an et par habitant "
            "(%(share)s, contre %(france)s en France)."
        )
        if change < 0
        else language.gettext(
            "Entre %(year)s et %(last)s, l'accès a progressé de %(change)s par an et par habitant "
            "(%(share)s, contre %(france)s en France)."
        )
    )


def _nation_message(change: float, language: Language) -> str:
    if abs(change) < STABLE:
        return language.gettext("Entre %(year)s et %(last)s, l'accès est resté stable.")
    return (
        language.gettext(
            "Entre %(year)s et %(last)s, l'accès a baissé de %(change)s par an et par habitant (%(share)s)."
        )
        if change < 0
        else language.gettext(
            "Entre %(year)s et %(last)s, l'accès a progressé de %(change)s par an et par habitant (%(share)s)."
        )
    )


def retirement_sentence(summary: Mapping[str, float], language: Language = FRENCH) -> str:
    """How many GPs are 60 or older, and what their leaving would take away (computed)."""
    gps, older = summary["gps"], summary["gps_60_plus"]
    now, later = summary["apl_computed_mean"], summary["apl_computed_without_60_plus_mean"]
    if np.isnan(gps) or not gps:
        return ""
    sentence = _older_message(gps, older, language) % {
        "gps": language.number(gps), "older": language.number(older), "share": language.percent(older / gps),
    }  # fmt: skip
    if not (now > 0 and later < now):
        return sentence
    message = language.gettext(
        "Si tous ceux de cet âge partent sans être remplacés, ici et alentour, l'accès recule de %(share)s."
    )
    return f"{sentence} {message % {'share': language.percent(1 - later / now)}}"


def _older_message(gps: float, older: float, language: Language) -> str:
    if gps == 1:
        return (
            language.gettext("Le seul généraliste libéral a 60 ans ou plus.")
            if older
            else language.gettext("Le seul généraliste libéral a moins de 60 ans.")
        )
    if not older:
        return language.gettext("Aucun des %(gps)s généralistes libéraux n'a 60 ans ou plus.")
    return language.ngettext(
        "Sur %(gps)s généralistes libéraux, %(older)s a 60 ans ou plus (%(share)s).",
        "Sur %(gps)s généralistes libéraux, %(older)s ont 60 ans ou plus (%(share)s).",
        int(older),
    )


def equity_sentence(summary: Mapping[str, float], language: Language = FRENCH) -> str:
    """Deciles in words."""
    if np.isnan(summary["p10"]) or summary["communes"] < 2:
        return ""
    if summary["p10"] < NOTHING:
        message = language.gettext(
            "Un habitant sur dix n'a aucun généraliste à portée, un sur dix dispose de plus de %(p90)s par an."
        )
        return message % {"p90": _consultations(summary["p90"], 1, language)}
    message = language.gettext("Un habitant sur dix dispose de moins de %(p10)s par an, un sur dix de plus de %(p90)s.")
    p10 = _consultations(summary["p10"], 1, language)
    return message % {"p10": p10, "p90": language.number(summary["p90"], 1)}


def gini_sentence(gini: float, gini_france: float, language: Language = FRENCH) -> str:
    """The Gini index, and which way it compares."""
    if np.isnan(gini) or np.isnan(gini_france):
        return ""
    told = {"gini": language.number(gini, 2), "france": language.number(gini_france, 2)}
    if told["gini"] == told["france"]:
        return language.gettext("Indice de Gini : %(gini)s, comme en France.") % {"gini": told["gini"]}
    if gini < gini_france:
        return language.gettext("Indice de Gini : %(gini)s. L'accès est plus inégal en France (%(france)s).") % told
    return language.gettext("Indice de Gini : %(gini)s. L'accès est moins inégal en France (%(france)s).") % told


def _consultations(count: float, decimals: int, language: Language) -> str:
    message = language.ngettext("%(count)s consultation", "%(count)s consultations", int(count))
    return message % {"count": language.number(count, decimals)}
