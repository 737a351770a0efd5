"""What a set of open sites changes for people: the way to the nearest, and the care within reach.

Fast enough to follow a site while it is dragged: everything is measured again from the pairs, nothing is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..access.equity import gini, people_under, weighted_mean, weighted_quantiles
from ..access.inputs import far_enough
from ..errors import SitingError
from ..travel.pairs import Pairs
from .access_gain import APL_TOLERANCE, AccessGain
from .kolm_pollak import ede, kappa_of
from .plan import nearest_open
from .problem import Problem

FAR_MINUTES = 20.0
NINE_IN_TEN = 0.9


@dataclass(frozen=True)
class Situation:
    """What people have with some sites open. Shares are of all people (0-1); people are those of the demand.

    A place: ``site (n,)`` the nearest open one, -1 if out of reach; ``minutes (n,)`` to it, NaN then; ``apl (n,)``.

    The way: ``people_within`` and ``share_within`` the minutes that were asked; ``share_far``: over 20 minutes;
    ``people_out_of_reach`` of every open site; ``mean_minutes`` and ``p90_minutes`` (nine people in ten have no more),
    in which those out of reach count the bound of the times (:func:`minutes_beyond`); ``worst_epci``: the
    intercommunality whose people have the longest mean way, empty where no place has one, and
    ``worst_epci_minutes`` (NaN then); ``ede_minutes``: the way that, if all had it, would be as bad as theirs
    (:mod:`.kolm_pollak`, aversion 1).

    The care: ``apl_mean`` and ``apl_gini`` weighed with standardised people; ``apl_least`` of any place where people
    live; ``people_under`` the threshold, strictly, in ``places_under`` places.
    """

    site: np.ndarray
    minutes: np.ndarray
    apl: np.ndarray
    people_within: float
    share_within: float
    share_far: float
    people_out_of_reach: float
    mean_minutes: float
    p90_minutes: float
    worst_epci: str
    worst_epci_minutes: float
    ede_minutes: float
    apl_mean: float
    apl_least: float
    apl_gini: float
    people_under: float
    places_under: int


@dataclass(frozen=True)
class Effects:
    """``before``: with the sites that exist; ``after``: with the plan. ``cost`` of its ``new_sites``."""

    before: Situation
    after: Situation
    cost: float
    new_sites: int


def effects(
    problem: Problem, access: AccessGain, opened: np.ndarray, *, within_minutes: float, threshold: float
) -> Effects:
    """What changes when ``opened`` (numbers of candidates, in any order) are open beside the sites that exist.

    The wishes are not looked at: a plan in the making may break them. Raises SitingError for a number that is no
    candidate, and :class:`~maillage.engine.errors.IndicatorError` if the times stop before ``within_minutes`` or 20
    minutes, or if nobody lives anywhere.
    """
    existing = problem.existing
    before = situation(problem, access, np.flatnonzero(existing), within_minutes=within_minutes, threshold=threshold)
    is_open = existing | _mask(opened, len(problem.candidates))
    after = situation(problem, access, np.flatnonzero(is_open), within_minutes=within_minutes, threshold=threshold)
    new = is_open & ~existing
    return Effects(before, after, float(problem.candidates.cost[new].sum()), int(new.sum()))


def situation(
    problem: Problem, access: AccessGain, opened: np.ndarray, *, within_minutes: float, threshold: float
) -> Situation:
    """What people have with exactly ``opened``; errors as for :func:`effects`."""
    pairs, people = problem.pairs, problem.demand.people
    far_enough(pairs, max(within_minutes, FAR_MINUTES))
    site, minutes = nearest_open(pairs, opened)
    reached = site >= 0
    counted = np.where(reached, minutes, minutes_beyond(pairs))
    apl = access.after(opened)
    everyone = people.sum()
    within = float(people @ (minutes <= within_minutes))
    under = people_under(apl, people, threshold - APL_TOLERANCE)
    worst_epci, worst_epci_minutes = _worst_epci(problem.demand.epci, counted, people)
    return Situation(
        site=site,
        minutes=minutes,
        apl=apl,
        people_within=within,
        share_within=within / everyone,
        share_far=float(people @ ~(minutes <= FAR_MINUTES)) / everyone,
        people_out_of_reach=float(people @ ~reached),
        mean_minutes=weighted_mean(counted, people),
        p90_minutes=float(weighted_quantiles(counted, people, [NINE_IN_TEN])[0]),
        worst_epci=worst_epci,
        worst_epci_minutes=worst_epci_minutes,
        ede_minutes=float(ede(counted, people, kappa_of(problem, 1.0, minutes_beyond(pairs)))),
        apl_mean=weighted_mean(apl, access.people),
        apl_least=float(apl[people > 0].min()),
        apl_gini=gini(apl, access.people) if apl @ access.people > 0 else 0.0,
        people_under=under.people,
        places_under=under.places,
    )


def minutes_beyond(pairs: Pairs) -> float:
    """What a place counts that no open site is within reach of: the bound of the times, or the longest without one."""
    if np.isfinite(pairs.within_minutes):
        return pairs.within_minutes
    return float(pairs.minutes.max(initial=0.0))


def _mask(opened: np.ndarray, n_candidates: int) -> np.ndarray:
    mask = np.zeros(n_candidates, dtype=bool)
    numbers = np.asarray(opened, dtype=np.intp)
    foreign = numbers[(numbers < 0) | (numbers >= n_candidates)]
    if len(foreign):
        raise SitingError(
            f"The sites are numbered 0 to {n_candidates - 1}, and {foreign[0]} is asked for.",
            hint="Give numbers of the candidates of this problem.",
        )
    mask[numbers] = True
    return mask


def _worst_epci(epci: np.ndarray, minutes: np.ndarray, people: np.ndarray) -> tuple[str, float]:
    """Code and mean minutes of the worst; of equals the first code."""
    concerned = np.flatnonzero((epci != "") & (people > 0))
    if not len(concerned):
        return "", np.nan
    codes, group = np.unique(epci[concerned], return_inverse=True)
    inhabitants = np.bincount(group, weights=people[concerned])
    mean = np.bincount(group, weights=people[concerned] * minutes[concerned]) / inhabitants
    worst = int(np.argmax(mean))
    return str(codes[worst]), float(mean[worst])
