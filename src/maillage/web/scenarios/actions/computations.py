"""Long computations: asked for, begun, answered, abandoned at will. A job does the work (:mod:`..tasks`)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from maillage.web.accounts.models import User
from maillage.web.jobs.actions import queue
from maillage.web.jobs.queries.jobs import is_given_up

from ..models import Computation, Scenario
from .scenarios import hold

OPEN = (Computation.Status.WAITING, Computation.Status.RUNNING)


@transaction.atomic
def ask(*, scenario: Scenario, kind: Computation.Kind, asked: dict[str, Any], by: User, now: datetime) -> Computation:
    """A computation for the scenario as it is now; the one that goes on, if there is one of this kind.

    Raises PermissionDenied if ``by`` is not an agent.
    """
    held = hold(scenario, by)
    for going in held.computations.filter(kind=kind, status__in=OPEN):
        if not is_given_up(going.job):
            return going
        _end(going, Computation.Status.STOPPED, now=now)
    computation = Computation.objects.create(scenario=held, kind=kind, asked=asked, version=held.version, by=by, at=now)
    computation.job = queue.ask("scenarios.work_on", computation.pk, now=now)
    computation.save(update_fields=["job"])
    return computation


@transaction.atomic
def abandon(*, computation: Computation, by: User, now: datetime) -> None:
    """Its worker stops within a second or two. What is done stays done."""
    hold(computation.scenario, by)
    _end(computation, Computation.Status.CANCELLED, now=now)
    if computation.job:
        queue.withdraw(job=computation.job, now=now)


def begin(*, computation: Computation, now: datetime) -> bool:
    """False if nobody waits for it any more. One that was interrupted begins anew."""
    going = Computation.objects.filter(pk=computation.pk, status__in=OPEN)
    return bool(going.update(status=Computation.Status.RUNNING, began_at=now))


def finish(*, computation: Computation, answer: dict[str, Any], now: datetime) -> None:
    _end(computation, Computation.Status.DONE, now=now, answer=answer)


def fail(*, computation: Computation, message: str, now: datetime) -> None:
    """There is no answer; ``message`` says why to a person."""
    _end(computation, Computation.Status.FAILED, now=now, message=message)


def _end(computation: Computation, status: Computation.Status, *, now: datetime, **said: Any) -> None:
    """Only what still goes on can end: an answer that comes after it was abandoned is dropped."""
    Computation.objects.filter(pk=computation.pk, status__in=OPEN).update(status=status, ended_at=now, **said)
