"""A scheduler and workers in processes of their own, one of which dies at its work: the same bytes come out.

The tests follow one another on one cluster: what one leaves of the workers, the next begins with.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import numpy as np
import pytest

from maillage.cluster import connect
from maillage.cluster.connect import Cluster, cluster
from maillage.cluster.errors import ClusterError
from maillage.diagnose import diagnose
from maillage.engine.sources.roads.network import RoadNetwork, positions
from maillage.engine.territory.places import Places
from maillage.engine.travel.roads import asking, blocks
from maillage.engine.travel.roads.router import OsrmRouter
from maillage.roads.build import build_network
from maillage.roads.installed import store_of
from maillage.roads.matrix import write_matrix
from maillage.roads.workers import has_network, workers_for

from .conftest import Machines, until

# Small départements, some of them side by side: their ring is what they share.
DEPARTEMENTS = ("75", "92", "93", "94", "90", "2A", "2B", "971", "972", "973", "974", "976")
FILES = ("communes.csv", "diagnosis.json")


@pytest.fixture(scope="module")
def andorra(shared, tmp_path_factory):
    """Andorra by car."""
    folder = tmp_path_factory.mktemp("roads") / "andorra"
    build_network(shared / "data/samples/andorra.osm.pbf", "car", folder, name="andorra", built_on="2026-01-01")
    return RoadNetwork.open(folder)


def places_on(network: RoadNetwork, n: int) -> Places:
    west, south, east, north = network.record.bounds
    chance = np.random.default_rng(0)
    lat, lon = chance.uniform(south, north, 20 * n), chance.uniform(west, east, 20 * n)
    near = np.flatnonzero(network.place(positions(lat, lon)).metres < 500)[:n]
    return Places(np.array([f"point {i}" for i in near]), lat[near], lon[near], np.full(n, 4, dtype=np.int8))


def test_a_matrix_is_the_same_though_a_worker_died(machines: Machines, andorra, tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "PAIRS_AT_ONCE", 25_000)
    places = places_on(andorra, 600)
    store = store_of(andorra)
    write_matrix(OsrmRouter(andorra), places, places, tmp_path / "here.parquet", within_minutes=60)
    with workers_for(andorra, dask=machines.address) as workers:
        lost = machines.end_one_at_work(lambda: list(store.folder.rglob("*.parquet")))
        router = OsrmRouter(andorra, store=store, workers=workers)
        report = write_matrix(router, places, places, tmp_path / "there.parquet", within_minutes=60)
        machines.start("C")
        until(lambda: len(machines.names()) == 2)
        assert all(machines.client.run(has_network, andorra.record.identity).values())
    assert lost.result()
    assert report.asked == 600 * 600
    assert (tmp_path / "there.parquet").read_bytes() == (tmp_path / "here.parquet").read_bytes()
    in_all = len(router.journey(places, places, within_minutes=60).blocks)
    assert len(list(store.folder.rglob("*.parquet"))) == in_all > 10

    # What was finished is here, whoever computed it: nothing is asked again.
    monkeypatch.setattr(asking, "ask", None)
    write_matrix(OsrmRouter(andorra, store=store), places, places, tmp_path / "kept.parquet", within_minutes=60)
    assert (tmp_path / "kept.parquet").read_bytes() == (tmp_path / "here.parquet").read_bytes()


def test_a_diagnosis_is_the_same_though_a_worker_died(machines: Machines, tmp_path):
    told, lost = [], []

    class Bar:
        pos = 0

        def update(self, steps, step):
            told.append(step)
            if step == "figures":
                lost.append(machines.end_one_at_work(lambda: "access" in told or any(held().values())))

    def held():
        return machines.client.has_what()

    @contextmanager
    def watching(_):
        yield Bar()

    diagnose(DEPARTEMENTS, out=tmp_path / "here", formats="csv,json")
    diagnose(DEPARTEMENTS, out=tmp_path / "there", formats="csv,json", dask=machines.address, progress=watching)
    assert lost[0].result()
    for name in FILES:
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()


def test_a_cluster_goes_on_when_who_asked_is_stopped(machines: Machines, tmp_path):
    before = machines.names()
    command = [sys.executable, "-m", "maillage", "diagnose", "france", "--format", "csv", "--dask", machines.address]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        until(lambda: any(machines.client.processing().values()))
        process.send_signal(signal.SIGINT)
        said = process.stdout.read()
    assert process.returncode == 130, said
    assert said.endswith("Stopped. Nothing was half-written.\n")
    assert list(tmp_path.iterdir()) == []
    until(lambda: not any(machines.client.processing().values()))
    assert machines.names() == before


def test_a_worker_with_other_figures_is_refused(machines: Machines, monkeypatch):
    monkeypatch.setattr("maillage.cluster.alike.FOLDER", machines.data.parent)
    (machines.data.parent / "communes.parquet").write_bytes(b"other")
    with pytest.raises(ClusterError, match=r"Worker tcp://.* has other reference figures"), cluster(machines.address):
        pass


def test_work_that_nobody_is_left_to_do_is_given_up(machines: Machines, monkeypatch):
    monkeypatch.setattr(connect, "ALONE_SECONDS", 1)
    (name,) = machines.names().values()
    with (
        pytest.raises(ClusterError, match="has had no worker left during the work"),
        cluster(machines.address) as there,
    ):
        abandoned(there, machines, name)


def abandoned(there: Cluster, machines: Machines, name: str) -> None:
    answer = there.executor.submit(time.sleep, 60)
    until(lambda: any(machines.client.processing().values()))
    machines.kill(name)
    answer.result()


def test_a_cluster_without_workers_is_told(machines: Machines):
    with (
        pytest.raises(ClusterError, match=r"has no worker\. Start some: dask worker tcp://"),
        cluster(machines.address),
    ):
        pass


def test_a_block_that_ends_whoever_takes_it_is_given_up(machines: Machines):
    machines.start("DEF")
    machines.await_workers("DEF")
    with pytest.raises(ClusterError, match="ended 2 workers one after the other"), cluster(machines.address) as there:
        there.executor.submit(os._exit, 9).result()


def test_a_scheduler_that_dies_is_told(machines: Machines):
    with pytest.raises(ClusterError, match="went away during the work"), cluster(machines.address) as there:
        orphaned(there, machines)


def orphaned(there: Cluster, machines: Machines) -> None:
    answer = there.executor.submit(time.sleep, 60)
    machines.client.close()
    machines.scheduler.kill()
    answer.result()
