"""Practitioners and the rotas of operators: who they are, and when they can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from maillage.web.accounts.models import User
from maillage.web.affected import Affected, affected, follow_change, refuse_to_strand, stands_within
from maillage.web.privacy.actions import journal
from maillage.web.privacy.actions.changing import change

from ..models import Availability, Place, Practitioner
from ..rules.repeats import Span, merged
from .holding import require

SAID = ("organisation", "profession", "name", "email")


@transaction.atomic
def enter(*, places: Iterable[Place], by: User | None, now: datetime, **said: Any) -> Practitioner:
    """``said``: the fields of SAID; no ``places``: every place. Raises PermissionDenied, ValidationError."""
    require(by, said["organisation"])
    made = Practitioner(**said)
    made.full_clean()
    made.save()
    made.places.set(places)
    journal.record(verb="places.practitioner_entered", subject=made, by=by, now=now, fields=[*SAID, "places"])
    return made


@transaction.atomic
def correct(*, practitioner: Practitioner, places: Iterable[Place], by: User, now: datetime, **said: Any) -> None:
    """Raises PermissionDenied, ValidationError."""
    held = _hold(practitioner, by)
    require(by, said["organisation"])
    changed = change(held, said)
    held.full_clean()
    held.save()
    wanted = {place.pk for place in places}
    if wanted != set(held.places.values_list("pk", flat=True)):
        held.places.set(wanted)
        changed.append("places")
        # Those that were served, and those that are.
        follow_change(places=None, now=now)
    if changed:
        journal.record(verb="places.practitioner_corrected", subject=held, by=by, now=now, fields=changed)


@transaction.atomic
def leave(*, practitioner: Practitioner, by: User, now: datetime, despite: int = 0) -> None:
    """Can be reached no more, from now on; their link opens nothing any more.

    Raises PermissionDenied, and StrandingError for more than ``despite`` appointments to come.
    """
    held = _hold(practitioner, by)
    refuse_to_strand(affected(kind="practitioner", number=held.pk, since=now), despite=despite)
    held.availabilities.filter(starts_at__gte=now).delete()
    held.availabilities.filter(ends_at__gt=now).update(ends_at=now)
    held.left_at = now
    held.link_number += 1
    held.save()
    follow_change(places=served(held), now=now)
    journal.record(
        verb="places.practitioner_left",
        subject=held,
        by=by,
        now=now,
        fields=["availabilities", "left_at", "link_number"],
    )


@transaction.atomic
def rejoin(*, practitioner: Practitioner, by: User, now: datetime) -> None:
    """Can publish again; what was withdrawn stays withdrawn. Raises PermissionDenied."""
    held = _hold(practitioner, by)
    held.left_at = None
    held.save()
    journal.record(verb="places.practitioner_rejoined", subject=held, by=by, now=now, fields=["left_at"])


@transaction.atomic
def renew_link(*, practitioner: Practitioner, by: User, now: datetime) -> None:
    """The link that they had opens nothing any more. Raises PermissionDenied."""
    held = _hold(practitioner, by)
    held.link_number += 1
    held.save()
    journal.record(verb="places.link_renewed", subject=held, by=by, now=now, fields=["link_number"])


@transaction.atomic
def publish(*, practitioner: Practitioner, spans: Sequence[Span], by: User | None, now: datetime) -> int:
    """Can be reached in these spans too: what touches or overlaps what was typed before becomes one with it. Returns
    how many rows there are of them now. Raises PermissionDenied, and ValueError without spans."""
    held = _hold(practitioner, by, "partners.own")
    first, last = min(start for start, _end in spans), max(end for _start, end in spans)
    near = held.availabilities.filter(key="", starts_at__lte=last, ends_at__gte=first)
    found = merged([*spans, *near.values_list("starts_at", "ends_at")])
    near.delete()
    Availability.objects.bulk_create(
        Availability(practitioner=held, starts_at=start, ends_at=end) for start, end in found
    )
    follow_change(places=served(held), now=now)
    journal.record(verb="places.availability_published", subject=held, by=by, now=now, fields=["availabilities"])
    return len(found)


@transaction.atomic
def withdraw(
    *,
    practitioner: Practitioner,
    availabilities: Sequence[Availability],
    by: User | None,
    now: datetime,
    despite: int = 0,
) -> None:
    """Raises PermissionDenied, and StrandingError for more than ``despite`` appointments that stood in these."""
    held = _hold(practitioner, by, "partners.own")
    before = merged(held.availabilities.values_list("starts_at", "ends_at"))
    held.availabilities.filter(pk__in=[each.pk for each in availabilities]).delete()
    after = merged(held.availabilities.values_list("starts_at", "ends_at"))
    refuse_to_strand(uncovered(held, before, after, now=now), despite=despite)
    follow_change(places=served(held), now=now)
    journal.record(verb="places.availability_withdrawn", subject=held, by=by, now=now, fields=["availabilities"])


def uncovered(
    practitioner: Practitioner, before: Sequence[Span], after: Sequence[Span], *, now: datetime
) -> list[Affected]:
    """Appointments to come that stood in what was there before, and stand in nothing after."""
    coming = affected(kind="practitioner", number=practitioner.pk, since=now)
    return [each for each in coming if stands_within(each, before) and not stands_within(each, after)]


def served(practitioner: Practitioner) -> list[int] | None:
    """None: every place."""
    return list(practitioner.places.values_list("pk", flat=True)) or None


def _hold(practitioner: Practitioner, by: User | None, ability: str = "places.manage") -> Practitioner:
    """Nobody else changes it until this transaction ends. Raises PermissionDenied."""
    rows = Practitioner.objects.select_for_update(of=("self",)).select_related("organisation")
    held = rows.get(pk=practitioner.pk)
    require(by, held.organisation, ability)
    return held
