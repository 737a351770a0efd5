"""From what was typed after ``--dask`` to an executor, and from what goes wrong there to words."""

from __future__ import annotations

import asyncio
import logging
import os
import re
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
            except CancelledError as error:
                raise ClusterError(
                    f"The cluster at {where} {executor.lost or 'went away'} during the work.",
                    hint="Run the same command again: finished blocks of roads are kept.",
                ) from error


@contextmanager
def _connected(where: str, processes: int) -> Iterator[Client]:
    from distributed import Client, LocalCluster

    if where == LOCAL:
        with (
            LocalCluster(n_workers=processes, threads_per_worker=1, dashboard_address=None) as here,
            Client(here, set_as_default=False) as client,
        ):
            client.run(_leave_interrupts_to_the_parent)
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


async def _reach(where: str) -> None:
    """Raises OSError where nothing answers as Dask does. A client of Dask waits for ever where someone only listens."""
    from distributed import Security
    from distributed.comm import connect

    certificates = Security().get_connection_args("client")
    comm = await asyncio.wait_for(connect(where, timeout=CONNECT_SECONDS, **certificates), CONNECT_SECONDS)
    await comm.close()


@contextmanager
def _watched(client: Client, executor: ClusterExecutor) -> Iterator[None]:
    """Gives up where every worker left and none came back: Dask would wait for ever."""
    over = Event()

    def watch() -> None:
        alone = 0
        while not over.wait(1):
            alone = 0 if client.nthreads() else alone + 1
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
    logger = logging.getLogger("distributed")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _leave_interrupts_to_the_parent() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
