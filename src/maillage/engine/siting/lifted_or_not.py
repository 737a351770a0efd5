"""How few people any plan leaves under a threshold: a tree over the places, each lifted in whole or given up.

Sites may open in part, but not to lift a place in part: the cuts of :mod:`.counted_on` see to most of that, deciding
place after place to the rest. The node with the least people is looked at first, so that whenever the tree is stopped,
its bound is a good one. HiGHS goes deep first, for plans: it ends sooner where it has the time to, but until then its
bound hardly moves.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import NamedTuple

import highspy
import numpy as np

from .branch import WHOLE, Node, PseudoCosts, worth
from .counted_on import CountedOn
from .lacking import Lacking, in_part_model
from .milp import add_cuts, relaxation
from .wishes import Rule

# Of what the bound still lacks: a round of cuts that adds less is the last.
WORTH_A_ROUND = 0.02
# A cut that no solution touched for so many is dropped.
IDLE = 3
KINDS = highspy.HighsModelStatus
ENDED = (KINDS.kOptimal, KINDS.kInfeasible, KINDS.kObjectiveBound)


class Shares(NamedTuple):
    """A solution of the relaxation: people under, sites that open ``(m,)`` and places under ``(k,)`` in part."""

    bound: float
    is_open: np.ndarray
    under: np.ndarray


def fewest_under(
    lacking: Lacking, found: Sequence[Rule], people: float, *, time_limit_seconds: float, seed: int
) -> float:
    """No plan leaves less than this under the threshold; ``people`` at most, of whom a plan is known.

    It rises until it is ``people``, every place is decided where it is least, or time is up.
    """
    k = len(lacking.place)
    if not k:
        return lacking.hopeless
    enough, decided = worth(people - lacking.hopeless), np.inf
    relaxed = _Relaxation(lacking, found, time_limit_seconds=time_limit_seconds, seed=seed)
    pseudo, nodes, age = PseudoCosts(k), [Node(0.0, 0, np.zeros(k), np.ones(k))], 0
    while nodes and nodes[0].bound < min(enough, decided):
        node = nodes[0]
        shares = relaxed.within(node.lower, node.upper, enough)
        if relaxed.stopped:
            break
        heapq.heappop(nodes)
        if shares is None or shares.bound >= enough:
            continue
        pseudo.learn(node, shares.bound - node.bound)
        bound, place = max(shares.bound, node.bound), pseudo.choose(shares.under, lacking.people)
        share = float(shares.under[place])
        if min(share, 1 - share) <= WHOLE:
            decided = min(decided, bound)
            continue
        given_up, lifted = node.lower.copy(), node.upper.copy()
        given_up[place], lifted[place] = 1.0, 0.0
        age -= 1
        heapq.heappush(nodes, Node(bound, age, given_up, node.upper, place, up=True, share=1 - share))
        heapq.heappush(nodes, Node(bound, age, node.lower, lifted, place, up=False, share=share))
    least = min([decided, *(node.bound for node in nodes[:1])])
    return people if least >= enough else lacking.hopeless + least


class _Relaxation:
    """The relaxation with the cuts that it needed lately."""

    def __init__(self, lacking: Lacking, found: Sequence[Rule], *, time_limit_seconds: float, seed: int) -> None:
        model, self._sites, goal = in_part_model(lacking, found)
        goal.seek(model)
        self._under, self._cuts = goal.columns, CountedOn(lacking, found)
        self._highs = relaxation(model, time_limit_seconds=time_limit_seconds, seed=seed)
        # Gains are shares of a need: there is nothing to scale.
        self._highs.setOptionValue("simplex_scale_strategy", 0)
        self._n_rows, self._idle = model.n_rows, np.zeros(0, dtype=int)

    @property
    def stopped(self) -> bool:
        """Whether time is up: that there is no solution proves nothing then."""
        return self._highs.getModelStatus() not in ENDED

    def within(self, lower: np.ndarray, upper: np.ndarray, enough: float) -> Shares | None:
        """Its solution with ``lower ≤ under ≤ upper (k,)``, cut until that adds little; None if none is better."""
        self._highs.changeColsBounds(len(lower), self._under, lower, upper)
        self._highs.setOptionValue("objective_bound", enough)
        shares = self._solved()
        while shares is not None and self._cut(shares):
            before, shares = shares.bound, self._solved()
            if shares is not None and shares.bound - before < WORTH_A_ROUND * (enough - before):
                break
        return shares

    def _solved(self) -> Shares | None:
        self._highs.run()
        if self._highs.getModelStatus() != KINDS.kOptimal:
            return None
        values = np.clip(np.array(self._highs.getSolution().col_value), 0.0, 1.0)
        return Shares(self._highs.getInfo().objective_function_value, values[self._sites], values[self._under])

    def _cut(self, shares: Shares) -> bool:
        """Adds the cuts that a solution violates, in the place of those that have long been idle; False for none."""
        place, parts = self._cuts.violated(shares.is_open, shares.under)
        if not len(place):
            return False
        self._drop_idle()
        sites, under = self._sites[parts.indices], self._under[place]
        add_cuts(self._highs, parts.indptr, sites, parts.data, own=under, lower=np.ones(len(place)))
        self._idle = np.append(self._idle, np.zeros(len(place), dtype=int))
        return True

    def _drop_idle(self) -> None:
        reached = np.array(self._highs.getSolution().row_value)[self._n_rows :]
        self._idle = np.where(reached > 1.0 + WHOLE, self._idle + 1, 0)
        idle = np.flatnonzero(self._idle > IDLE)
        self._highs.deleteRows(len(idle), (idle + self._n_rows).astype(np.int32))
        self._idle = np.delete(self._idle, idle)
