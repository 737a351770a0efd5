"""Why each site of a plan stands where it does: whom it alone serves, what is lost without it, who would replace it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .bounds import Bounds
from .effects import Situation, situation
from .exchange import Exchange
from .goals import GOALS, Axis, Terms
from .plan import nearest_open
from .problem import Problem
from .wishes import rules


@dataclass(frozen=True)
class WhyHere:
    """About one new site; ``site``: its number.

    ``places``: numbers of the places to which it is the nearest open site, ``people_nearest`` who live there;
    ``places_alone`` that have it within the minutes asked, and no other open site, ``people_alone``.

    ``value_without`` it, of the goal, nobody moved; ``lost``: by how much that is worse; ``without``: the whole
    situation then. ``next_best``: the candidate, not open, with which the goal is best if it takes the place of this
    one and the wishes still hold, None if there is none; ``next_best_value`` of the goal then, NaN without one.
    """

    site: int
    places: np.ndarray
    people_nearest: float
    places_alone: np.ndarray
    people_alone: float
    value_without: float
    lost: float
    without: Situation
    next_best: int | None
    next_best_value: float


def why_here(terms: Terms, sought: Axis, opened: np.ndarray) -> tuple[WhyHere, ...]:
    """One :class:`WhyHere` for each new site of a plan, in the order of ``opened`` (existing sites included there).

    The plan need not be the best one, nor respect the wishes: next best is what respects them. A goal that only
    counts sites, such as the fewest, is judged by another (:func:`judge_of`). Capacities are not looked at: everybody
    goes to the nearest site.
    """
    problem, sought = terms.problem, judge_of(sought)
    value = sought.measure(terms, opened)
    nearest, _ = nearest_open(problem.pairs, opened)
    alone = _alone(problem, opened, terms.within_minutes)
    exchange = Exchange(terms, sought)
    is_open = np.zeros(len(problem.candidates), dtype=bool)
    is_open[opened] = True
    bounds = Bounds.of(rules(problem), len(is_open))
    people, existing = problem.demand.people, problem.existing
    found = []
    for site in opened[~existing[opened]].tolist():
        others = opened[opened != site]
        without = sought.measure(terms, others)
        places, places_alone = np.flatnonzero(nearest == site), np.flatnonzero(alone == site)
        next_best, next_best_value = _best_instead(bounds, exchange, sought, is_open, site)
        found.append(
            WhyHere(
                site=site,
                places=places,
                people_nearest=float(people[places].sum()),
                places_alone=places_alone,
                people_alone=float(people[places_alone].sum()),
                value_without=without,
                lost=float(sought.gain(value, over=without)),
                without=situation(
                    problem,
                    terms.access,
                    others,
                    within_minutes=terms.within_minutes,
                    threshold=terms.threshold,
                ),
                next_best=next_best,
                next_best_value=next_best_value,
            )
        )
    return tuple(found)


def next_best(terms: Terms, sought: Axis, opened: np.ndarray, site: int) -> int | None:
    """The candidate, not open, with which the goal is best if it takes the place of one open site and the wishes still
    hold; None if there is none. As in :func:`why_here`, for one site."""
    is_open = np.zeros(len(terms.problem.candidates), dtype=bool)
    is_open[opened] = True
    bounds, judge = Bounds.of(rules(terms.problem), len(is_open)), judge_of(sought)
    return _best_instead(bounds, Exchange(terms, judge), judge, is_open, site)[0]


def judge_of(sought: Axis) -> Axis:
    """The goal by which the loss of a site is told: to need fewer sites is no loss, to reach fewer people is."""
    return GOALS["coverage"] if sought.sees == "sites" else sought


def _best_instead(
    bounds: Bounds, exchange: Exchange, sought: Axis, is_open: np.ndarray, site: int
) -> tuple[int | None, float]:
    """The best candidate in the place of an open one, the first of equals, and the goal's value with it."""
    others = is_open.copy()
    others[site] = False
    room = np.flatnonzero(bounds.may_open(bounds.rows @ others.astype(float)) & ~is_open)
    if not len(room):
        return None, np.nan
    values = exchange.values(is_open, site, room)
    best = int(np.argmax(sought.gain(values, over=0.0)))
    return int(room[best]), float(values[best])


def _alone(problem: Problem, opened: np.ndarray, within_minutes: float) -> np.ndarray:
    """The one open site ``(n,)`` that each place has within some minutes; -1 where there are none, or several."""
    pairs = problem.pairs
    is_open = np.zeros(pairs.shape[1], dtype=bool)
    is_open[opened] = True
    near = is_open[pairs.destination] & (pairs.minutes <= within_minutes)
    place, site = pairs.origin[near], pairs.destination[near]
    once = np.bincount(place, minlength=pairs.shape[0]) == 1
    alone = np.full(pairs.shape[0], -1, dtype=np.intp)
    alone[place[once[place]]] = site[once[place]]
    return alone
