"""Whether somebody does the work, and on time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from maillage.web.jobs.queries.lateness import late_jobs
from maillage.web.jobs.queries.workers import workers_alive
from maillage.web.jobs.schedule import LANES

from ..backup.running import is_in_use
from .problem import Level, Problem


def check(now: datetime) -> Iterator[Problem]:
    served = {worker.lane for worker in workers_alive(now=now)}
    if not served and not is_in_use(settings.DATA):
        yield Problem(Level.NOTE, "maillage serve", "the platform does not run here.", "Start it when it should.")
        return
    idle = [lane for lane in LANES if lane not in served]
    if idle:
        mend = "Start `maillage worker`." if not settings.JOBS else "Start `maillage serve` again."
        yield Problem(Level.WRONG, "jobs", f"nobody works on the lane {idle[0]}: its jobs wait.", mend)
    late = late_jobs(now=now)
    if late:
        mend = "See /administration/travaux/ and the log."
        yield Problem(Level.WRONG, "jobs", f"{', '.join(late)} did not run when it was time.", mend)
