"""What every indicator asks of its numbers: one a place, finite, not negative."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..errors import IndicatorError
from ..travel.pairs import Pairs


def amounts(name: str, values: ArrayLike, length: int | None = None) -> np.ndarray:
    """``values`` as float64, checked; ``name`` says in an error which of the inputs it was.

    Shapes: ``(length,)``, or ``(length, k)`` for several amounts a place.

    >>> amounts("supply", [1, 0, 2])
    array([1., 0., 2.])
    >>> amounts("supply", [1, -2])
    Traceback (most recent call last):
    maillage.engine.errors.IndicatorError: supply is negative at position 1 (-2.0). An amount is zero or more.
    """
    checked = numbers(name, values, length)
    if checked.size and checked.min() < 0:
        raise IndicatorError(
            f"{name} is negative at {_position(checked < 0)} ({checked[checked < 0][0]}).",
            hint="An amount is zero or more.",
        )
    return checked


def numbers(name: str, values: ArrayLike, length: int | None = None) -> np.ndarray:
    """Like :func:`amounts`, for values that may be negative."""
    checked = np.asarray(values, dtype=np.float64)
    if checked.ndim == 0 or (length is not None and len(checked) != length):
        found = "a single number" if checked.ndim == 0 else f"{len(checked)} values"
        raise IndicatorError(
            f"{name} has {found}, and {'one for each place' if length is None else length} were expected.",
            hint="Give one value for each place, in the order of the travel times.",
        )
    if not np.isfinite(checked).all():
        raise IndicatorError(
            f"{name} is missing or infinite at {_position(~np.isfinite(checked))}.",
            hint="Leave the place out, or give it a number.",
        )
    return checked


def same_length(**arrays: Sequence | np.ndarray) -> None:
    """Raise :class:`IndicatorError` unless all arrays have one value for each of the same places."""
    lengths = {name: len(array) for name, array in arrays.items()}
    if len(set(lengths.values())) > 1:
        counts = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise IndicatorError(f"The inputs are not about the same places: {counts} values.", hint="Align them first.")


def far_enough(pairs: Pairs, minutes: float) -> None:
    """Raise :class:`IndicatorError` if the times stop before ``minutes``: what is beyond would be taken for absent."""
    if pairs.within_minutes < minutes:
        raise IndicatorError(
            f"The travel times stop at {pairs.within_minutes:g} minutes, and {minutes:g} are asked for.",
            hint="Compute the times as far as the indicator looks.",
        )


def divide(amount: np.ndarray, by: np.ndarray, *, otherwise: float) -> np.ndarray:
    """``amount / by``, and ``otherwise`` wherever ``by`` is zero.

    >>> divide(np.array([1.0, 2.0]), np.array([4.0, 0.0]), otherwise=0.0)
    array([0.25, 0.  ])
    """
    shape = np.broadcast_shapes(amount.shape, by.shape)
    return np.divide(amount, by, out=np.full(shape, otherwise), where=by > 0)


def _position(where: np.ndarray) -> str:
    first, others = np.argwhere(where)[0], int(where.sum()) - 1
    place = "position " + ", ".join(str(axis) for axis in first)
    return f"{place} and {others} more" if others else place
