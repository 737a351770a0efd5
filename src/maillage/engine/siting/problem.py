"""The question of every siting model: who needs a place, where one could be, how long the way is, what is wished."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..errors import SitingError
from ..travel.pairs import Pairs
from .wishes import Wishes


@dataclass(frozen=True)
class Demand:
    """``n`` places where people live: communes, grid cells or any points.

    ``people (n,)`` who live there; ``weight (n,)`` what a model counts them for: people, or people times need;
    ``epci (n,)`` code of the intercommunality, empty where there is none.
    """

    codes: np.ndarray
    people: np.ndarray
    weight: np.ndarray
    epci: np.ndarray

    def __post_init__(self) -> None:
        _one_each(**vars(self))
        _amounts(people=self.people, weight=self.weight)

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True)
class Candidates:
    """``m`` places that could open, or are open. All arrays are ``(m,)``.

    ``keys``: one for each, unique; ``owner``: whose it is (the authority's own, a partner's ...); ``commune``,
    ``epci``: codes of where it stands; ``cost``: of opening it, in any one unit; ``capacity``: the demand that it can
    serve, in the unit of the demand's weight; ``acts``: consultations a year that it would add (stations × hours a
    year × acts an hour).
    """

    keys: np.ndarray
    lat: np.ndarray
    lon: np.ndarray
    owner: np.ndarray
    commune: np.ndarray
    epci: np.ndarray
    cost: np.ndarray
    capacity: np.ndarray
    acts: np.ndarray

    def __post_init__(self) -> None:
        _one_each(**vars(self))
        _amounts(cost=self.cost, capacity=self.capacity, acts=self.acts)
        keys, times = np.unique(self.keys, return_counts=True)
        if (times > 1).any():
            raise SitingError(f"The site {keys[times > 1][0]!r} stands twice.", hint="Give each site a key of its own.")

    def __len__(self) -> int:
        return len(self.keys)

    def numbers(self, keys: tuple[str, ...]) -> np.ndarray:
        """Positions of some sites. Raises SitingError for one that is not a candidate."""
        number = {key: place for place, key in enumerate(self.keys.tolist())}
        unknown = [key for key in keys if key not in number]
        if unknown:
            raise SitingError(f"{unknown[0]!r} is not one of the {len(self)} sites.", hint="Use a key of the list.")
        return np.array([number[key] for key in keys], dtype=np.intp)


@dataclass(frozen=True)
class Problem:
    """What a model is asked. ``pairs (n, m)``: minutes from the demand to the candidates; absent = out of reach."""

    demand: Demand
    candidates: Candidates
    pairs: Pairs
    wishes: Wishes

    def __post_init__(self) -> None:
        if self.pairs.shape != (len(self.demand), len(self.candidates)):
            raise SitingError(
                f"Times are {self.pairs.shape[0]} × {self.pairs.shape[1]}, and there are {len(self.demand)} places of "
                f"demand and {len(self.candidates)} candidates.",
                hint="Compute the times for these places.",
            )
        wished = (*self.wishes.existing, *self.wishes.locked, *self.wishes.forbidden)
        self.candidates.numbers(wished)

    @property
    def existing(self) -> np.ndarray:
        """``(m,)`` True for the sites that are open today: always open, never counted, never paid for."""
        mask = np.zeros(len(self.candidates), dtype=bool)
        mask[self.candidates.numbers(self.wishes.existing)] = True
        return mask

    def wishing(self, **changes: object) -> Problem:
        """The same with other wishes."""
        return replace(self, wishes=replace(self.wishes, **changes))  # pyright: ignore[reportArgumentType]


def _one_each(**arrays: np.ndarray) -> None:
    lengths = {name: len(array) for name, array in arrays.items()}
    if len(set(lengths.values())) > 1:
        counts = ", ".join(f"{length} {name}" for name, length in lengths.items())
        raise SitingError(f"The columns differ in length: {counts}.", hint="Give one value for each place.")


def _amounts(**arrays: np.ndarray) -> None:
    for name, values in arrays.items():
        # Infinity is a capacity without limit.
        if np.isnan(values).any() or (values < 0).any():
            raise SitingError(f"A {name} is missing or negative.", hint="Give a number, zero or more, for each place.")
