"""As the crow flies."""

from __future__ import annotations

from maillage.engine.territory.sphere import km_of_chord, unit_vectors


def km_between(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Between two points, latitude and longitude in degrees."""
    one, two = unit_vectors([here[0], there[0]], [here[1], there[1]])
    return float(km_of_chord(((one - two) ** 2).sum() ** 0.5))
