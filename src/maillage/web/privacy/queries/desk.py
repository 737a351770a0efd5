"""What there is to do today about people's data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from ..models import Request
from ..models.person import find_person
from ..rules.person import PersonRef
from .persons import Candidate, candidate
from .retention import Kind, retention_kinds


@dataclass(frozen=True)
class Waiting:
    """A request that was not answered yet. ``late``: its month is over."""

    request: Request
    person: Candidate
    late: bool


def waiting_requests(*, now: datetime) -> list[Waiting]:
    """The most urgent first."""
    today: date = timezone.localdate(now)
    return [
        Waiting(request, candidate(person), request.due_on < today)
        for request in Request.objects.filter(closed_at=None).order_by("due_on", "pk")
        if (person := find_person(PersonRef.read(request.person))) is not None
    ]


def waiting_expiries(*, now: datetime) -> list[Kind]:
    """What the next night removes."""
    return [kind for kind in retention_kinds(now=now) if kind.count]
