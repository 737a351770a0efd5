"""Which workshops a change to places or people would leave without what they need (``web.affected``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from ..models import Workshop

# Of what a workshop takes: by which column it is found.
TAKEN = {"place": "place", "room": "room", "mediator": "mediators"}


@dataclass(frozen=True)
class Affected:
    """``code``: what the workshop is called."""

    code: str
    starts_at: datetime
    ends_at: datetime
    address: str


def affected(*, kind: str, number: int, since: datetime, until: datetime | None = None) -> Sequence[Affected]:
    """In order of time. Workshops take neither stations, devices nor practitioners."""
    if kind not in TAKEN:
        return []
    found = Workshop.objects.to_come(since).filter(**{TAKEN[kind]: number})
    if until is not None:
        found = found.filter(starts_at__lt=until)
    return [
        Affected(each.said, each.starts_at, each.ends_at, reverse("mediation:hold", args=[each.pk])) for each in found
    ]
