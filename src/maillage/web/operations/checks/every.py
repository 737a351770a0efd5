"""All checks: asked by ``maillage check`` and by /etat/."""

from __future__ import annotations

from datetime import datetime

from . import database, jobs, keys, machine, messages, saved, settings
from .problem import Level, Problem

# In the order in which they can be answered: without a database what follows has no answer.
FIRST = (machine, database)
THEN = (keys, settings, jobs, messages, saved)


def problems(*, now: datetime) -> list[Problem]:
    """All that can be found out, the worst first."""
    found = [problem for subject in FIRST for problem in subject.check(now)]
    if not any(problem.level is Level.FATAL for problem in found):
        found += [problem for subject in THEN for problem in subject.check(now)]
    return sorted(found, key=lambda problem: problem.level)
