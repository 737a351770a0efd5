"""How many people cannot use a video consultation by themselves: an estimate, with its interval and its hypotheses.

Nobody counts them commune by commune. Published national rates of *illectronisme* by age (Insee Première 1953, survey
of 2021) are applied to the ages of each commune, and leaned by its income.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..errors import IndicatorError

# Of the survey, people of 15 and more: all of them; who had not used the Internet for three months.
NATIONAL, NEVER_ONLINE = 0.154, 0.139
# Users of the Internet who lack one, two or three of the five domains of skill.
WEAK_AMONG_USERS = 0.28


@dataclass(frozen=True)
class Rates:
    """Share of people in difficulty by age, and how they vary: hypotheses, all of which may be changed.

    ``from_65``: published for 60-74; ``from_75``: published. ``under_65`` is what remains of the national rate (ages 18
    to 64; 2 % at 15-24 and 4 % at 25-39 are published). ``contrast``: by how much the rate of the poorest communes is
    above the mean, and that of the richest under it: people of 20 % and 3 % (the poorest and richest incomes) live in
    the same communes, so that communes differ far less than people. ``weak``: part of the users with weak skills who
    would need somebody beside them, in the high estimate.
    """

    under_65: float = 0.06
    from_65: float = 0.24
    from_75: float = 0.62
    contrast: float = 0.25
    weak: float = 0.25

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not 0 <= value <= 1:
                raise IndicatorError(f"{name} is {value:g}.", hint="Give a share between 0 and 1.")

    @property
    def low(self) -> float:
        """What the low estimate is to the middle one: only those who are never online."""
        return NEVER_ONLINE / NATIONAL

    @property
    def high(self) -> float:
        """What the high estimate is to the middle one: some of those with weak skills too."""
        return (NATIONAL + self.weak * WEAK_AMONG_USERS * (1 - NATIONAL)) / NATIONAL


def people_in_difficulty(communes: pd.DataFrame, income_rank: pd.Series, rates: Rates | None = None) -> pd.DataFrame:
    """``in_difficulty``, ``in_difficulty_low``, ``in_difficulty_high``: people of 18 and more, by commune.

    ``P · m · (s_18-64 · d_18-64 + s_65-74 · d_65-74 + s_75+ · d_75+)``, with ``m = 1 + contrast · (2 r - 1)``, ``r``
    the rank of low income (1 the poorest; 0.5 where it is not known). Never more than the adults there are; NaN where
    ages or people are not known.

    ``communes``: population, share_under_18_2016, share_65_plus_2016, share_75_plus_2020; ``income_rank (n,)`` 0 to 1.
    """
    rates = rates or Rates()
    people = communes["population"]
    young = communes["share_under_18_2016"].clip(0, 1)
    over_65 = communes["share_65_plus_2016"].clip(0, 1)
    # Shares are of two years: the older cannot be more than those who hold them.
    over_75 = np.minimum(communes["share_75_plus_2020"].clip(0, 1), over_65)
    adults = (1 - young - over_65).clip(lower=0)
    by_age = adults * rates.under_65 + (over_65 - over_75) * rates.from_65 + over_75 * rates.from_75
    leaned = by_age * (1 + rates.contrast * (2 * income_rank.fillna(0.5) - 1))
    most = people * (adults + over_65)
    middle = np.minimum(people * leaned, most)
    return pd.DataFrame(
        {
            "in_difficulty": middle,
            "in_difficulty_low": middle * rates.low,
            "in_difficulty_high": np.minimum(middle * rates.high, most),
        }
    )
