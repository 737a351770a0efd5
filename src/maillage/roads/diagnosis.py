"""A diagnosis on real roads, beside the same one on the crow-flight model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from ..engine.diagnosis.changes import changes
from ..engine.diagnosis.result import Result
from ..engine.errors import TravelError
from ..engine.sources.roads.network import RoadNetwork
from ..engine.study import Study, run
from ..engine.territory.places import Places
from ..engine.territory.ring import located
from ..engine.travel.calibrate import measure_error_of_pairs
from ..engine.travel.crow_flight import CrowFlight
from ..engine.travel.errors import BandError
from ..engine.travel.pairs import Pairs
from ..engine.travel.roads.factors import TimeFactors
from ..engine.travel.roads.router import OsrmRouter, Reached
from ..engine.travel.roads.with_model import RoadsWithModel
from ..engine.travel.roads.workers import Workers
from ..outputs.roads_json import write_roads_json
from .installed import open_network, store_of

FILE = "roads.json"
# The error of the model is told up to the farthest that an indicator looks.
COMPARED_WITHIN_MINUTES = 30.0
TOLD = 5


def roads_router(name: str, mode: str, factors: str | None) -> RoadsWithModel:
    """The network of that name where it is, the crow-flight model beyond. Raises TravelError, SourceError."""
    return router_on(open_network(name, mode), time_factors(factors))


def router_on(network: RoadNetwork, factors: TimeFactors, workers: Workers | None = None) -> RoadsWithModel:
    """An open network where it is, the crow-flight model beyond; ``workers`` are asked where there is much to ask."""
    return RoadsWithModel(OsrmRouter(network, factors, store_of(network), workers), CrowFlight())


def time_factors(text: str | None) -> TimeFactors:
    """``1.5,1.4,1.2,1.2,1.1,1,1`` → factors; none: free roads. Raises TravelError."""
    if text is None:
        return TimeFactors()
    try:
        values = tuple(float(part) for part in text.split(","))
    except ValueError:
        raise TravelError(
            f"--factors: {text!r} is not a list of numbers.", hint="Write for example 1.5,1.4,1.2,1.2,1.1,1,1."
        ) from None
    return TimeFactors(values, f"temps multipliés par {text} selon la densité")


def against_the_model(study: Study, after: Result, folder: Path) -> tuple[Path, list[str]]:
    """Runs a study on roads once more on the crow-flight model, and writes ``roads.json`` into ``folder``.

    Returns its path, and in words what changed most and the model's error. Raises TravelError if it has no roads.
    """
    router = study.router
    if not isinstance(router, RoadsWithModel):
        raise TravelError("This study does not use a road network.", hint="Give --roads NAME.")
    before = run(replace(study, router=router.elsewhere))
    communes = located(after.communes)
    places = Places.of_communes(communes)
    held = router.holds(places)
    inside = places[held]
    pairs, no_way = _asked(router.roads, inside)
    errors = measure_error_of_pairs(CrowFlight(), inside, pairs)
    names = communes["name"]
    off_network = names[~held]
    table = changes(before, after)
    path = folder / FILE
    write_roads_json(path, label=router.label, errors=errors, off_network=off_network, no_way=no_way, changes=table)
    apart = [f"{names[start]} → {names[end]}" for start, end in no_way]
    return path, list(_words(table, errors, off_network, apart))


def _asked(roads: OsrmRouter, places: Places) -> tuple[Pairs, list[tuple[str, str]]]:
    """The times between places, and the codes of the pairs near enough to be asked that no way joins."""
    journey = roads.journey(places, places, within_minutes=COMPARED_WITHIN_MINUTES)
    no_way: list[tuple[str, str]] = []

    def noted() -> Iterator[Reached]:
        for found in roads.blocks(journey):
            ends = (places.codes[end[np.isnan(found.minutes)]].tolist() for end in (found.origin, found.destination))
            no_way.extend(zip(*ends, strict=True))
            yield found

    shape = (len(places), len(places))
    return Pairs.from_blocks(noted(), shape=shape, within_minutes=COMPARED_WITHIN_MINUTES), no_way


def _words(
    table: pd.DataFrame, errors: tuple[BandError, ...], off_network: pd.Series, apart: list[str]
) -> Iterator[str]:
    if apart:
        more = f" and {len(apart) - TOLD} more" if len(apart) > TOLD else ""
        yield f"{len(apart)} pairs of communes that no way joins have no time: {', '.join(apart[:TOLD])}{more}"
    if len(off_network):
        names = ", ".join(off_network.head(TOLD))
        more = f" and {len(off_network) - TOLD} more" if len(off_network) > TOLD else ""
        yield f"{len(off_network)} communes are not on the network and keep the crow-flight model: {names}{more}"
    for code, row in table.head(TOLD).iterrows():
        yield f"{row['name']} ({code}): computed APL {row['apl_before']:.2f} → {row['apl_after']:.2f}"
    for band in errors:
        yield (
            f"The crow-flight model, {band.from_minutes:g} to {band.to_minutes:g} minutes on these roads: off by "
            f"{band.mean_absolute:.1f} minutes on average (bias {band.bias:+.1f}, {band.pairs:,} pairs)"
        )
