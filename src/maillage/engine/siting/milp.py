"""Mixed-integer linear models, sparse, handed to HiGHS as arrays: no modelling layer between.

    minimise  cost · v      subject to  lower ≤ A v ≤ upper,  column bounds,  some v integer

A model is built by parts: columns first (each call returns their numbers), then rows over them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import highspy
import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

SEED = 1
# Below it, what is left of a gap is arithmetic.
RELATIVE_GAP = 1e-7


@dataclass(frozen=True)
class Solved:
    """``values (n_columns,)`` of the best solution found, None without one. ``bound``: no solution costs less.

    ``seconds``: what solving took until now, by HiGHS's own clock (the engine reads none).
    """

    status: Literal["optimal", "stopped", "infeasible"]
    values: np.ndarray | None
    objective: float
    bound: float
    seconds: float = 0.0


class Model:
    """A model in the making."""

    def __init__(self) -> None:
        self._cost: list[np.ndarray] = []
        self._lower: list[np.ndarray] = []
        self._upper: list[np.ndarray] = []
        self._integer: list[np.ndarray] = []
        self._rows: list[tuple[list[tuple[np.ndarray, sparse.coo_array]], np.ndarray, np.ndarray]] = []
        self._added_cost: list[tuple[np.ndarray, np.ndarray]] = []
        self.n_columns = 0
        # Added to what is minimised: a relative gap is of the whole.
        self.offset = 0.0
        self.n_rows = 0

    def columns(
        self,
        number: int,
        *,
        cost: ArrayLike = 0.0,
        lower: ArrayLike = 0.0,
        upper: ArrayLike = 1.0,
        integer: bool = False,
    ) -> np.ndarray:
        """Adds variables; a scalar holds for all of them. Returns their numbers."""
        for kept, value in ((self._cost, cost), (self._lower, lower), (self._upper, upper)):
            kept.append(np.broadcast_to(np.asarray(value, dtype=float), number))
        self._integer.append(np.full(number, integer))
        self.n_columns += number
        return np.arange(self.n_columns - number, self.n_columns, dtype=np.int32)

    def add_cost(self, columns: np.ndarray, cost: ArrayLike) -> None:
        """Adds to the cost of variables that stand already; ``cost`` one for each, or one for all."""
        self._added_cost.append((columns, np.broadcast_to(np.asarray(cost, dtype=float), len(columns))))

    def rows(
        self,
        *parts: tuple[np.ndarray, sparse.sparray | np.ndarray],
        lower: ArrayLike = -np.inf,
        upper: ArrayLike = np.inf,
    ) -> None:
        """Adds ``lower ≤ Σ matrix @ v[columns] ≤ upper`` over parts ``(columns, matrix (k, len(columns)))``."""
        blocks = [(columns, sparse.coo_array(matrix)) for columns, matrix in parts]
        number = blocks[0][1].shape[0]
        low, high = (np.broadcast_to(np.asarray(bound, dtype=float), number) for bound in (lower, upper))
        self._rows.append((blocks, low, high))
        self.n_rows += number

    def _matrix(self) -> tuple[sparse.csr_array, np.ndarray, np.ndarray]:
        row, column, value, first = [], [], [], 0
        for blocks, lower, _ in self._rows:
            for columns, block in blocks:
                row.append(block.row + first)
                column.append(columns[block.col])
                value.append(block.data)
            first += len(lower)
        empty = [np.empty(0)]
        entries = (np.concatenate(value or empty), (_joined(row), _joined(column)))
        matrix = sparse.csr_array(entries, shape=(first, self.n_columns))
        bounds = [np.concatenate([rows[side] for rows in self._rows] or empty) for side in (1, 2)]
        return matrix, bounds[0], bounds[1]

    def lp(self) -> highspy.HighsLp:
        """The model as HiGHS takes it."""
        matrix, lower, upper = self._matrix()
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.n_columns, len(lower)
        lp.offset_ = self.offset
        cost = np.concatenate(self._cost)
        for columns, added in self._added_cost:
            np.add.at(cost, columns, added)
        lp.col_cost_ = cost
        lp.col_lower_, lp.col_upper_ = np.concatenate(self._lower), np.concatenate(self._upper)
        lp.row_lower_, lp.row_upper_ = lower, upper
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
        lp.a_matrix_.value_ = matrix.data
        integer = np.concatenate(self._integer)
        if integer.any():
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[whole] for whole in integer.tolist()]
        return lp


def solve(
    model: Model,
    *,
    start: np.ndarray | None = None,
    time_limit_seconds: float = 60.0,
    relative_gap: float = RELATIVE_GAP,
    seed: int = SEED,
) -> Solved:
    """The best solution within the time, with its proven bound.

    ``start (n_columns,)``: a solution to begin from, NaN where it says nothing. Same model and seed, same answer
    unless time is up. The number of threads is never set: HiGHS breaks when it changes between solves of a process.
    """
    highs = ready(model, time_limit_seconds=time_limit_seconds, relative_gap=relative_gap, seed=seed)
    if start is not None:
        known = np.flatnonzero(np.isfinite(start)).astype(np.int32)
        highs.setSolution(len(known), known, start[known])
    highs.run()
    return solved(highs)


def ready(
    model: Model,
    *,
    time_limit_seconds: float = 60.0,
    relative_gap: float = RELATIVE_GAP,
    seed: int = SEED,
) -> highspy.Highs:
    """HiGHS with the model in it, for who adds rows or costs between solves."""
    highs = highspy.Highs()
    highs.silent()
    for option, value in (
        ("time_limit", float(time_limit_seconds)),
        ("mip_rel_gap", relative_gap),
        ("mip_abs_gap", 0.0),
        ("random_seed", seed),
    ):
        highs.setOptionValue(option, value)
    highs.passModel(model.lp())
    return highs


def add_cuts(
    highs: highspy.Highs,
    indptr: np.ndarray,
    column: np.ndarray,
    value: np.ndarray,
    *,
    own: np.ndarray,
    lower: np.ndarray,
) -> None:
    """Adds rows ``Σ value · v[column] + v[own] ≥ lower``, each with a column of its ``own (q,)``, ``lower (q,)``.

    The entries of row ``r`` are those from ``indptr[r]`` to ``indptr[r + 1]``.
    """
    q, end = len(own), indptr[1:]
    columns, values = np.insert(column, end, own).astype(np.int32), np.insert(value, end, 1.0)
    first = (indptr[:-1] + np.arange(q)).astype(np.int32)
    highs.addRows(q, lower, np.full(q, np.inf), len(columns), first, columns, values)


def relaxation(model: Model, *, time_limit_seconds: float = 60.0, seed: int = SEED) -> highspy.Highs:
    """The same with everything divisible, for many solves: each begins where the last one ended."""
    highs = ready(model, time_limit_seconds=time_limit_seconds, seed=seed)
    for option, value in (("solve_relaxation", True), ("presolve", "off")):
        highs.setOptionValue(option, value)
    return highs


def solved(highs: highspy.Highs) -> Solved:
    """What HiGHS found."""
    status, info, seconds = highs.getModelStatus(), highs.getInfo(), highs.getRunTime()
    kinds = highspy.HighsModelStatus
    if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
        return Solved("infeasible", None, np.inf, np.inf, seconds)
    whole = any(kind == highspy.HighsVarType.kInteger for kind in highs.getLp().integrality_)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.array(highs.getSolution().col_value) if found else None
    objective = info.objective_function_value if found else np.inf
    if status == kinds.kOptimal:
        return Solved("optimal", values, objective, info.mip_dual_bound if whole else objective, seconds)
    return Solved("stopped", values, objective, info.mip_dual_bound if whole else -np.inf, seconds)


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
