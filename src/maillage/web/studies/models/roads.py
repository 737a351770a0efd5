"""Diagnoses on real roads: from what is kept of the question to the router, and what the roads changed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maillage.engine.errors import TravelError

if TYPE_CHECKING:
    from maillage.engine.diagnosis.result import Result
    from maillage.engine.sources.roads.network import NetworkRecord
    from maillage.engine.study import Study


def parameters_on(record: NetworkRecord, factors: str | None) -> dict[str, Any]:
    """What a row keeps of a question about roads: the network by name, mode and content, and factors of time."""
    return {"roads": record.name, "mode": record.mode, "factors": factors, "network": record.identity}


def study_of(words: Sequence[str], parameters: Mapping[str, Any]) -> Study:
    """The engine's question. Raises TravelError if its network is gone, or was built anew from another file.

    Imported here: no page that reads kept figures should wait for the engine to load.
    """
    from maillage.engine.study import Study
    from maillage.roads.diagnosis import roads_router

    if "roads" not in parameters:
        return Study(tuple(words), **parameters)
    router = roads_router(parameters["roads"], parameters["mode"], parameters["factors"])
    if router.roads.network.record.identity != parameters["network"]:
        raise TravelError(
            f"The road network {parameters['roads']!r} is not the one that this diagnosis was made on.",
            hint="Make the diagnosis again.",
        )
    return Study(tuple(words), router=router)


def changes_of(words: Sequence[str], parameters: Mapping[str, Any], result: Result) -> dict[str, Any] | None:
    """What roads change against the crow-flight model, as ``roads.json`` says it; None without roads."""
    if "roads" not in parameters:
        return None
    from maillage.roads.diagnosis import against_the_model

    study = study_of(words, parameters)
    record = study.router.roads.network.record
    with tempfile.TemporaryDirectory() as folder:
        path, _ = against_the_model(study, result, Path(folder))
        told = json.loads(path.read_text(encoding="utf-8"))
    return told | {
        "name": record.name,
        "mode": record.mode,
        "dated": record.dated[:10],
        "osrm": record.osrm,
        "factors": parameters["factors"],
    }
