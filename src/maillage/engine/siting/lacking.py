"""The places that lack care and may be lifted over a threshold, and the people left under it, inside a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from .access_gain import APL_TOLERANCE, AccessGain
from .milp import Model
from .objective import Objective
from .problem import Problem
from .wishes import Rule


@dataclass(frozen=True)
class Lacking:
    """The places that a choice may lift: ``place (k,)`` their numbers, ``need (k,)`` the APL that each lacks today,
    ``people (k,)``, ``gain (k, m)``. ``hopeless``: people of those that no choice lifts.
    """

    place: np.ndarray
    need: np.ndarray
    people: np.ndarray
    gain: sparse.csr_array
    hopeless: float

    @property
    def parts(self) -> sparse.csr_array:
        """Of the need of each place, what each site gives ``(k, m)``; the whole of it at most."""
        relative = sparse.csr_array(self.gain * (1 / self.need)[:, np.newaxis])
        relative.data = np.minimum(relative.data, 1.0)
        return relative

    def only(self, hopeful: np.ndarray) -> Lacking:
        """Some of the places ``(k,)``, the others given up."""
        return Lacking(
            self.place[hopeful],
            self.need[hopeful],
            self.people[hopeful],
            sparse.csr_array(self.gain[hopeful]),
            self.hopeless + float(self.people[~hopeful].sum()),
        )


def people_under(model: Model, sites: np.ndarray, lacking: Lacking) -> Objective:
    """The goal inside a model: a column for each place that may be lifted, 1 where it is not."""
    under = model.columns(len(lacking.place), integer=True)
    model.rows((sites, lacking.parts), (under, sparse.eye_array(len(under))), lower=1.0)
    return Objective(under, lacking.people, lacking.hopeless)


def in_part_model(lacking: Lacking, found: Sequence[Rule]) -> tuple[Model, np.ndarray, Objective]:
    """A model in which sites may open in part, its columns of the sites, and the goal, which it does not seek yet."""
    model = Model()
    sites = model.columns(lacking.gain.shape[1])  # pyright: ignore[reportOptionalSubscript]
    for rule in found:
        model.rows((sites, rule.matrix), lower=rule.lower, upper=rule.upper)
    return model, sites, people_under(model, sites, lacking)


def lacking_places(problem: Problem, access: AccessGain, threshold: float) -> Lacking:
    """The places that a choice of sites within the wishes could lift, and how many people it could not."""
    existing, people = problem.existing, problem.demand.people
    # Half of the tolerance is left to the solver, which then never calls lifted what is not.
    need = threshold - APL_TOLERANCE / 2 - access.today
    concerned = np.flatnonzero((need - access.gain @ existing.astype(float) > 0) & (people > 0))
    most = most_gained(problem, access, concerned)
    possible = most >= need[concerned]
    place = concerned[possible]
    hopeless = float(people[concerned[~possible]].sum())
    gain = sparse.csr_array(access.gain[place])
    return Lacking(place, need[place], people[place], gain, hopeless)


def most_gained(problem: Problem, access: AccessGain, places: np.ndarray) -> np.ndarray:
    """What each of some places ``(k,)`` gains at most: with all existing sites, and the best new ones by number."""
    existing = problem.existing
    new = ~existing
    new[problem.candidates.numbers(problem.wishes.forbidden)] = False
    gain = access.gain[places].toarray()
    best = np.sort(gain[:, new], axis=1)[:, ::-1][:, : problem.wishes.count]
    return gain[:, existing].sum(axis=1) + best.sum(axis=1)
