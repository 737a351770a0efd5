"""What every test may use: the folder of real data, a platform of its own, and how hypothesis searches."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import nullcontext
from math import cos, radians
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bench.postgres import fresh_database

ROOT = Path(__file__).resolve().parents[1]
# 32 bytes that anybody may know.
KEY = "YSBrZXkgZm9yIHRlc3RzIGFsb25lLCBvZiAzMiBieS4="

# The same examples every time, so that a red suite is red for everybody. To look further:
# pytest --hypothesis-profile=search
# A busy machine is no failure: nothing is said about how long an example takes, nor how long it takes to find one.
PATIENT = {"deadline": None, "print_blob": True, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("steady", derandomize=True, max_examples=60, **PATIENT)
settings.register_profile("search", max_examples=2_000, **PATIENT)
settings.load_profile("steady")


def pytest_configure() -> None:
    """A shell that starts tests in the background has Ctrl-C ignored, and so would every command that a test stops."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--picture", action="store_true", help="renew the picture of the README, docs/images/atlas.png")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture
def own_platform(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a platform of its own, empty, on the kind of database that the suite runs on: for what is
    tested as a process of its own."""
    folder = tmp_path / "platform"
    folder.mkdir()
    secrets = {"MAILLAGE_SECRET_KEY": "of this test, and long enough " * 2, "MAILLAGE_KEYS": KEY}
    own = os.environ | {"MAILLAGE_DATA": str(folder)} | secrets
    address = os.environ.get("MAILLAGE_DATABASE")
    with fresh_database(address) if address else nullcontext("") as fresh:
        yield own | {"MAILLAGE_DATABASE": fresh}


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ``shared`` beside the repository: official files too large to keep in it."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("there is no folder 'shared' with the official files beside the repository")
    return folder


@pytest.fixture(scope="session")
def streets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """OpenStreetMap data of our own: a square of streets, 400 m apart, around the castle of Saint-Germain-en-Laye."""
    import osmium
    import osmium.osm.mutable

    across, lat, lon, step = 17, 48.8986, 2.0936, 400 / 111_195
    file = tmp_path_factory.mktemp("streets") / "rues.osm.pbf"
    with osmium.SimpleWriter(file) as writer:
        for number in range(across * across):
            row, column = divmod(number, across)
            place = (lon + (column - across // 2) * step / cos(radians(lat)), lat + (row - across // 2) * step)
            writer.add_node(osmium.osm.mutable.Node(id=number + 1, location=place))
        for number in range(across):
            along = [number * across + each + 1 for each in range(across)]
            up = [each * across + number + 1 for each in range(across)]
            for way, nodes in enumerate((along, up)):
                tags = {"highway": "residential", "maxspeed": "30"}
                writer.add_way(osmium.osm.mutable.Way(id=2 * number + way + 1, nodes=nodes, tags=tags))
    return file
