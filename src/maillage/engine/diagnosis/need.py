"""What the people of each commune need: today's age structure, its ageing, and one index of priority."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from ..access.ageing import age_forward, aged_need_index
from ..access.need import COARSE_GROUPS, fitted_group_weights, need_index
from ..access.priority import PARTS, PriorityWeights, priority, urgency

# Chance to live one more year in each coarse group (under 18, 18-64, 65-74, 75 and over): orders of magnitude of the
# French life table (Insee, 2019, both sexes), rounded; a scenario's hypothesis, shown as such.
YEARLY_SURVIVAL = (0.9998, 0.9975, 0.985, 0.925)
YEARS_AHEAD = 10


def need(inside: pd.DataFrame, france: pd.DataFrame) -> pd.DataFrame:
    """``need_index`` and ``need_index_in_10_years`` of ``inside``; tables of :func:`~.figures.figures`.

    The weights of the coarse age groups are fitted on all of France, so that they do not depend on the territory.
    """
    index = _where_known(need_index, inside["standardised_population"], inside["total_population"])
    now, everyone = _people_by_group(inside), _people_by_group(france)
    fitted = everyone.notna().all(axis=1) & france["standardised_population"].notna()
    weights = fitted_group_weights(everyone[fitted].to_numpy(), france.loc[fitted, "standardised_population"])
    known = now.notna().all(axis=1) & np.isfinite(index)
    groups = now[known].to_numpy()
    later = age_forward(groups, lower_ages=COARSE_GROUPS, yearly_survival=YEARLY_SURVIVAL, years=YEARS_AHEAD)
    in_10_years = pd.Series(np.nan, index=inside.index)
    in_10_years[known] = aged_need_index(index[known], groups, later, weights)
    return pd.DataFrame({"need_index": index, "need_index_in_10_years": in_10_years}, index=inside.index)


def priorities(inside: pd.DataFrame, france: pd.DataFrame, weights: PriorityWeights) -> pd.DataFrame:
    """``priority`` (0-100) and its parts, which add up to it; a part that is unknown gives its weight to the others."""
    population = france["population"].fillna(0)

    def ranked(column: str, urgent: Literal["high", "low"]) -> np.ndarray:
        return urgency(inside[column], france[column], population, urgent=urgent)

    found = priority(
        {
            "access": ranked("apl", "low"),
            "age": ranked("share_75_plus", "high"),
            # Low income stands for poverty: the rate is withheld for 30,000 small communes, the median for 3,500.
            "poverty": ranked("median_income", "low"),
            "digital": ranked("digital_fragility", "high"),
        },
        weights,
    )
    columns = {"priority": found.score} | {f"priority_{part}": found.points[part] for part in PARTS}
    return pd.DataFrame(columns, index=inside.index)


def _people_by_group(communes: pd.DataFrame) -> pd.DataFrame:
    """People under 18, 18-64, 65-74, 75+; the shares are of two vintages, so the difference is kept above zero."""
    young, over_65, over_75 = (
        communes[column].clip(0, 1) for column in ("share_under_18", "share_65_plus", "share_75_plus")
    )
    over_75 = over_75.clip(upper=over_65)
    shares = pd.concat([young, (1 - young - over_65).clip(lower=0), over_65 - over_75, over_75], axis=1)
    return shares.mul(communes["total_population"], axis=0)


def _where_known(function, first: pd.Series, second: pd.Series) -> pd.Series:
    known = first.notna() & second.notna()
    values = pd.Series(np.nan, index=first.index)
    values[known] = function(first[known], second[known])
    return values
