"""The question with its names: the tables behind the numbers of a problem, and the answer upon them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..access.decay import StepDecay
from ..territory.territory import Territory
from ..travel.router import Router
from .access_gain import AccessGain
from .problem import Problem
from .sites import Cabin


@dataclass(frozen=True)
class Ground:
    """What does not change while one plans: the territory's people, and the neighbours who would come as well.

    ``inside``: figures of the territory's located communes whose APL is published, ``around``: of their neighbours;
    both indexed by code. ``left_out``: names of communes that could not be counted. ``decay``: of the APL.
    """

    territory: Territory
    year: int
    inside: pd.DataFrame
    around: pd.DataFrame
    left_out: tuple[str, ...]
    decay: StepDecay
    router: Router

    @property
    def communes(self) -> pd.DataFrame:
        """The territory and its neighbours, in this order."""
        return pd.concat([self.inside, self.around])


@dataclass(frozen=True)
class Question:
    """A problem, and the tables that name its numbers: ``sites`` its candidates, ``ground.inside`` its demand."""

    ground: Ground
    sites: pd.DataFrame
    problem: Problem
    access: AccessGain
    cabin: Cabin
