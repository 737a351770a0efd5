"""The workers of a cluster as an executor of :mod:`concurrent.futures`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from distributed import Client


class ClusterExecutor(Executor):
    """Dask's own executor, and a way to give up what it waits for. ``lost``: what happened then, in words."""

    def __init__(self, client: Client) -> None:
        self._dask = client.get_executor(pure=False)
        self._open: set[Future[Any]] = set()
        self.lost = ""

    def submit(self, task: Callable[..., Any], /, *words: Any, **named: Any) -> Future[Any]:
        """Hands a task to the cluster, which hands it on if the worker dies."""
        answer = self._dask.submit(task, *words, **named)
        self._open.add(answer)
        answer.add_done_callback(self._open.discard)
        return answer

    def give_up(self, lost: str) -> None:
        """Whoever waits for an answer gets CancelledError."""
        self.lost = lost
        for answer in tuple(self._open):
            answer.cancel()
