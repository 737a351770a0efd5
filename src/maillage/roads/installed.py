"""The road networks of this installation: one folder a name and mode, in the data folder."""

from __future__ import annotations

import re
from pathlib import Path

from ..data_folder import data_folder
from ..engine.errors import TravelError
from ..engine.sources.roads.minutes_store import MinutesStore
from ..engine.sources.roads.network import RECORD, NetworkRecord, RoadNetwork, read_record
from .build import check_mode


def network_folder(name: str, mode: str) -> Path:
    """Where a network is, or would be. Raises TravelError for an unknown mode or a name that cannot be a folder's."""
    check_mode(mode)
    if not re.fullmatch(r"\w[\w-]*", name):
        raise TravelError(
            f"{name!r} cannot be the name of a network.",
            hint="Use letters, digits, - and _ only: OSRM takes .osrm in a path for its own.",
        )
    return data_folder() / "roads" / name / mode


def installed() -> list[NetworkRecord]:
    """Their records, by name and mode. Raises SourceError where one was built by another version."""
    return [read_record(path.parent) for path in sorted((data_folder() / "roads").glob(f"[!.]*/[!.]*/{RECORD}"))]


def open_network(name: str, mode: str) -> RoadNetwork:
    """Raises TravelError where there is none of that name and mode, SourceError where it cannot be used."""
    folder = network_folder(name, mode)
    if not folder.is_dir():
        there = ", ".join(f"{record.name} ({record.mode})" for record in installed())
        raise TravelError(
            f"There is no road network {name!r} for {mode}.",
            hint=f"There are: {there}." if there else "Build one with `maillage roads build FILE.osm.pbf --mode car`.",
        )
    return RoadNetwork.open(folder)


def store_of(network: RoadNetwork) -> MinutesStore:
    """Where the times asked of a network are kept: with it, so that they go when it is built anew."""
    return MinutesStore(network.folder / "minutes")
