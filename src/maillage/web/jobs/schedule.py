"""Jobs, declared in the ``tasks.py`` of any module::

    @job(title=_("Messages en attente"), every=timedelta(minutes=1))
    def send_waiting() -> int: ...

    @job(title=_("Calcul d’une proposition"), lane=LONG, attempts=3)
    def work_on(computation: int) -> None: ...

and asked for by name (``"scenarios.work_on"``) with :func:`.actions.queue.ask`. A job is a function of a few references
(see :mod:`.rules.arguments`). It may run again after it was interrupted: it does what is still to do, and no more. It
returns nothing, or how many it dealt with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache
from typing import Any

from django.tasks import Task, task
from django.utils.module_loading import autodiscover_modules

from .rules.schedule import Daily, Every, When

# Lanes: what takes a minute of processor does not keep what takes a moment waiting.
QUICK, LONG = "default", "long"
LANES = (QUICK, LONG)

_declared: dict[str, Job] = {}


class HopelessError(Exception):
    """Raised by a job, from the error that it met: trying again would be of no use."""


class UnknownJobError(LookupError):
    """No module declares a job of this name."""


@dataclass(frozen=True)
class Job:
    """``attempts``: how often it is tried in all; ``limit``: how long an attempt may take; ``when``: if scheduled."""

    name: str
    title: Any
    task: Task
    when: When | None
    attempts: int
    limit: timedelta


def job(
    *,
    title: Any = "",
    every: timedelta | None = None,
    daily_at: time | None = None,
    attempts: int = 5,
    limit: timedelta = timedelta(minutes=5),
    lane: str = QUICK,
) -> Callable[[Callable[..., int | None]], Task]:
    """Declares a job. Its function stays callable by ``.call(…)``."""
    if every is not None and daily_at is not None:
        raise ValueError("a job is scheduled with every= or daily_at=, not both")
    when = Every(every) if every is not None else Daily(daily_at) if daily_at is not None else None

    def declare(function: Callable[..., int | None]) -> Task:
        module = function.__module__.removesuffix(".tasks").rpartition(".")[2]
        name = f"{module}.{function.__name__}"
        declared = Job(name, title or name, task(function, queue_name=lane), when, attempts, limit)
        _declared[name] = declared
        return declared.task

    return declare


def declared_jobs() -> dict[str, Job]:
    """All of them by name, in its order."""
    _discover()
    return dict(sorted(_declared.items()))


def get_job(name: str) -> Job:
    _discover()
    found = _declared.get(name)
    if found is None:
        raise UnknownJobError(f"there is no job {name!r}; there are {', '.join(declared_jobs())}")
    return found


def find_job(path: str) -> Job | None:
    """By the path of its function, as the queue keeps it; None if this version knows it no more."""
    return next((each for each in declared_jobs().values() if each.task.module_path == path), None)


@cache
def _discover() -> None:
    autodiscover_modules("tasks")
