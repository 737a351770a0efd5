"""Times equal those of OSRM's own server on the same files, asked over HTTP as anyone would."""

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import osrm
import pytest

from maillage.engine.sources.roads.network import FILES, positions
from maillage.engine.travel.roads.router import OsrmRouter

from .conftest import places_in


@contextmanager
def served(network):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(osrm.__file__).parent / "bin" / "osrm-routed"
    command = [program, "-i", "127.0.0.1", "-p", str(port), "-t", "1", "-a", network.record.algorithm]
    command += ["--max-table-size", "10000", network.folder / FILES]
    server = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def table_of_server(address, points):
    coordinates = ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat in points)
    url = f"{address}/table/v1/driving/{coordinates}?annotations=duration"
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return np.array(json.load(answer)["durations"], dtype=float)
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("osrm-routed did not start")


@pytest.mark.parametrize("name", ["andorra", "saint_germain", "saint_germain_on_foot"])
def test_times_are_those_of_the_server(name, request):
    network = request.getfixturevalue(name)
    places = places_in(network, 150)
    router = OsrmRouter(network)
    on = np.flatnonzero(router.on_network(places))
    assert len(on) > 30
    with served(network) as address:
        seconds = table_of_server(address, positions(places.lat, places.lon))[np.ix_(on, on)]
    pairs = router.pairs(places, places, within_minutes=600)
    found = np.full((len(places), len(places)), np.nan)
    found[pairs.origin, pairs.destination] = pairs.minutes
    np.testing.assert_array_equal(found[np.ix_(on, on)], seconds / 60)
    assert np.isfinite(found).sum() == np.isfinite(seconds).sum()
