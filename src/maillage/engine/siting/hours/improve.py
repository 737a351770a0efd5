"""Good rosters fast: some mediators lose their week and get the best one that is left, again and again.

Ruin and recreate (Schrimpf et al. 2000), the neighbours to ruin as in Christiaens & Vanden Berghe (2020).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from .making import NOBODY, Making, Own, Week, presence
from .opening import Public
from .problem import RosterProblem
from .wished import SiteWish

# Share of the people reached that a round may lose and still be kept, at the start; it falls to nothing.
WARMTH = 0.001
RUINED = (2, 6)
NOISE = 0.2


class Improver:
    """Makes and improves a week that repeats; ``wishes`` count for more than any number of people."""

    def __init__(
        self, problem: RosterProblem, public: Public, own: Sequence[Own], wishes: Sequence[SiteWish], *, seed: int
    ) -> None:
        self.own, self.public, self.wishes = own, public, wishes
        self.open_anyway = problem.autonomous
        self.chance = np.random.default_rng(seed)
        self.penalty = float(public.demand.people.sum()) + 1.0
        reach = problem.way <= np.array([[each.most_way_minutes] for each in problem.mediators])
        shared = reach.astype(float) @ reach.T
        self.likeness = shared / np.maximum(np.sqrt(np.outer(np.diag(shared), np.diag(shared))), 1.0)

    def first(self) -> Week:
        """Everybody's week from nothing."""
        empty = Week(np.full((len(self.own), 7), NOBODY), np.full(len(self.own), NOBODY))
        return self._recreated(empty, range(len(self.own)), noise=0.0)

    def improved(self, week: Week, *, rounds: int, goes_on: Callable[[float], bool]) -> Week:
        """The best week of so many rounds; fewer where ``goes_on``, told the best value, says no."""
        best = current = week
        best_value = value = self.value(week)
        for done in range(rounds):
            if not goes_on(best_value):
                break
            tried = self._recreated(current, self._neighbours(), noise=NOISE)
            found = self.value(tried)
            if found > value - WARMTH * abs(best_value) * (1 - done / rounds) * self.chance.random():
                current, value = tried, found
            if found > best_value + 1e-9:
                best, best_value = tried, found
        return best

    def value(self, week: Week) -> float:
        """People reached, less what the wishes lack."""
        opened, _ = presence(self.own, week, self.open_anyway)
        lack = sum(max(wish.least - float(wish.amounts @ opened[wish.openings]), 0.0) for wish in self.wishes)
        return self.public.people(opened[np.newaxis]) - self.penalty * lack

    def _neighbours(self) -> Sequence[int]:
        """A mediator by chance, and some of those who can go to the same sites."""
        n = len(self.own)
        centre = int(self.chance.integers(n))
        closeness = self.likeness[centre] + self.chance.random(n)
        closeness[centre] = np.inf
        most = int(self.chance.integers(*RUINED, endpoint=True))
        return np.argsort(-closeness, kind="stable")[:most].tolist()

    def _recreated(self, week: Week, ruined: Sequence[int], *, noise: float) -> Week:
        liking = 1 + noise * self.chance.uniform(-1, 1, len(self.open_anyway))
        making = Making(
            self.own, self.public, self.wishes, week,
            ruined=ruined, liking=liking, open_anyway=self.open_anyway, penalty=self.penalty,
        )  # fmt: skip
        return making.run()
