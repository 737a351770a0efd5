"""Who asks a network when there is much to ask: processes on this machine, or the workers of a cluster.

The workers of a cluster share neither memory nor disk with this machine. One that has a network of the same content in
its own data folder opens that; the others are sent this one's files, once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache, partial
from pathlib import Path

from ..cluster.connect import LOCAL, cluster
from ..cluster.errors import ClusterError
from ..data_folder import data_folder
from ..engine.errors import SourceError, TravelError
from ..engine.sources.roads.network import RECORD, RoadNetwork, read_record
from ..engine.travel.roads.workers import Workers, processes


@contextmanager
def workers_for(network: RoadNetwork, *, dask: str | None = None, jobs: int | None = None) -> Iterator[Workers]:
    """``dask``: the address of a cluster, or ``local``; without, processes here. ``jobs``: how many of these.

    Raises ClusterError where the cluster cannot be used, or ``jobs`` are asked of one that is not ours.
    """
    if dask is None:
        with processes(network, jobs or os.cpu_count() or 1) as here:
            yield here
        return
    if jobs and dask != LOCAL:
        raise ClusterError("--jobs is about processes of this machine.", hint="Leave it out with --dask ADDRESS.")
    with cluster(dask, processes=jobs) as there:
        identity = network.record.identity
        everywhere = all(there.ask(has_network, identity).values())
        with nullcontext() if everywhere else there.sending(identity, network.folder):
            yield Workers(there.executor, partial(network_there, identity, network.record.name), there.at_once)


@lru_cache(maxsize=2)
def network_there(identity: str, name: str) -> RoadNetwork:
    """In a worker: its own network of that content, or the one that it was sent, opened once.

    Raises TravelError where it has neither: it joined a cluster whose other workers have their own.
    """
    folder = _folder_of(identity)
    if folder is None:
        raise TravelError(
            f"A worker that joined the cluster does not have the road network {name!r}.",
            hint="Run the same command again: it will be sent.",
        )
    return RoadNetwork.open(folder)


def has_network(identity: str) -> bool:
    """In a worker: whether it has the network of that content, its own or sent."""
    return _folder_of(identity) is not None


def _folder_of(identity: str) -> Path | None:
    # Imported here: it knows Dask, which is there only where a cluster is.
    from ..cluster.folder import sent_folder

    own = (path.parent for path in (data_folder() / "roads").glob(f"[!.]*/[!.]*/{RECORD}"))
    return next((folder for folder in own if _identity(folder) == identity), None) or sent_folder(identity)


def _identity(folder: Path) -> str | None:
    """None of a network that another version built."""
    try:
        return read_record(folder).identity
    except SourceError:
        return None
