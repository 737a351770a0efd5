"""One index of priority, 0 to 100, whose every point can be explained.

Each part is a rank among the people of a reference (France): 0.8 says that 80 % of them live in a place that is less
urgent. Ranks need no unit, so that minutes, euros and percentages can be weighed together; the weights are a political
choice, shown beside the result and open to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..errors import IndicatorError
from .inputs import amounts, divide, numbers, same_length

PARTS = ("access", "age", "poverty", "digital")


@dataclass(frozen=True)
class PriorityWeights:
    """How much each part counts. Any non-negative numbers: they are divided by their sum.

    >>> PriorityWeights(access=2, age=1, poverty=1, digital=0)
    PriorityWeights(access=0.5, age=0.25, poverty=0.25, digital=0.0)
    """

    access: float = 0.4
    age: float = 0.2
    poverty: float = 0.2
    digital: float = 0.2

    def __post_init__(self) -> None:
        wrong = [part for part in PARTS if not 0 <= getattr(self, part) < np.inf]
        if wrong:
            raise IndicatorError(
                f"The weight of {' and '.join(wrong)} is negative or missing.",
                hint="Give zero or more; zero leaves a part out.",
            )
        total = sum(astuple(self))
        if total == 0:
            raise IndicatorError("No part of the priority has any weight.", hint="Give at least one of them some.")
        for part in PARTS:
            object.__setattr__(self, part, getattr(self, part) / total)


class Priority(NamedTuple):
    """``score (n,)`` 0-100, NaN where every part is missing; ``points`` of each part, ``(n,)`` each, whose sum it is;
    ``missing``, which parts are not known (bool ``(n,)`` each): their weight went to the parts that are."""

    score: np.ndarray
    points: dict[str, np.ndarray]
    missing: dict[str, np.ndarray]


def urgency(
    values: ArrayLike,
    reference_values: ArrayLike,
    reference_population: ArrayLike,
    *,
    urgent: Literal["high", "low"],
) -> np.ndarray:
    """Share of the reference's people whose place is less urgent, those on a par counting half.

    ``r(x) = (Σ_{x_k < x} P_k + ½ Σ_{x_k = x} P_k) / Σ P_k``, or one minus that if low values are the urgent ones.

    Shapes: ``values (n,)``, ``reference_values (k,)``, ``reference_population (k,)`` → ``(n,)`` between 0 and 1. NaN, a
    value that is not known, stays NaN and is left out of the reference.

    >>> urgency([1.9, 4.0, np.nan], [2.0, 3.0, 4.0], [50, 30, 20], urgent="low")
    array([1. , 0.1, nan])
    """
    if urgent not in ("high", "low"):
        raise IndicatorError(f"Urgent values cannot be {urgent!r}.", hint="Say 'high' or 'low'.")
    values, reference = np.asarray(values, dtype=np.float64), np.asarray(reference_values, dtype=np.float64)
    population = amounts("reference_population", reference_population, len(reference))
    known = ~np.isnan(reference)
    order = np.argsort(reference[known])
    ranked, people = reference[known][order], np.append(0.0, np.cumsum(population[known][order]))
    if people[-1] == 0:
        raise IndicatorError("Nobody lives in the reference.", hint="Give places with people and a known value.")
    below = people[np.searchsorted(ranked, values, side="left")]
    up_to = people[np.searchsorted(ranked, values, side="right")]
    rank = np.where(np.isnan(values), np.nan, (below + up_to) / (2 * people[-1]))
    return rank if urgent == "high" else 1 - rank


def priority(urgencies: Mapping[str, ArrayLike], weights: PriorityWeights | None = None) -> Priority:
    """``100 · Σ_k w_k u_ik``, over the parts that are known, ``w`` divided by the sum of their weights.

    Shapes: ``urgencies``, one ``(n,)`` array between 0 and 1 (NaN: not known) for each of the parts ``access``,
    ``age``, ``poverty``, ``digital`` → :class:`Priority`. The points of the parts add up to the score.

    >>> result = priority({"access": [0.9], "age": [0.5], "poverty": [np.nan], "digital": [0.1]})
    >>> result.score.round(1), {part: float(points[0].round(1)) for part, points in result.points.items()}
    (array([60.]), {'access': 45.0, 'age': 12.5, 'poverty': 0.0, 'digital': 2.5})
    """
    weights = weights or PriorityWeights()
    if set(urgencies) != set(PARTS):
        raise IndicatorError(f"The parts of the priority are {PARTS}.", hint=f"Found: {tuple(urgencies)}.")
    columns = [np.asarray(urgencies[part], dtype=np.float64) for part in PARTS]
    same_length(**dict(zip(PARTS, columns, strict=True)))
    parts = np.column_stack(columns)
    missing = np.isnan(parts)
    known = numbers("urgencies", np.where(missing, 0.0, parts))
    if known.size and (known.min() < 0 or known.max() > 1):
        raise IndicatorError("An urgency is not between 0 and 1.", hint="Rank the values with urgency() first.")
    shares = np.where(missing, 0.0, np.asarray(astuple(weights)))
    shares = divide(shares, shares.sum(axis=1, keepdims=True), otherwise=np.nan)
    points = 100 * shares * known
    return Priority(
        points.sum(axis=1), dict(zip(PARTS, points.T, strict=True)), dict(zip(PARTS, missing.T, strict=True))
    )
