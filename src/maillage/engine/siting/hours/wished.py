"""What is asked of the hours of a site: a session that must be open, hours a week at least or at most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...sources.hours_week import Session
from .problem import RosterProblem

What = Literal["required", "least", "most"]


@dataclass(frozen=True, eq=False)
class SiteWish:
    """``least ≤ amounts @ open[openings] ≤ most``. ``amounts``: hours, or 1 for a ``required`` session."""

    what: What
    site: int
    openings: np.ndarray
    amounts: np.ndarray
    least: float = -np.inf
    most: float = np.inf
    session: Session | None = None

    @property
    def key(self) -> tuple[What, int, Session | None]:
        """What it asks, whatever the openings of the problem are."""
        return self.what, self.site, self.session

    def holds(self, opened: np.ndarray) -> bool:
        """In every week of ``opened (n_weeks, n_openings)``."""
        amount = opened[:, self.openings] @ self.amounts
        return bool(((amount >= self.least - 1e-6) & (amount <= self.most + 1e-6)).all())


def wishes_of(problem: RosterProblem) -> list[SiteWish]:
    """Site by site: required sessions, then hours. An autonomous site opens all it can and has no wishes."""
    found: list[SiteWish] = []
    for number, site in enumerate(problem.sites):
        if site.autonomous:
            continue
        own = np.array([k for k, opening in enumerate(problem.openings) if opening.site == number], dtype=int)
        hours = np.array([problem.openings[k].session.minutes / 60 for k in own])
        found += [
            SiteWish("required", number, own[[place]], np.ones(1), 1.0, 1.0, session)
            for place, session in enumerate(problem.openings[k].session for k in own)
            if session in site.required
        ]
        if site.least_minutes:
            found.append(SiteWish("least", number, own, hours, least=site.least_minutes / 60))
        if site.most_minutes is not None:
            found.append(SiteWish("most", number, own, hours, most=site.most_minutes / 60))
    return found
