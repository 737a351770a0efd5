"""Who lives near, by what keeps them busy: declared hypotheses over the ages of a commune.

The shares are orders of magnitude to plan with, not measures: no source says which half-days people could give to a
consultation. Each authority can bring its own (`--groups`), and a plan prints those it was made with.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd


class Group(NamedTuple):
    """``age``: young (under 18), adult, older (65 and more); ``share`` of the people of that age; ``can_come``: the
    share of the group who could come to a session, in the order of :data:`~.demand.KINDS`.
    """

    name: str
    age: str
    share: float
    can_come: tuple[float, float, float, float, float]


GROUPS = (
    Group("retraités", "older", 1.0, (0.5, 0.5, 0.1, 0.4, 0.2)),
    Group("en emploi aux heures de bureau", "adult", 0.5, (0.05, 0.05, 0.4, 0.5, 0.3)),
    Group("en emploi à horaires décalés", "adult", 0.2, (0.3, 0.3, 0.2, 0.3, 0.2)),
    Group("sans emploi, en études, au foyer", "adult", 0.3, (0.5, 0.45, 0.2, 0.35, 0.2)),
    Group("enfants, avec un parent", "young", 1.0, (0.1, 0.15, 0.35, 0.45, 0.3)),
)
# The means of France, for the few communes whose ages are not known.
USUAL_YOUNG, USUAL_OLDER = 0.21, 0.20


def people_of(communes: pd.DataFrame, groups: tuple[Group, ...]) -> np.ndarray:
    """People ``(n_communes, n_groups)``; columns population, share_under_18_2016, share_65_plus_2016."""
    people = communes["population"].fillna(0).to_numpy(float)
    young = communes["share_under_18_2016"].fillna(USUAL_YOUNG).to_numpy(float)
    older = communes["share_65_plus_2016"].fillna(USUAL_OLDER).to_numpy(float)
    of_age = {"young": young, "older": older, "adult": 1 - young - older}
    return np.column_stack([people * of_age[group.age] * group.share for group in groups])


def shares_of(groups: tuple[Group, ...]) -> np.ndarray:
    """``(n_groups, n_kinds)`` of :class:`~.demand.Demand`."""
    return np.array([group.can_come for group in groups], dtype=float)
