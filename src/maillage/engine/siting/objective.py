"""A goal inside a model, so that it can be what is sought, or what another goal must respect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from .milp import Model


@dataclass(frozen=True)
class Objective:
    """``constant + coefficients · v[columns]``: to be least, or, if ``most``, as much as possible.

    ``linear``: what the expression is for a value of the goal, where that is not the same (a rising function).
    """

    columns: np.ndarray
    coefficients: np.ndarray
    constant: float = 0.0
    most: bool = False
    linear: Callable[[float], float] = float

    def seek(self, model: Model, *, weight: float = 1.0) -> None:
        """Makes it (times ``weight``) a part of what the model minimises. The constant stays outside."""
        model.add_cost(self.columns, self.coefficients * (-weight if self.most else weight))

    def demand(self, model: Model, level: float) -> None:
        """A row: the expression no worse than ``level``."""
        row = sparse.csr_array(self.coefficients[np.newaxis])
        bound = level - self.constant
        model.rows((self.columns, row), **{"lower" if self.most else "upper": bound})

    def value(self, least: float) -> float:
        """The expression, from what HiGHS minimised for it alone (its objective, or its bound)."""
        return self.constant + (-least if self.most else least)
