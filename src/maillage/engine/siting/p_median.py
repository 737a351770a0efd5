"""p-median: the sites for which people travel least, on average.

    minimise  Σ_i w_i · min(t_i, beyond) / Σ_i w_i        t_i: minutes to the nearest open site

Source: Hakimi (1964), Optimum locations of switching centers and the absolute centers and medians of a graph,
Operations Research 12(3). Solved by Benders cuts (:mod:`.cuts`), docs/adr/0009.
"""

from __future__ import annotations

from .checked import positive
from .least_minutes import Paying, least_minutes
from .milp import SEED
from .plan import NoPlan, Plan
from .problem import Problem

GOAL = "p_median"


def p_median(
    problem: Problem, *, beyond_minutes: float, time_limit_seconds: float = 60.0, seed: int = SEED
) -> Plan | NoPlan:
    """The sites with the least mean minutes, each place weighed. The value is in minutes.

    ``beyond_minutes``: what a place counts that has no open site in reach, or only farther ones. With capacities each
    place has one site, and who finds no room within ``beyond_minutes`` counts them as well.

    Raises :class:`~maillage.engine.errors.SitingError` if nobody is to be served, or without a bound of minutes.
    """
    beyond = positive("beyond_minutes", beyond_minutes)
    return least_minutes(
        GOAL,
        problem,
        Paying(pays=lambda minutes: minutes, minutes=float),
        beyond_minutes=beyond,
        time_limit_seconds=time_limit_seconds,
        seed=seed,
    )
