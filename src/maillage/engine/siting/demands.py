"""Wishes as parts of one model that can be left out or stretched one by one: what a conflict is looked for in."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from .milp import Model, solve
from .problem import Problem
from .served import WISH, Service
from .wishes import Rule, rules

# Looking for a reason should not take longer than looking for a plan.
SECONDS_EACH = 10.0


@dataclass(frozen=True)
class Demands:
    """All that is wished of a plan: ``rules`` over the sites, and ``service``, whom they are to serve, if anybody."""

    problem: Problem
    rules: tuple[Rule, ...]
    service: Service | None = None

    @classmethod
    def of(cls, problem: Problem, service: Service | None) -> Demands:
        return cls(problem, tuple(rules(problem)), service)

    @property
    def wishes(self) -> list[str]:
        """Names of what could give. That a site exists is no wish but a fact."""
        named = [rule.wish for rule in self.rules if rule.wish != "existing"]
        return named if self.service is None else [*named, *["capacities"] * self.capacities, WISH]

    @property
    def capacities(self) -> bool:
        return self.service is not None and self.problem.wishes.capacities

    def without(self, wish: str) -> Demands:
        """The same but for one wish."""
        kept = tuple(rule for rule in self.rules if rule.wish != wish)
        service = None if wish == WISH else self.service
        problem = self.problem.wishing(capacities=False) if wish == "capacities" else self.problem
        return replace(self, problem=problem, rules=kept, service=service)

    def possible(self) -> bool:
        """Whether some choice of sites fulfils them all, as far as could be told in time."""
        model, _ = self.model()
        return solve(model, time_limit_seconds=SECONDS_EACH).status != "infeasible"

    def model(self) -> tuple[Model, np.ndarray]:
        """A model of them, without a goal, and its columns of the sites."""
        model = Model()
        sites = model.columns(len(self.problem.candidates), integer=True)
        for rule in self.rules:
            model.rows((sites, rule.matrix), lower=rule.lower, upper=rule.upper)
        if self.service is not None:
            self.service.add(model, sites, capacities=self.capacities)
        return model, sites

    def stretched(self, wish: str) -> tuple[np.ndarray, np.ndarray] | None:
        """The least that the rows of a rule would have to be lowered and raised, in all, for the rest to hold.

        ``(rows,)`` each; None if nothing helps.
        """
        rule = next(rule for rule in self.rules if rule.wish == wish)
        model, sites = self.without(wish).model()
        n_rows = len(rule.lower)
        each = sparse.eye_array(n_rows, format="csr")
        lowered, raised = (model.columns(n_rows, cost=1.0, upper=np.inf) for _ in range(2))
        model.rows((sites, rule.matrix), (lowered, each), (raised, -each), lower=rule.lower, upper=rule.upper)
        found = solve(model, time_limit_seconds=SECONDS_EACH)
        return None if found.values is None else (found.values[lowered], found.values[raised])

    def more_room(self) -> float | None:
        """The least capacity that the sites would have to have more, in all; None if none helps."""
        assert self.service is not None
        bare, limit = self.without("capacities").without(WISH), self.problem.candidates.capacity
        model, sites = bare.model()
        endless = replace(
            self.problem, candidates=replace(self.problem.candidates, capacity=np.full(len(limit), np.inf))
        )
        assigned = replace(self.service, problem=endless).add(model, sites, capacities=True)
        assert assigned is not None
        limited = np.flatnonzero(np.isfinite(limit))
        more = model.columns(len(limited), cost=1.0, upper=np.inf)
        room = sparse.csr_array((-limit[limited], (np.arange(len(limited)), limited)), shape=(len(limited), len(limit)))
        load = assigned.load(self.problem.demand.weight, len(limit))[limited]
        each = -sparse.eye_array(len(limited), format="csr")
        model.rows((assigned.columns, load), (sites, room), (more, each), upper=0.0)
        found = solve(model, time_limit_seconds=SECONDS_EACH)
        return None if found.values is None else float(found.values[more].sum())

    def most_served(self) -> float | None:
        """The greatest share that can be served under the other wishes; None if they cannot hold without it either."""
        assert self.service is not None
        model, sites = self.without(WISH).model()
        columns, amount = self.service.most(model, sites, capacities=self.capacities)
        amount = amount / self.problem.demand.weight.sum()
        model.add_cost(columns, -amount)
        found = solve(model, time_limit_seconds=SECONDS_EACH)
        return None if found.values is None else float(found.values[columns] @ amount)
