"""Why no choice of sites fulfils the wishes: a smallest set of them that cannot hold together."""

from __future__ import annotations

from .milp import Model, solve
from .plan import Conflict
from .problem import Problem
from .wishes import rules


def conflict(problem: Problem) -> Conflict | None:
    """A minimal conflict by deletion: wishes are left out one by one as long as the rest still cannot hold."""
    found = {rule.wish: rule for rule in rules(problem)}

    def possible(wishes: list[str]) -> bool:
        model = Model()
        columns = model.columns(len(problem.candidates), integer=True)
        for wish in wishes:
            model.rows((columns, found[wish].matrix), lower=found[wish].lower, upper=found[wish].upper)
        return solve(model).status != "infeasible"

    kept = list(found)
    if possible(kept):
        return None
    for wish in list(found):
        without = [other for other in kept if other != wish]
        if not possible(without):
            kept = without
    return Conflict(tuple(kept), {})
