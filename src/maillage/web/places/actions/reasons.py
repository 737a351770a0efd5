"""Reasons for coming: entered, corrected, ended. They are those of the whole platform, whatever organisation a place is
of: who manages places everywhere writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.web.accounts.models import User
from maillage.web.accounts.queries.organisations import find_own
from maillage.web.privacy.actions import journal
from maillage.web.privacy.actions.changing import change

from ..models import Place, Reason

SAID = (
    "title",
    "title_en",
    "minutes",
    "airing_minutes",
    "notice_minutes",
    "horizon_days",
    "bring",
    "bring_en",
    "needs_mediator",
    "needs_closed_room",
    "needs_station",
    "profession",
    "equipment",
    "is_public",
)


@transaction.atomic
def enter(*, places: Iterable[Place], by: User | None, now: datetime, **said: Any) -> Reason:
    """``said``: fields of SAID; no ``places``: everywhere. Raises PermissionDenied, and ValidationError for a title
    that is taken."""
    _require(by)
    made = Reason(**said)
    made.full_clean()
    made.save()
    made.places.set(places)
    journal.record(verb="places.reason_entered", subject=made, by=by, now=now, fields=[*said, "places"])
    return made


@transaction.atomic
def correct(*, reason: Reason, places: Iterable[Place], by: User, now: datetime, **said: Any) -> None:
    """For appointments that are made from now on. Raises PermissionDenied, ValidationError."""
    held = _hold(reason, by)
    changed = change(held, said)
    held.full_clean()
    held.save()
    wanted = {place.pk for place in places}
    if wanted != set(held.places.values_list("pk", flat=True)):
        held.places.set(wanted)
        changed.append("places")
    if changed:
        journal.record(verb="places.reason_corrected", subject=held, by=by, now=now, fields=changed)


@transaction.atomic
def end(*, reason: Reason, by: User, now: datetime) -> None:
    """Nobody books it any more; appointments that are made stand. Raises PermissionDenied."""
    held = _hold(reason, by)
    held.ended_at = held.ended_at or now
    held.save()
    journal.record(verb="places.reason_ended", subject=held, by=by, now=now, fields=["ended_at"])


def _hold(reason: Reason, by: User) -> Reason:
    _require(by)
    return Reason.objects.select_for_update().get(pk=reason.pk)


def _require(by: User | None) -> None:
    own = find_own()
    if by is not None and (own is None or not by.has_perm("places.manage", own)):
        raise PermissionDenied
