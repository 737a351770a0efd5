"""Whom a change would leave standing before a closed door, for modules that know nothing of appointments and workshops:
settings name the functions of higher ones that do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Affected(Protocol):
    """An appointment or a workshop that still stands. ``code``: how people name it; ``address``: where it can be
    moved; ``starts_at`` to ``ends_at``: for as long as it takes what would not be there."""

    code: str
    address: str
    starts_at: datetime
    ends_at: datetime


class StrandingError(Exception):
    """More appointments would be left without what they need than the person who decides was shown."""

    def __init__(self, appointments: Sequence[Affected]) -> None:
        super().__init__(f"{len(appointments)} appointments")
        self.appointments = appointments


def affected(*, kind: str, number: int, since: datetime, until: datetime | None = None) -> Sequence[Affected]:
    """What takes something between two moments, in order of time; ``until`` None: ever after.

    ``kind``: ``"place"``, ``"room"``, ``"station"``, ``"device"``, ``"mediator"`` or ``"practitioner"``; ``number``: of
    its row.
    """
    asked = {"kind": kind, "number": number, "since": since, "until": until}
    found = [each for named in settings.AFFECTED for each in import_string(named)(**asked)]
    return sorted(found, key=lambda each: each.starts_at)


def stands_within(each: Affected, spans: Iterable[tuple[datetime, datetime]]) -> bool:
    """Whether one of them, each from a moment until just before another, holds all of it."""
    return any(begins <= each.starts_at and each.ends_at <= ends for begins, ends in spans)


def refuse_to_strand(appointments: Sequence[Affected], *, despite: int) -> None:
    """``despite``: how many the person who decides was shown and accepts. Raises StrandingError for one more."""
    if len(appointments) > despite:
        raise StrandingError(appointments)


def follow_change(*, places: Iterable[int] | None, now: datetime) -> None:
    """To be called in the transaction of a change to what or who there is at some places, and when; None: at any
    place. Appointments that lost something are given another of its kind, and who waits is offered what
    became free."""
    import_string(settings.AFTER_CHANGE)(places=places, now=now)
