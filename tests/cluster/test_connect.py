"""Clusters that cannot be used are told in words; without one, Dask is not even loaded."""

import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner

from maillage.cli import main
from maillage.cluster import connect
from maillage.cluster.alike import check_same
from maillage.cluster.connect import cluster
from maillage.cluster.errors import ClusterError

PROGRAMS = {"Python": "3.13", "maillage": "0.1.0", "numpy": "2.2.0"}


@pytest.mark.parametrize(
    "where", ["", "scheduler:8786", "tcp://scheduler", "http://scheduler:8786", "tcp://a b:1", "tcp://:1", "Local"]
)
def test_what_is_not_an_address_is_told_before_anything_is_computed(where, tmp_path):
    result = CliRunner().invoke(main, ["diagnose", "90", "--dask", where, "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "is not the address of a Dask scheduler. Write --dask tcp://scheduler:8786" in result.output


def test_times_of_a_file_leave_nothing_to_compute(tmp_path):
    result = CliRunner().invoke(main, ["diagnose", "90", "--times", "x.csv", "--unit", "minutes", "--dask", "local"])
    assert result.exit_code == 2
    assert "Leave out --dask" in result.output


def test_processes_are_those_of_this_machine():
    from maillage.roads.workers import workers_for

    with pytest.raises(ClusterError, match="--jobs"), workers_for(None, dask="tcp://scheduler:8786", jobs=2):
        pass


def test_without_dask_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'maillage\[dask\]'"), cluster("local"):
        pass


def test_dask_is_loaded_only_for_a_cluster():
    code = "import sys, maillage.diagnose, maillage.roads.workers; assert not {'dask', 'distributed'} & {*sys.modules}"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("listening", [False, True])
def test_where_no_scheduler_answers_it_says_so(monkeypatch, listening):
    pytest.importorskip("distributed")
    monkeypatch.setattr(connect, "CONNECT_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        if not listening:
            server.close()
        with pytest.raises(ClusterError, match=f"No Dask scheduler answers at {address}"), cluster(address):
            pass


def test_an_address_with_tls_asks_for_certificates():
    pytest.importorskip("distributed")
    with pytest.raises(ClusterError, match="asks for certificates"), cluster("tls://127.0.0.1:8786"):
        pass


@pytest.mark.parametrize(
    ("there", "message"),
    [
        ({"Python": "3.12"}, r"Worker tcp://w:1 has Python 3.12; this machine has 3.13.*: Python 3.13, maillage 0.1.0"),
        ({"maillage": "0.2.0"}, "has maillage 0.2.0; this machine has 0.1.0"),
        ({"maillage": None}, "Worker tcp://w:1 does not have maillage"),
        ({"numpy": "2.1.0"}, "has numpy 2.1.0"),
    ],
)
def test_a_worker_that_differs_is_named_with_what_to_install(there, message):
    check_same("tcp://w:1", PROGRAMS, PROGRAMS)
    with pytest.raises(ClusterError, match=message):
        check_same("tcp://w:1", PROGRAMS, PROGRAMS | there)
