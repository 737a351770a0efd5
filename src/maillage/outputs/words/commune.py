"""What there is to say of a commune: how it is served, why, and what would help. Each part is one spoken sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...engine.diagnosis.result import Result
from .language import FRENCH, Language
from .names import Place, capitalised, commune
from .territory import place_of

# A commune this near to the territory's mean is said to be "as" the mean.
AS_THE_MEAN = 0.05
# A gain under this is not worth a sentence; over it, it is told.
TELLING_GAIN = 0.05
# Rounds to zero consultations.
NOTHING = 0.005
# The year-end at which the GPs were counted.
GPS_YEAR = 2019
# The computed figure of the same year misses the published one by this much: the reasons given are then doubtful.
DOUBTFUL_GAP = 1.0
# Among so many communes, the ranks of the first few are told.
RANKED_COMMUNES, TOLD_RANKS = 20, 10


@dataclass(frozen=True)
class CommuneFacts:
    """Plain numbers; NaN or None where something is not known. ``mean`` and ``communes`` are the territory's."""

    place: Place
    territory: Place
    apl: float
    mean: float
    rank: float
    communes: int
    gps: float
    minutes_to_gp: float
    nearest_gp: Place | None
    people_per_gp: float
    best_addition: Place | None
    best_gain: float
    doubtful: bool = False
    approximate: bool = True


def facts_of(result: Result, code: str) -> CommuneFacts:
    """The facts of one commune of a diagnosis. Raises KeyError for a commune that is not in it."""
    row = result.communes.loc[code].to_dict()
    # As for the level of the computed APL: where 2019 was not published, 2022 is the nearest.
    official = row["apl_2022"] if np.isnan(row["apl_2019"]) else row["apl_2019"]

    def named(other: str) -> Place | None:
        for table in (result.communes, result.ring):
            if other in table.index:
                return commune(str(table.at[other, "name"]))
        return None

    return CommuneFacts(
        place=commune(str(row["name"])),
        territory=place_of(result.territory),
        apl=float(row["apl"]),
        mean=float(result.summary["apl_mean"]),
        rank=float(row["rank"]),
        communes=int(result.communes["apl"].notna().sum()),
        gps=float(row["gps"]),
        minutes_to_gp=float(row["minutes_to_gp"]),
        nearest_gp=named(row["nearest_gp"]),
        people_per_gp=float(row["people_per_gp_within_20"]),
        best_addition=named(row["best_addition"]),
        best_gain=float(row["best_addition_gain"]),
        doubtful=bool(abs(row["apl_computed"] - official) > DOUBTFUL_GAP),
        approximate=result.travel.approximate,
    )


def commune_sentences(facts: CommuneFacts, language: Language = FRENCH) -> list[str]:
    """How it is served, why, what would help: as many sentences as the figures allow, in this order."""
    parts = [level(facts, language), supply(facts, language), pressure(facts, language), remedy(facts, language)]
    if facts.doubtful and any(parts[1:]):
        parts.append(doubt(language))
    return [part for part in parts if part]


def explanation(facts: CommuneFacts, language: Language = FRENCH) -> str:
    """Why, in a few words for a table."""
    parts = []
    if facts.gps >= 1:
        message = language.ngettext("%(count)s généraliste", "%(count)s généralistes", int(facts.gps))
        parts.append(message % {"count": language.number(facts.gps)})
    elif facts.nearest_gp is not None and not np.isnan(facts.minutes_to_gp):
        message = language.gettext("aucun généraliste ; le plus proche à %(minutes)s, %(inside)s")
        minutes = _minutes(facts.minutes_to_gp, facts.approximate, language)
        parts.append(message % {"minutes": minutes, "inside": facts.nearest_gp.in_language(language.code).inside})
    elif not np.isnan(facts.gps):
        parts.append(language.gettext("aucun généraliste"))
    if not np.isnan(facts.people_per_gp):
        message = language.gettext("un pour %(people)s habitants à 20 minutes")
        parts.append(message % {"people": language.number(facts.people_per_gp)})
    return capitalised(" ; ".join(parts)) + "." if parts else ""


def level(facts: CommuneFacts, language: Language = FRENCH) -> str:
    """How many consultations a person has, and where that stands."""
    place, territory = facts.place.in_language(language.code), facts.territory.in_language(language.code)
    if np.isnan(facts.apl):
        message = language.gettext("Aucun chiffre officiel d'accès aux généralistes n'est publié pour %(name)s.")
        return message % {"name": facts.place.name}
    if facts.apl < NOTHING:
        message = language.gettext("%(inside)s, la statistique officielle ne compte aucun généraliste à portée.")
        return message % {"inside": capitalised(place.inside)}
    message = language.ngettext(
        "%(inside)s, un habitant dispose de %(apl)s consultation de généraliste par an%(standing)s.",
        "%(inside)s, un habitant dispose de %(apl)s consultations de généraliste par an%(standing)s.",
        int(facts.apl),
    )
    told = language.number(facts.apl, 2)
    return message % {
        "inside": capitalised(place.inside), "apl": told, "standing": _standing(facts, territory, language),
    }  # fmt: skip


def supply(facts: CommuneFacts, language: Language = FRENCH) -> str:
    """The GPs of the commune, or how far the nearest one is."""
    if np.isnan(facts.gps):
        return ""
    if facts.gps >= 1:
        message = language.ngettext(
            "La commune comptait %(count)s généraliste libéral fin %(year)s.",
            "La commune comptait %(count)s généralistes libéraux fin %(year)s.",
            int(facts.gps),
        )
        return message % {"count": language.number(facts.gps), "year": str(GPS_YEAR)}
    if np.isnan(facts.minutes_to_gp) or facts.nearest_gp is None:
        message = language.gettext("Aucun généraliste libéral n'exerçait dans la commune fin %(year)s.")
        return message % {"year": str(GPS_YEAR)}
    message = language.gettext(
        "Aucun généraliste libéral n'exerçait dans la commune fin %(year)s : "
        "le plus proche est à %(minutes)s, %(inside)s."
    )
    return message % {
        "year": str(GPS_YEAR),
        "minutes": _minutes(facts.minutes_to_gp, facts.approximate, language),
        "inside": facts.nearest_gp.in_language(language.code).inside,
    }


def pressure(facts: CommuneFacts, language: Language = FRENCH) -> str:
    """How many people the GPs around share."""
    if np.isnan(facts.people_per_gp):
        if np.isnan(facts.gps):
            return ""
        return language.gettext("Aucun n'exerce à moins de 20 minutes.")
    message = language.gettext("À moins de 20 minutes, chaque généraliste s'occupe de %(people)s habitants en moyenne.")
    return message % {"people": language.number(facts.people_per_gp)}


def remedy(facts: CommuneFacts, language: Language = FRENCH) -> str:
    """Where one more GP would help this commune the most, and by how much."""
    if facts.best_addition is None or not facts.best_gain >= TELLING_GAIN:
        return ""
    message = language.ngettext(
        "Un généraliste de plus %(inside)s lui apporterait %(gain)s consultation par an et par habitant.",
        "Un généraliste de plus %(inside)s lui apporterait %(gain)s consultations par an et par habitant.",
        int(facts.best_gain),
    )
    inside = facts.best_addition.in_language(language.code).inside
    return message % {"inside": inside, "gain": language.number(facts.best_gain, 2)}


def doubt(language: Language = FRENCH) -> str:
    """Said where the computation misses the official figure: its reasons may miss too."""
    return language.gettext(
        "À prendre avec prudence : ici, le calcul s'écarte du chiffre officiel "
        "(temps de trajet estimés, activité de chaque médecin inconnue)."
    )


def _standing(facts: CommuneFacts, territory: Place, language: Language) -> str:
    """The end of the first sentence: the rank when it is telling, the territory's mean otherwise."""
    of = {"of": territory.of, "rank": language.number(facts.rank), "mean": language.number(facts.mean, 2)}
    if facts.communes < 2 or np.isnan(facts.mean):
        return ""
    if facts.rank == 1:
        return language.gettext(", le niveau le plus bas %(of)s") % of
    if facts.communes >= RANKED_COMMUNES and facts.rank <= TOLD_RANKS:
        return language.gettext(", le %(rank)se niveau le plus bas %(of)s") % of
    if facts.rank == facts.communes:
        return language.gettext(", le niveau le plus haut %(of)s") % of
    if abs(facts.apl - facts.mean) < AS_THE_MEAN:
        return language.gettext(", comme la moyenne %(of)s (%(mean)s)") % of
    if facts.apl < facts.mean:
        return language.gettext(", moins que la moyenne %(of)s (%(mean)s)") % of
    return language.gettext(", plus que la moyenne %(of)s (%(mean)s)") % of


def _minutes(minutes: float, approximate: bool, language: Language) -> str:  # noqa: FBT001 - read with its name at both calls
    whole = max(round(minutes), 1)
    if approximate:
        message = language.ngettext("environ %(count)s minute", "environ %(count)s minutes", whole)
    else:
        message = language.ngettext("%(count)s minute", "%(count)s minutes", whole)
    return message % {"count": language.number(whole)}
