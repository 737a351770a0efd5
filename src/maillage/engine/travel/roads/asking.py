"""The blocks of a journey, each asked once: kept ones are read, the others asked here or by workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from typing import Any

import numpy as np

from ...errors import TravelError
from ...sources.roads.minutes_store import Answer, MinutesStore
from ...sources.roads.network import RoadNetwork
from .journey import Journey
from .workers import Workers

# Blocks handed out for each that is computed: enough to keep every worker busy, few enough to hold.
HANDED_OUT = 2


def answers(
    network: RoadNetwork, journey: Journey, *, store: MinutesStore | None, workers: Workers | None
) -> Iterator[Answer]:
    """The answers in the order of the blocks, each kept in ``store`` as soon as it is known.

    Raises TravelError where a process of ``workers`` dies, errors of the store and of the workers as they are.
    """
    numbers = range(len(journey.blocks))
    if workers is None or journey.pairs_asked < workers.worth_pairs:
        for number in numbers:
            yield _known(store, journey, number) or _kept(store, journey, number, ask(network, *_task(journey, number)))
        return
    waiting: dict[int, Answer | Future[Answer]] = {}
    try:
        for number in numbers:
            known = _known(store, journey, number)
            waiting[number] = known or workers.executor.submit(ask_there, workers.network, *_task(journey, number))
            if len(waiting) >= HANDED_OUT * workers.at_once:
                yield _first(store, journey, waiting)
        while waiting:
            yield _first(store, journey, waiting)
    except BrokenExecutor as error:
        raise TravelError(
            "A process that computed travel times was killed, probably for want of memory.",
            hint="Run the same command again: finished blocks are kept. Use fewer --jobs.",
        ) from error
    finally:
        for answer in waiting.values():
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
    kept = ~(seconds > within_seconds)
    origin = np.repeat(origins.astype(np.int32), kept.sum(axis=1))
    destination = np.broadcast_to(destinations.astype(np.int32), kept.shape)[kept]
    return Answer(origin, destination, seconds.ravel() if kept.all() else seconds[kept])


def ask_there(network: Callable[[], RoadNetwork], *task: Any) -> Answer:
    """:func:`ask` in another process, which has its own way to the network."""
    return ask(network(), *task)


def _task(journey: Journey, number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, float]:
    origins, destinations = journey.blocks[number]
    return origins, destinations, journey.here[origins], journey.there[destinations], journey.within_seconds


def _known(store: MinutesStore | None, journey: Journey, number: int) -> Answer | None:
    return store.read(journey.key, number) if store else None


def _kept(store: MinutesStore | None, journey: Journey, number: int, answer: Answer) -> Answer:
    if store:
        store.keep(journey.key, number, answer)
    return answer


def _first(store: MinutesStore | None, journey: Journey, waiting: dict[int, Answer | Future[Answer]]) -> Answer:
    """Takes the first block out of ``waiting``; those that are finished before it are kept meanwhile."""
    first = next(iter(waiting))
    while isinstance(waiting[first], Future):
        asked = {answer: number for number, answer in waiting.items() if isinstance(answer, Future)}
        for answer in wait(asked, return_when=FIRST_COMPLETED).done:
            number = asked[answer]
            waiting[number] = _kept(store, journey, number, answer.result())
    answer = waiting.pop(first)
    assert isinstance(answer, Answer)
    return answer
