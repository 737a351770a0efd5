"""A cluster of separate processes: a scheduler, and workers that share nothing with the tests but the programs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

distributed = pytest.importorskip("distributed")

PATIENCE_SECONDS = 180


class Machines:
    """A scheduler and its workers, and a client that looks on. A block that ends two workers is given up."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.workers, self._file = folder, {}, folder / "scheduler.json"
        self.data = folder / "data"
        self.data.mkdir()
        self._beside = ThreadPoolExecutor(1)
        self.scheduler = self._run("scheduler", "--host", "127.0.0.1", "--port", "0")
        self.start("AB")
        self.client = distributed.Client(scheduler_file=str(self._file), set_as_default=False)
        self.address = self.client.scheduler.address
        self.await_workers("AB")

    def start(self, names: str) -> None:
        """A worker for each letter, without a nanny that would start it anew."""
        for name in names:
            self.workers[name] = self._run("worker", "--nthreads", "1", "--no-nanny", "--name", name)

    def await_workers(self, names: str) -> None:
        until(lambda: set(names) == set(self.names().values()))

    def names(self) -> dict[str, str]:
        """Address → name of the workers that the scheduler knows."""
        workers = self.client.scheduler_info()["workers"]
        return {address: worker["name"] for address, worker in workers.items()}

    def end_one_at_work(self, finished: Callable[[], object]) -> Future[set[str]]:
        """A worker takes what it is given, does nothing of it, and is killed once another has ``finished`` something.

        Gives, later, what it held then.
        """
        address, name = next(iter(self.names().items()))
        process = self.workers.pop(name)
        process.send_signal(signal.SIGSTOP)

        def end() -> set[str]:
            until(lambda: self.client.processing()[address] and finished())
            process.kill()
            process.wait()
            (lost,) = until(lambda: [event for _, event in self.client.get_events(address) if gone(event)])
            return lost["processing-tasks"]

        return self._beside.submit(end)

    def kill(self, name: str) -> None:
        process = self.workers.pop(name)
        process.kill()
        process.wait()

    def stop(self) -> None:
        self._beside.shutdown()
        self.client.close()
        for process in (*self.workers.values(), self.scheduler):
            process.kill()
            process.wait()

    def _run(self, program: str, *words: str) -> subprocess.Popen:
        command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *words]
        command += ["--no-dashboard", "--scheduler-file", str(self._file)]
        environment = os.environ | {
            "MAILLAGE_DATA": str(self.data),
            "DASK_TEMPORARY_DIRECTORY": str(self.folder),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        }
        with (self.folder / f"{program}.log").open("a") as log:
            return subprocess.Popen(command, env=environment, cwd=self.folder, stdout=log, stderr=log)


def gone(event: dict) -> bool:
    return event.get("action") == "remove-worker"


def until(found):
    """Waits for what ``found`` gives to be true, and returns it."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not (answer := found()):
        assert time.monotonic() < end, "the cluster did not get there"
        time.sleep(0.05)
    return answer


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    machines = Machines(tmp_path_factory.mktemp("cluster"))
    yield machines
    machines.stop()
