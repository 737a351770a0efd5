"""Mediators: entered, corrected, gone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.web.accounts.models import User
from maillage.web.affected import affected, follow_change, refuse_to_strand
from maillage.web.privacy.actions import journal
from maillage.web.privacy.actions.changing import change

from ..models import Mediator
from .holding import require

SAID = ("organisation", "person", "name", "phone", "contract_hours", "since")


@transaction.atomic
def enter(*, by: User | None, now: datetime, **said: Any) -> Mediator:
    """``said``: the fields of SAID. Raises PermissionDenied, and ValidationError for an account that is taken."""
    require(by, said["organisation"])
    made = Mediator(**said)
    made.full_clean()
    made.save()
    journal.record(verb="places.mediator_entered", subject=made, about=made.person, by=by, now=now, fields=SAID)
    return made


@transaction.atomic
def correct(*, mediator: Mediator, by: User, now: datetime, **said: Any) -> None:
    """Raises PermissionDenied, and ValidationError for an account that is taken."""
    held = hold(mediator, by=by)
    require(by, said["organisation"])
    changed = change(held, said)
    held.full_clean()
    held.save()
    if changed:
        journal.record(
            verb="places.mediator_corrected", subject=held, about=held.person, by=by, now=now, fields=changed
        )


@transaction.atomic
def leave(*, mediator: Mediator, last_day: date, by: User, now: datetime, despite: int = 0) -> None:
    """Works no more after ``last_day``: hours that go on end with it, those to come are removed. Whose last day is
    today or past is off every list at once.

    Raises PermissionDenied, and StrandingError for more than ``despite`` appointments after it.
    """
    held = hold(mediator, by=by)
    is_gone = last_day <= timezone.localdate(now)
    gone = now if is_gone else timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))
    refuse_to_strand(affected(kind="mediator", number=held.pk, since=gone), despite=despite)
    places = set(held.working_hours.values_list("place", flat=True))
    held.working_hours.filter(first_day__gt=last_day).delete()
    for line in held.working_hours.all():
        if line.last_day is None or line.last_day > last_day:
            line.last_day = last_day
            line.save()
    held.absences.filter(starts_at__gte=gone).delete()
    held.left_at = now if is_gone else None
    held.save()
    follow_change(places=places, now=now)
    journal.record(verb="places.mediator_left", subject=held, about=held.person, by=by, now=now, fields=["left_at"])


@transaction.atomic
def rejoin(*, mediator: Mediator, by: User, now: datetime) -> None:
    """Is in the team again; hours that ended stay ended. Raises PermissionDenied."""
    held = hold(mediator, by=by)
    held.left_at = None
    held.save()
    journal.record(verb="places.mediator_rejoined", subject=held, about=held.person, by=by, now=now, fields=["left_at"])


def hold(mediator: Mediator, *, by: User | None) -> Mediator:
    """Nobody else changes their hours until this transaction ends. Raises PermissionDenied."""
    held = Mediator.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=mediator.pk)
    require(by, held.organisation)
    return held
