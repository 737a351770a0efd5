"""Processes that answer blocks beside this one, on this machine or on others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing import get_context
from typing import Any

from ...sources.roads.network import RoadNetwork

# Under this many pairs, processes take longer to start than they save.
PAIRS_WORTH_PROCESSES = 4_000_000


@dataclass(frozen=True)
class Workers:
    """Where blocks are asked when there are many of them.

    ``executor``: any :class:`concurrent.futures.Executor`. ``network``: called in a process of it, once a block, gives
    the open network; it should remember. ``at_once``: how many blocks are computed at a time. Questions of fewer than
    ``worth_pairs`` pairs are not handed out.
    """

    executor: Executor
    network: Callable[[], RoadNetwork]
    at_once: int
    worth_pairs: int = 0


@contextmanager
def processes(network: RoadNetwork, jobs: int) -> Iterator[Workers]:
    """Processes on this machine; none starts before it is needed. Ctrl-C is left to their parent."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupt) as executor:
        yield Workers(executor, partial(opened, network.folder), jobs, PAIRS_WORTH_PROCESSES)


@lru_cache(maxsize=2)
def opened(folder: Any) -> RoadNetwork:
    """The network of a folder, opened once a process."""
    return RoadNetwork.open(folder)


def _ignore_interrupt() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
