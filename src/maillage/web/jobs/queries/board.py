"""The page that shows the work: who works, what goes on, what waits, what failed, what is scheduled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.tasks import TaskResultStatus as Status
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Moment, QueuedJob
from ..rules import faults
from ..rules.schedule import Daily, When
from ..schedule import LONG, declared_jobs, find_job
from .workers import workers_alive

SHOWN = 50
LATELY = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """A job. ``at``: since when it runs, from when it may, or when it failed; ``fault``: of its last attempt."""

    pk: UUID
    title: str
    at: datetime
    attempts: int
    fault: str
    place: str


@dataclass(frozen=True)
class Hand:
    """A process that works. ``doing``: the title of its job, empty if it waits for one."""

    lane: str
    host: str
    pid: int
    started_at: datetime
    doing: str


@dataclass(frozen=True)
class Scheduled:
    """``outcome``: of the last time; empty if there was none."""

    title: str
    when: str
    last: datetime | None
    outcome: str
    failed: bool
    following: datetime


@dataclass(frozen=True)
class Board:
    hands: list[Hand]
    running: list[Line]
    waiting: list[Line]
    failed: list[Line]
    counts: dict[str, int]
    done_lately: int
    schedule: list[Scheduled]


def board(*, now: datetime) -> Board:
    """Lists are cut; ``counts`` are not."""
    jobs = QueuedJob.objects.exclude(exception_class_path=faults.WITHDRAWN)
    told = dict(jobs.order_by().values_list("status").annotate(Count("pk")))
    return Board(
        hands=_hands(now=now),
        running=_lines(jobs.filter(status=Status.RUNNING).order_by("started_at"), "started_at"),
        waiting=_lines(jobs.filter(status=Status.READY).order_by("run_after", "enqueued_at"), "run_after"),
        failed=_lines(jobs.filter(status=Status.FAILED).order_by("-finished_at"), "finished_at"),
        counts={status.lower(): told.get(status, 0) for status in Status.values},
        done_lately=jobs.filter(status=Status.SUCCESSFUL, finished_at__gte=now - LATELY).count(),
        schedule=_schedule(now=now),
    )


def _hands(*, now: datetime) -> list[Hand]:
    return [
        Hand(
            lane=_("travaux longs") if worker.lane == LONG else _("travaux courts"),
            host=worker.host,
            pid=worker.pid,
            started_at=worker.started_at,
            doing=_title(worker.job) if worker.job else "",
        )
        for worker in workers_alive(now=now)
    ]


def _lines(jobs: QuerySet[QueuedJob], at: str) -> list[Line]:
    return [
        Line(
            pk=job.pk,
            title=_title(job),
            at=getattr(job, at),
            attempts=len(job.worker_ids),
            fault=_fault(job.exception_class_path),
            place=faults.place_to_look(job.traceback),
        )
        for job in jobs[:SHOWN]
    ]


def _schedule(*, now: datetime) -> list[Scheduled]:
    scheduled = {name: job for name, job in declared_jobs().items() if job.when is not None}
    latest = dict(Moment.objects.order_by().values_list("job").annotate(Max("pk")))
    moments = {moment.job: moment for moment in Moment.objects.filter(pk__in=latest.values()).select_related("result")}
    lines = []
    for name, job in scheduled.items():
        moment = moments.get(name)
        result = moment.result if moment else None
        lines.append(
            Scheduled(
                title=str(job.title),
                when=in_words(job.when),
                last=result.started_at or moment.due_at if result else None,
                outcome=_outcome(result) if result else "",
                failed=bool(result) and result.status == Status.FAILED,
                following=job.when.following(now),
            )
        )
    return sorted(lines, key=lambda line: line.following)


def in_words(when: When) -> str:
    if isinstance(when, Daily):
        return _("chaque jour à %(at)s") % {"at": f"{when.at:%H:%M}"}
    seconds = round(when.period.total_seconds())
    if seconds % 3600 == 0:
        return ngettext("chaque heure", "toutes les %(count)s heures", seconds // 3600) % {"count": seconds // 3600}
    if seconds % 60 == 0:
        return ngettext("chaque minute", "toutes les %(count)s minutes", seconds // 60) % {"count": seconds // 60}
    return ngettext("chaque seconde", "toutes les %(count)s secondes", seconds) % {"count": seconds}


def _title(job: QueuedJob) -> str:
    """By its function, if this version knows the job no more."""
    declared = find_job(job.task_path)
    return str(declared.title) if declared else job.task_path.rpartition(".")[2]


def _outcome(result: QueuedJob) -> str:
    return {
        Status.READY: _("attend"),
        Status.RUNNING: _("en cours"),
        Status.SUCCESSFUL: _("fait"),
        Status.FAILED: _("en échec"),
    }[Status(result.status)]


def _fault(kind: str) -> str:
    """In words where the job itself is not at fault; else the name of the error, for who reads the code."""
    return {
        faults.LOST: _("Le processus qui y travaillait s’est arrêté."),
        faults.OVERDUE: _("Le travail n’a pas fini dans le temps prévu."),
        faults.UNKNOWN: _("Cette version de la plateforme ne connaît pas ce travail."),
    }.get(kind, kind)
