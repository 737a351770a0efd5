"""Starts one process a lane, starts it again if it dies, ends it with whoever started it.

A process watches its parent by itself: killed outright, the parent can no more tell it to stop.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic

from ..rules.backoff import restart_seconds
from ..schedule import LANES
from .beat import ENDED_ITSELF, GRACE_SECONDS, STOPPED

logger = logging.getLogger("maillage.jobs")
LOOK_SECONDS = 0.5
# Who lived as long died of something new.
WELL_SECONDS = 60.0
STOP_SECONDS = GRACE_SECONDS + 4.0
AFTER_STOP_SECONDS = 15.0


@dataclass
class Child:
    """A process of a lane, how often in a row it died, and when it is started again."""

    lane: str
    process: subprocess.Popen | None = None
    started: float = field(default_factory=monotonic)
    deaths: int = 0
    restart_at: float = 0.0


class Supervisor:
    """``start`` it, ``stop`` it; in between it watches, in a thread of its own."""

    def __init__(self) -> None:
        self._children = [Child(lane) for lane in LANES]
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        for child in self._children:
            _start(child)
        self._thread.start()

    def stop(self) -> None:
        """Within seconds: what goes on is given back."""
        self._over.set()
        self._thread.join()
        processes = [child.process for child in self._children if child.process]
        for process in processes:
            process.terminate()
        give_up = monotonic() + STOP_SECONDS
        for process in processes:
            try:
                process.wait(max(give_up - monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _watch(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            for child in self._children:
                _look_after(child, moment=monotonic())


def _look_after(child: Child, *, moment: float) -> None:
    if child.process is not None and child.process.poll() is not None:
        code = child.process.returncode
        if code == STOPPED:
            # Ctrl-C reaches all processes of a terminal, those of the server too: it is about to end.
            child.restart_at = moment + AFTER_STOP_SECONDS
        elif code != ENDED_ITSELF:
            child.deaths = 1 if moment - child.started > WELL_SECONDS else child.deaths + 1
            child.restart_at = moment + restart_seconds(child.deaths)
            logger.error("The worker of lane %s died, code %d.", child.lane, code)
        child.process = None
    if child.process is None and moment >= child.restart_at:
        _start(child)


def _start(child: Child) -> None:
    # Who is gone before the process looks for its parent cannot be found by it.
    command = [sys.executable, "-m", "maillage.web", "work", child.lane, "--parent", str(os.getpid())]
    child.started = monotonic()
    try:
        child.process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - a command of our own
    except OSError:
        # No memory, too many processes: that may pass.
        logger.exception("The worker of lane %s cannot be started.", child.lane)
        child.restart_at = child.started + WELL_SECONDS
