"""The question of hours: which sites could open when, who could be there, and whom that would reach."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np

from ...errors import SitingError
from ...sources.hours_week import Session, written
from .demand import Demand
from .working_time import WORK_A_WEEK_MINUTES, LocalRules

Saturdays = Literal["none", "half", "all"]


@dataclass(frozen=True)
class Site:
    """``possible``: when it could open. ``required``: sessions that must be open, some of the possible ones.

    ``least_minutes``, ``most_minutes``: of opening a week. ``autonomous``: it opens without a mediator, all it can.
    """

    key: str
    name: str
    possible: tuple[Session, ...]
    required: tuple[Session, ...] = ()
    least_minutes: int = 0
    most_minutes: int | None = None
    autonomous: bool = False

    def __post_init__(self) -> None:
        odd = set(self.required) - set(self.possible)
        if odd:
            raise SitingError(
                f"{self.name}: a required session is not a possible one: {written(min(odd))}.",
                hint="Add it to the possible ones.",
            )


@dataclass(frozen=True)
class Mediator:
    """``contract_minutes`` a week that may be spent on sites and between them; ``saturdays``: half is one in two.

    ``most_way_minutes``: from home to a site.
    """

    name: str
    contract_minutes: int
    evenings: bool = True
    saturdays: Saturdays = "half"
    most_way_minutes: float = 30.0

    def __post_init__(self) -> None:
        if not 0 < self.contract_minutes <= WORK_A_WEEK_MINUTES:
            raise SitingError(
                f"{self.name}: no contract allows {self.contract_minutes / 60:g} hours a week.",
                hint="Give more than 0 and at most 44 (on average over twelve weeks: Code du travail, L3121-22).",
            )


class Opening(NamedTuple):
    """A session of a site (its number)."""

    site: int
    session: Session


@dataclass(frozen=True)
class RosterProblem:
    """``way (n_mediators, n_sites)``: minutes from home; ``between (n_sites, n_sites)``: from site to site; ``inf``
    where it cannot be travelled. ``weeks``: length of the cycle that repeats.
    """

    sites: tuple[Site, ...]
    mediators: tuple[Mediator, ...]
    way: np.ndarray
    between: np.ndarray
    demand: Demand
    weeks: int = 2
    rules: LocalRules = field(default_factory=LocalRules)

    def __post_init__(self) -> None:
        shapes = (self.way.shape, self.between.shape, self.demand.near.shape[1:])
        n, m = len(self.sites), len(self.mediators)
        if shapes != ((m, n), (n, n), (n,)):
            raise ValueError(f"way, between and near do not fit {m} mediators and {n} sites: {shapes}")
        if not self.openings:
            raise SitingError("No site could open at any time.", hint="Give each site the sessions that are possible.")
        if not 1 <= self.weeks <= 4:
            raise SitingError(f"A cycle of {self.weeks} weeks.", hint="Give 1 to 4 weeks.")
        halves = [each.name for each in self.mediators if each.saturdays == "half"]
        if self.rules.saturday_contracts and halves and self.weeks % 2:
            raise SitingError(
                f"One Saturday in two cannot be kept in a cycle of {self.weeks} weeks ({', '.join(halves[:3])}).",
                hint="Plan 2 or 4 weeks, or give these mediators all Saturdays or none.",
            )

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """Every session of every site, site by site."""
        return tuple(Opening(number, session) for number, site in enumerate(self.sites) for session in site.possible)

    @cached_property
    def autonomous(self) -> np.ndarray:
        """Which openings ``(n_openings,)`` need no mediator."""
        return np.array([self.sites[opening.site].autonomous for opening in self.openings])

    def works_evenings(self, mediator: Mediator) -> bool:
        return mediator.evenings or not self.rules.evening_contracts

    def saturdays_of(self, mediator: Mediator) -> Saturdays:
        return mediator.saturdays if self.rules.saturday_contracts else "all"

    def in_reach(self, mediator: int) -> np.ndarray:
        """Numbers of the sites that a mediator can go to from home."""
        return np.flatnonzero(self.way[mediator] <= self.mediators[mediator].most_way_minutes)
