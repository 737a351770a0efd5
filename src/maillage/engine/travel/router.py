"""The one seam between the engine and whatever knows how long a way takes."""

from __future__ import annotations

from typing import Protocol

from ..territory.places import Places
from .errors import BandError
from .pairs import Pairs


class Router(Protocol):
    """Answers minutes between places. Implementations are immutable; the same question has the same answer."""

    @property
    def label(self) -> str:
        """What every page that shows a figure of this router says about it: kind, source, vintage."""
        ...

    @property
    def approximate(self) -> bool:
        """True for a model: its error must be shown beside every figure that uses it."""
        ...

    @property
    def errors(self) -> tuple[BandError, ...]:
        """Its measured error, by band of minutes; none for real times."""
        ...

    def reach_km(self, minutes: float) -> float:
        """No place farther than this, as the crow flies, can be reached within ``minutes``."""
        ...

    def pairs(self, origins: Places, destinations: Places, *, within_minutes: float) -> Pairs:
        """Minutes of all pairs within the bound.

        Raises :class:`~maillage.engine.errors.TravelError` if a place is unknown to it.
        """
        ...
