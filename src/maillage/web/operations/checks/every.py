"""All checks: asked by ``maillage check`` and by /etat/."""

from __future__ import annotations

from datetime import datetime

from . import bookings, database, jobs, keys, machine, messages, saved, settings
from .problem import Level, Problem

OF_THE_MACHINE = (machine, settings)
OF_THE_ROWS = (keys, bookings, jobs, messages, saved)


def problems(*, now: datetime) -> list[Problem]:
    """All that can be found out, the worst first. Of a database without its form, nothing is asked that needs rows."""
    found = [problem for subject in OF_THE_MACHINE for problem in subject.check(now)]
    found += database.check(now)
    if not any(problem.level is Level.FATAL or problem.where == database.WHERE for problem in found):
        found += [problem for subject in OF_THE_ROWS for problem in subject.check(now)]
    return sorted(found, key=lambda problem: problem.level)
