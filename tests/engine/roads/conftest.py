"""Networks of the two extracts, built once a session."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from maillage.engine.sources.roads.network import RoadNetwork
from maillage.engine.territory.places import Places
from maillage.roads.build import build_network

Points = Callable[..., Places]


@pytest.fixture(scope="session")
def andorra_file(shared: Path) -> Path:
    return shared / "data" / "samples" / "andorra.osm.pbf"


@pytest.fixture(scope="session")
def saint_germain_file(shared: Path) -> Path:
    return shared / "data" / "yvelines-78" / "osm_saint_germain_en_laye_overpass_2022-12-18.json"


@pytest.fixture(scope="session")
def andorra(andorra_file: Path, tmp_path_factory: pytest.TempPathFactory) -> RoadNetwork:
    """Andorra by car."""
    return built(andorra_file, "car", tmp_path_factory)


@pytest.fixture(scope="session")
def saint_germain(saint_germain_file: Path, tmp_path_factory: pytest.TempPathFactory) -> RoadNetwork:
    """Saint-Germain-en-Laye by car."""
    return built(saint_germain_file, "car", tmp_path_factory)


@pytest.fixture(scope="session")
def saint_germain_on_foot(saint_germain_file: Path, tmp_path_factory: pytest.TempPathFactory) -> RoadNetwork:
    """Saint-Germain-en-Laye on foot."""
    return built(saint_germain_file, "foot", tmp_path_factory)


def built(file: Path, mode: str, factory: pytest.TempPathFactory) -> RoadNetwork:
    folder = factory.mktemp("roads") / "network"
    build_network(file, mode, folder, name="test", built_on="2026-01-01")
    return RoadNetwork.open(folder)


def places_in(network: RoadNetwork, n: int, *, seed: int = 0) -> Places:
    """Points anywhere in the box of the network."""
    west, south, east, north = network.record.bounds
    chance = np.random.default_rng(seed)
    codes = np.array([f"point {i}" for i in range(n)])
    return Places(codes, chance.uniform(south, north, n), chance.uniform(west, east, n), np.full(n, 4, dtype=np.int8))
