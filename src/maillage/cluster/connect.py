"""From what was typed after ``--dask`` to an executor, and from what goes wrong there to words."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from .alike import check_alike
from .errors import ClusterError
from .executor import ClusterExecutor

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
ADDRESS = re.compile(r"(tcp|tls)://[^\s/:]+:\d{1,5}")
CONNECT_SECONDS = 10
START_SECONDS = 120
# A cluster may start its workers anew: so long nobody need be there to compute.
ALONE_SECONDS = 60
# A larger folder takes longer to send than to install, and more memory than a worker has to spare.
MOST_SENT_BYTES = 2_000_000_000


@dataclass(frozen=True)
class Cluster:
    """``executor``: computes on the workers; ``at_once``: how many things at a time; ``client``: Dask's."""

    executor: Executor
    at_once: int
    client: Any

    def ask(self, question: Callable[..., Any], *words: Any) -> Mapping[str, Any]:
        """What each worker, by address, answers to a short question."""
        return self.client.run(question, *words)

    @contextmanager
    def sending(self, key: str, folder: Path) -> Iterator[None]:
        """Gives every worker, those that join meanwhile too, the files of ``folder``: see :func:`~.folder.sent_folder`.

        They stay there as long as the worker does. Raises ClusterError where they are too many, or find no room.
        """
        from .folder import SentFolder

        files = [path for path in sorted(folder.iterdir()) if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        if size > MOST_SENT_BYTES:
            raise ClusterError(
                f"{folder} has {size / 1e6:,.0f} MB, too many to send to every worker.",
                hint="Copy it to the data folder (MAILLAGE_DATA) of the workers.",
            )
        sent = SentFolder(key, {path.name: path.read_bytes() for path in files})
        try:
            self.client.register_plugin(sent)
        except OSError as error:
            raise ClusterError(
                f"A worker could not keep the files of {folder}: {error}.", hint="Make room in its local directory."
            ) from error
        try:
            yield
        finally:
            if self.client.status == "running":
                self.client.unregister_worker_plugin(sent.name)


@contextmanager
def cluster(where: str, *, processes: int | None = None) -> Iterator[Cluster]:
    """The cluster of an address (``tcp://scheduler:8786``, ``tls://…``), or for ``local`` one of processes here.

    ``processes``: how many, of ``local``; by default one a core. Those end with the block; the cluster of an address
    goes on. Raises ClusterError where there is none that can be used, and where it loses what it was given.
    """
    if where != LOCAL and not ADDRESS.fullmatch(where):
        raise ClusterError(
            f"{where!r} is not the address of a Dask scheduler.",
            hint="Write --dask tcp://scheduler:8786, or --dask local for processes on this machine.",
        )
    try:
        import distributed
    except ImportError as error:
        raise ClusterError("Dask is not installed here.", hint="pip install 'maillage[dask]'") from error
    with _quiet(), _connected(where, processes or os.cpu_count() or 1) as client:
        threads = client.nthreads()
        if not threads:
            raise ClusterError(
                f"The cluster at {where} has no worker.", hint=f"Start some: dask worker {where} --nthreads 1."
            )
        check_alike(client)
        executor = ClusterExecutor(client)
        with _watched(client, executor):
            try:
                yield Cluster(executor, sum(threads.values()), client)
            except distributed.KilledWorker as error:
                raise ClusterError(
                    f"A block of the work ended {error.allowed_failures + 1} workers one after the other (the last: "
                    f"{error.last_worker.address}), probably for want of memory.",
                    hint="Give the workers more of it. Run the same command again: finished blocks of roads are kept.",
                ) from error
            except (CancelledError, distributed.comm.CommClosedError) as error:
                raise ClusterError(
                    f"The cluster at {where} {executor.lost or 'went away'} during the work.",
                    hint="Run the same command again: finished blocks of roads are kept.",
                ) from error


@contextmanager
def _connected(where: str, processes: int) -> Iterator[Client]:
    from distributed import Client

    if where == LOCAL:
        with _local(processes) as address, Client(address, set_as_default=False) as client:
            try:
                client.wait_for_workers(processes, timeout=START_SECONDS)
            except TimeoutError as error:
                raise ClusterError(
                    f"{processes} processes did not start within {START_SECONDS} seconds.", hint="Leave out --dask."
                ) from error
            yield client
        return
    try:
        asyncio.run(_reach(where))
        client = Client(where, timeout=CONNECT_SECONDS, set_as_default=False)
    except OSError as error:
        raise ClusterError(
            f"No Dask scheduler answers at {where} within {CONNECT_SECONDS} seconds.",
            hint="Check the address, and that `dask scheduler` runs there.",
        ) from error
    with client:
        yield client


@contextmanager
def _local(processes: int) -> Iterator[str]:
    """The address of a scheduler in this process. Its workers have a session of their own, where no Ctrl-C is heard."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=0, dashboard_address=None, silence_logs=logging.CRITICAL) as scheduler:
        words = ["--nworkers", str(processes), "--nthreads", "1", "--no-dashboard"]
        command = [sys.executable, "-m", "distributed.cli.dask_worker", scheduler.scheduler_address, *words]
        plain = os.environ | {"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}
        quiet = subprocess.DEVNULL
        with subprocess.Popen(  # noqa: S603 - the program of Dask, and our own words
            command, env=plain, stdout=quiet, stderr=quiet, start_new_session=True
        ) as workers:
            try:
                yield scheduler.scheduler_address
            finally:
                workers.terminate()
                workers.wait()


async def _reach(where: str) -> None:
    """Raises OSError where nothing answers as Dask does. A client of Dask waits for ever where someone only listens."""
    from distributed import Security
    from distributed.comm import connect

    certificates = Security().get_connection_args("client")
    if where.startswith("tls") and certificates["ssl_context"] is None:
        raise ClusterError(f"{where} asks for certificates, and Dask has none here.", hint="See docs/cluster.md.")
    comm = await asyncio.wait_for(connect(where, timeout=CONNECT_SECONDS, **certificates), CONNECT_SECONDS)
    await comm.close()


@contextmanager
def _watched(client: Client, executor: ClusterExecutor) -> Iterator[None]:
    """Gives up where every worker left and none came back: Dask would wait for ever."""
    over = Event()

    def watch() -> None:
        alone = 0
        while not over.wait(1):
            try:
                alone = 0 if client.nthreads() else alone + 1
            except OSError:  # the scheduler is gone, of which the client tells whoever waits
                return
            if alone >= ALONE_SECONDS:
                executor.give_up("has had no worker left")
                return

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask tells of dead workers on standard error; here they are told once it matters, and in words."""
    levels = {name: logging.getLogger(name).level for name in ("distributed", "distributed.client")}
    for name in levels:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
