"""The minutes that one plans with: real roads where there are any, the crow-flight model otherwise."""

from __future__ import annotations

from ..engine.errors import TravelError
from ..engine.travel.crow_flight import CrowFlight
from ..engine.travel.router import Router


def planning_router(roads: str | None, mode: str = "car", factors: str | None = None) -> Router:
    """The network of that name with the model beyond it, or the model. Raises TravelError, SourceError."""
    if roads is None:
        if factors:
            raise TravelError("--factors are about the times of a road network.", hint="Give --roads too.")
        return CrowFlight()
    # Imported here: planning without roads does not wait for the road engine.
    from ..roads.diagnosis import roads_router

    return roads_router(roads, mode, factors)
