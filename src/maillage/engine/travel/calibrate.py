"""Fits the crow-flight model on real times, and measures how wrong it is."""

from __future__ import annotations

import numpy as np
from scipy.optimize import nnls

from ..errors import TravelError
from ..sources.density import DENSITY_LEVELS
from ..territory.places import Places
from ..territory.sphere import km_of_chord
from .crow_flight import CrowFlight
from .errors import BandError
from .pairs import Pairs

# Only ways that a reach can hold: farther ones are dominated by motorways that a short trip does not take.
FIT_WITHIN_KM = 20.0
# The two minutes that any trip needs: relative errors below that would weigh without end.
FIT_OFFSET_MINUTES = 2.0
ERROR_BANDS_MINUTES = ((0, 10), (10, 15), (15, 20), (20, 30))


def calibrate(places: Places, minutes: np.ndarray, *, calibrated_on: str) -> CrowFlight:
    """The model with the least squared relative error on real pairs less than 20 km apart.

    ``minutes (n, n)``: real times between the places, NaN where unknown. Non-negative least squares, each pair
    weighted 1 / (minutes + 2)². Coefficients are rounded to 0.01: finer would claim more than the data hold.
    Raises TravelError if fewer than 1,000 pairs can be used.
    """
    km, real, origin, destination = _known_pairs(places, minutes)
    # Two communes on one point are at 0 minutes by definition: they say nothing of the coefficients.
    near = (km > 0) & (km < FIT_WITHIN_KM)
    if near.sum() < 1000:
        raise TravelError(
            f"Only {int(near.sum())} pairs of places are less than {FIT_WITHIN_KM:.0f} km apart.",
            hint="Calibrate on a matrix of at least a few dozen neighbouring communes.",
        )
    km, real, origin, destination = km[near], real[near], origin[near], destination[near]
    design = np.zeros((len(km), 1 + len(DENSITY_LEVELS)))
    design[:, 0] = 1
    row = np.arange(len(km))
    for end in (origin, destination):
        design[row, 1 + places.density[end]] += km / 2
    scale = 1 / (real + FIT_OFFSET_MINUTES)
    coefficients, _ = nnls(design * scale[:, None], real * scale)
    pace = np.where(coefficients[1:] > 0, coefficients[1:], np.median(coefficients[1:][coefficients[1:] > 0]))
    model = CrowFlight(round(float(coefficients[0]), 2), tuple(float(p) for p in pace.round(2)), calibrated_on)
    return CrowFlight(
        model.terminal_minutes,
        model.pace_minutes_per_km,
        calibrated_on,
        measure_error(model, places, minutes),
    )


def measure_error(model: CrowFlight, places: Places, minutes: np.ndarray) -> tuple[BandError, ...]:
    """Error of a model on all known pairs ``(n, n)``, by band of the real time."""
    km, real, origin, destination = _known_pairs(places, minutes)
    return _errors(model.minutes(km, places.density[origin], places.density[destination]), real)


def measure_error_of_pairs(model: CrowFlight, places: Places, pairs: Pairs) -> tuple[BandError, ...]:
    """Error of a model on the real times of ``pairs`` between ``places``, by band of the real time."""
    apart = pairs.origin != pairs.destination
    origin, destination, real = pairs.origin[apart], pairs.destination[apart], pairs.minutes[apart]
    points = places.unit_vectors()
    km = km_of_chord(np.linalg.norm(points[origin] - points[destination], axis=1))
    return _errors(model.minutes(km, places.density[origin], places.density[destination]), real)


def _errors(modelled: np.ndarray, real: np.ndarray) -> tuple[BandError, ...]:
    error = modelled - real
    return tuple(
        BandError(
            low,
            high,
            int(band.sum()),
            round(float(np.abs(error[band]).mean()), 1),
            round(float(error[band].mean()), 1),
            round(float(np.quantile(np.abs(error[band]), 0.9)), 1),
        )
        for low, high in ERROR_BANDS_MINUTES
        if (band := (real >= low) & (real < high)).any()
    )


def _known_pairs(places: Places, minutes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    if minutes.shape != (len(places), len(places)):
        raise TravelError(f"{len(places)} places, but a matrix of {minutes.shape[0]} × {minutes.shape[1]} times.")
    origin, destination = np.nonzero(np.isfinite(minutes) & ~np.eye(len(places), dtype=bool))
    points = places.unit_vectors()
    km = km_of_chord(np.linalg.norm(points[origin] - points[destination], axis=1))
    return km, minutes[origin, destination], origin, destination
