"""What explains a commune's access, in sentences that one can say aloud: those of the report."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _

from maillage.outputs.words.commune import DOUBTFUL_GAP, CommuneFacts, commune_sentences, pressure, supply
from maillage.outputs.words.names import Place, capitalised, commune

from ..rules.indicators import PRIORITY_PARTS
from .diagnoses import Sheet
from .words import number, place_named, printed, spoken


@dataclass(frozen=True)
class Standing:
    """Of the territory, computed once for all its communes: ``ranks`` by published APL, 1 the lowest."""

    mean: float
    ranks: pd.Series
    known: int


def standing_of(sheet: Sheet) -> Standing:
    apl, mass = sheet.communes["apl"], sheet.communes["standardised_population"]
    kept = apl.notna() & (mass > 0)
    mean = float(np.average(apl[kept], weights=mass[kept])) if kept.any() else float("nan")
    return Standing(mean, apl.rank(method="min"), int(apl.notna().sum()))


def sentences(sheet: Sheet, code: str, standing: Standing) -> list[str]:
    """How the commune is served, why, what would help."""
    return [printed(sentence) for sentence in commune_sentences(_facts(sheet, code, standing), spoken())]


def reason(sheet: Sheet, code: str, standing: Standing) -> str:
    """Why, in one line."""
    facts = _facts(sheet, code, standing)
    return printed(" ".join(part for part in (supply(facts, spoken()), pressure(facts, spoken())) if part))


def reason_of_priority(sheet: Sheet, code: str) -> str:
    """The points of each part, the heaviest first; those that count for nothing are not told."""
    row = sheet.communes.loc[code]
    parts = [(float(row[f"priority_{part}"]), _(label)) for part, label in PRIORITY_PARTS.items()]
    told = [f"{label} {number(points)}" for points, label in sorted(parts, reverse=True) if round(points)]
    return printed(capitalised(", ".join(told)) + ".") if told else ""


def _facts(sheet: Sheet, code: str, standing: Standing) -> CommuneFacts:
    row = sheet.communes.loc[code]
    # Where 2019 was not published, 2022 is the nearest.
    official = row["apl_2022"] if np.isnan(row["apl_2019"]) else row["apl_2019"]
    return CommuneFacts(
        place=commune(str(row["name"])),
        territory=place_named(sheet.kind, sheet.address, sheet.name),
        apl=float(row["apl"]),
        mean=standing.mean,
        rank=float(standing.ranks[code]),
        communes=standing.known,
        gps=float(row["gps"]),
        minutes_to_gp=float(row["minutes_to_gp"]),
        nearest_gp=_place(sheet, row["nearest_gp"]),
        people_per_gp=float(row["people_per_gp_within_20"]),
        best_addition=_place(sheet, row["best_addition"]),
        best_gain=float(row["best_addition_gain"]),
        doubtful=bool(abs(row["apl_computed"] - official) > DOUBTFUL_GAP),
        approximate=sheet.facts["travel"]["approximate"],
    )


def _place(sheet: Sheet, code: object) -> Place | None:
    for table in (sheet.communes, sheet.ring):
        if code in table.index:
            return commune(str(table["name"][code]))
    return None
