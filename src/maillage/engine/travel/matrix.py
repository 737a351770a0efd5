"""Minutes from a table of real times, with another router for the pairs that it does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..errors import TravelError
from ..territory.places import Places
from .errors import BandError
from .pairs import Pairs
from .router import Router


@dataclass(frozen=True)
class MatrixRouter:
    """Real times between the places of ``codes``; a pair with an end outside them is asked of ``elsewhere``.

    ``origin``, ``destination``: commune codes; ``minutes``: parallel to them. Between two places that the
    table knows, a pair that is not there cannot be travelled.
    """

    origin: np.ndarray
    destination: np.ndarray
    minutes: np.ndarray
    codes: tuple[str, ...]
    name: str
    elsewhere: Router

    @property
    def label(self) -> str:
        """Shown beside every figure that uses it."""
        return f"temps du fichier {self.name} entre {len(self.codes)} communes ; ailleurs, {self.elsewhere.label}"

    @property
    def approximate(self) -> bool:
        """The ring outside the table may be a model."""
        return self.elsewhere.approximate

    @property
    def errors(self) -> tuple[BandError, ...]:
        """Those of the router outside the table: inside, the times are real."""
        return self.elsewhere.errors

    def reach_km(self, minutes: float) -> float:
        """The ring is drawn with the router of the places outside the table."""
        return self.elsewhere.reach_km(minutes)

    def check_covers(self, codes: Iterable[str]) -> None:
        """Raises TravelError naming the communes of a territory that the table lacks."""
        missing = sorted(set(codes) - set(self.codes))
        if missing:
            shown = ", ".join(missing[:10]) + (f" and {len(missing) - 10} more" if len(missing) > 10 else "")
            raise TravelError(
                f"{self.name} lacks {len(missing)} communes of the territory: {shown}.",
                hint="Complete the file, or choose the territory that it covers.",
            )

    def pairs(self, origins: Places, destinations: Places, *, within_minutes: float) -> Pairs:
        """The table's minutes where it knows both ends, the other router's elsewhere."""
        modelled = self.elsewhere.pairs(origins, destinations, within_minutes=within_minutes)
        known_origin, known_destination = (np.isin(places.codes, self.codes) for places in (origins, destinations))
        outside = ~(known_origin[modelled.origin] & known_destination[modelled.destination])
        origin, destination = (
            pd.Index(places.codes).get_indexer(pd.Index(ends))
            for places, ends in ((origins, self.origin), (destinations, self.destination))
        )
        asked = (origin >= 0) & (destination >= 0)
        return Pairs.from_lists(
            np.concatenate((modelled.origin[outside], origin[asked])),
            np.concatenate((modelled.destination[outside], destination[asked])),
            np.concatenate((modelled.minutes[outside], self.minutes[asked])),
            shape=modelled.shape,
            within_minutes=within_minutes,
        )
