"""Long computations: asked for, worked on by a process beside the server, one at a time, abandoned at will.

The row is the queue. A worker (:mod:`..management.commands.work_on_scenarios`) takes what waits, the oldest first, and
ends when nothing does. It says every second that it lives, and stops when its row was abandoned, when its time is up or
when the server that started it is gone; a row that fell silent is shown as interrupted. Nothing more is promised: a
server that starts again does not take up what it had begun.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from typing import Any

from django.db import transaction

from maillage.web.accounts.models import User

from ..models import Computation, Scenario
from .scenarios import hold

OPEN = (Computation.Status.WAITING, Computation.Status.RUNNING)
_started: list[subprocess.Popen] = []


@transaction.atomic
def ask(*, scenario: Scenario, kind: Computation.Kind, asked: dict[str, Any], by: User, now: datetime) -> Computation:
    """A computation for the scenario as it is now; the one that goes on, if there is one of this kind.

    Raises PermissionDenied if ``by`` is not an agent.
    """
    held = hold(scenario, by)
    for going in held.computations.filter(kind=kind, status__in=OPEN):
        if not going.is_silent(now=now):
            return going
        _end(going, Computation.Status.STOPPED, now=now)
    return Computation.objects.create(
        scenario=held, kind=kind, asked=asked, version=held.version, by=by, at=now, seen_at=now
    )


@transaction.atomic
def abandon(*, computation: Computation, by: User, now: datetime) -> None:
    """Its worker stops within a second or two. What is done stays done."""
    hold(computation.scenario, by)
    _end(computation, Computation.Status.CANCELLED, now=now)


def wake() -> None:
    """Starts a worker beside the server. If one is at work the new one waits for it, or finds nothing to do."""
    _started[:] = [process for process in _started if process.poll() is None]
    if len(_started) < 2:
        _started.append(
            subprocess.Popen([sys.executable, "-m", "maillage.web", "work_on_scenarios"], stdin=subprocess.DEVNULL)
        )


@transaction.atomic
def take(*, now: datetime) -> Computation | None:
    """The oldest that waits, which is then running; None if none does."""
    waiting = Computation.objects.select_for_update().filter(status=Computation.Status.WAITING)
    found = waiting.order_by("pk").first()
    if found is not None:
        found.status, found.seen_at = Computation.Status.RUNNING, now
        found.save()
    return found


def live(*, computation: Computation, progress: float, now: datetime) -> bool:
    """Says that the worker lives, and for those who wait that they still have a turn; False if it was abandoned."""
    Computation.objects.filter(status=Computation.Status.WAITING).update(seen_at=now)
    running = Computation.objects.filter(pk=computation.pk, status=Computation.Status.RUNNING)
    return bool(running.update(seen_at=now, progress=min(max(progress, 0.0), 1.0)))


def finish(*, computation: Computation, answer: dict[str, Any], now: datetime) -> None:
    _end(computation, Computation.Status.DONE, now=now, answer=answer, progress=1.0)


def fail(*, computation: Computation, message: str, now: datetime) -> None:
    """There is no answer; ``message`` says why to a person."""
    _end(computation, Computation.Status.FAILED, now=now, message=message)


def stop(*, computation: Computation, now: datetime) -> None:
    _end(computation, Computation.Status.STOPPED, now=now)


def _end(computation: Computation, status: Computation.Status, *, now: datetime, **said: Any) -> None:
    """Only what still goes on can end: an answer that comes after it was abandoned is dropped."""
    Computation.objects.filter(pk=computation.pk, status__in=OPEN).update(status=status, ended_at=now, **said)
