"""The blocks of a journey, each asked once: kept ones are read, the others asked here or by an executor."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from typing import Any

import numpy as np

from ...errors import TravelError
from ...sources.roads.minutes_store import Answer, MinutesStore
from ...sources.roads.network import RoadNetwork
from .journey import Journey

# Under this many pairs, processes take longer to start than they save.
PAIRS_WORTH_PROCESSES = 4_000_000
# Blocks handed out before the first is taken back: enough to keep every process busy, few enough to hold.
HANDED_OUT = 8


def answers(
    network: RoadNetwork, journey: Journey, *, store: MinutesStore | None, executor: Executor | None
) -> Iterator[Answer]:
    """The answers in the order of the blocks, each kept in ``store`` as soon as it is known.

    Raises TravelError where a process of ``executor`` dies, errors of the store as they are.
    """
    numbers = range(len(journey.blocks))
    if executor is None or len(numbers) < 2 or journey.pairs_asked < PAIRS_WORTH_PROCESSES:
        for number in numbers:
            yield _known(store, journey, number) or _kept(store, journey, number, ask(network, *_task(journey, number)))
        return
    waiting: deque[tuple[int, Answer | Future[Answer]]] = deque()
    try:
        for number in numbers:
            known = _known(store, journey, number)
            waiting.append((number, known or executor.submit(ask_from, network.folder, *_task(journey, number))))
            if len(waiting) >= HANDED_OUT:
                yield _taken(store, journey, *waiting.popleft())
        while waiting:
            yield _taken(store, journey, *waiting.popleft())
    except BrokenExecutor as error:
        raise TravelError(
            "A process that computed travel times was killed, probably for want of memory.",
            hint="Run the same command again: finished blocks are kept. Use fewer --jobs.",
        ) from error
    finally:
        for _, answer in waiting:
            if isinstance(answer, Future):
                answer.cancel()


def ask(
    network: RoadNetwork,
    origins: np.ndarray,
    destinations: np.ndarray,
    here: np.ndarray,
    there: np.ndarray,
    within_seconds: float,
) -> Answer:
    """One block: numbers and positions of its ends in, the pairs within the bound out, and those without a way."""
    seconds = network.seconds(here, there)
    row, column = np.nonzero(~(seconds > within_seconds))
    return Answer(origins[row].astype(np.int32), destinations[column].astype(np.int32), seconds[row, column])


def ask_from(folder: Any, *task: Any) -> Answer:
    """:func:`ask` in another process, which opens the network of ``folder`` once."""
    return ask(_opened(folder), *task)


def processes(jobs: int) -> ProcessPoolExecutor:
    """An executor of processes on this machine; none starts before it is needed. Ctrl-C is left to their parent."""
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupt)


@lru_cache(maxsize=2)
def _opened(folder: Any) -> RoadNetwork:
    return RoadNetwork.open(folder)


def _ignore_interrupt() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _task(journey: Journey, number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, float]:
    origins, destinations = journey.blocks[number]
    return origins, destinations, journey.here[origins], journey.there[destinations], journey.within_seconds


def _known(store: MinutesStore | None, journey: Journey, number: int) -> Answer | None:
    return store.read(journey.key, number) if store else None


def _kept(store: MinutesStore | None, journey: Journey, number: int, answer: Answer) -> Answer:
    if store:
        store.keep(journey.key, number, answer)
    return answer


def _taken(store: MinutesStore | None, journey: Journey, number: int, answer: Answer | Future[Answer]) -> Answer:
    return _kept(store, journey, number, answer.result()) if isinstance(answer, Future) else answer
