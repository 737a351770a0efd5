"""Where no road network is installed: the communes that the crow-flight model puts within some minutes by car."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely

from maillage.engine.territory.places import DENSITY_RANK, USUAL_DENSITY, Places
from maillage.engine.territory.ring import located
from maillage.engine.travel.crow_flight import CrowFlight
from maillage.web.territories.queries import outlines, reference

from .places import Place

MODEL_ERRORS = CrowFlight().errors


def modelled(place: Place, minutes: Sequence[float]) -> dict[str, Any] | None:
    """In the form of an isochrone: whole communes, counted where their town hall is within the minutes.

    None outside the communes of France: the model knows the density of both ends of a way.
    """
    if not place.commune:
        return None
    communes, halls = _town_halls()
    within = CrowFlight().pairs(_start(place), halls, within_minutes=max(minutes))
    found = communes.iloc[within.destination]
    return {
        "at": {"lat": place.lat, "lon": place.lon},
        "at_edge": False,
        "features": [
            _feature(found[within.minutes <= each], each, place.commune) for each in sorted(minutes, reverse=True)
        ],
    }


def _feature(communes: pd.DataFrame, minutes: float, own: str) -> dict[str, Any]:
    """A commune is always within reach of its own places."""
    if own not in communes.index:
        communes = _town_halls()[0].loc[[own, *communes.index]]
    ordered = communes.sort_values("population", ascending=False)
    people = ordered["population"].fillna(0)
    shapes = outlines().reindex(ordered.index)
    return {
        "properties": {
            "minutes": minutes,
            "people": round(people.sum()),
            "people_75_plus": round((people * ordered["share_75_plus_2020"]).sum()),
            "communes": [
                {"code": code, "name": name, "share": 1.0, "people": round(living)}
                for code, name, living in zip(ordered.index, ordered["name"], people, strict=True)
            ],
        },
        "geometry": shapely.geometry.mapping(shapely.union_all(shapes[shapes.notna()].to_numpy())),
    }


def _start(place: Place) -> Places:
    density = reference().communes["density_class"].get(place.commune)
    rank = DENSITY_RANK.get(density, DENSITY_RANK[USUAL_DENSITY])
    return Places(
        np.array([place.commune]), np.array([place.lat]), np.array([place.lon]), np.array([rank], dtype=np.int8)
    )


@lru_cache(maxsize=1)
def _town_halls() -> tuple[pd.DataFrame, Places]:
    communes = located(reference().communes)
    return communes, Places.of_communes(communes)
