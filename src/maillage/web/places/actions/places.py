"""Places: described, corrected, closed, opened again; their hours and the days on which they are shut."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from maillage.engine.territory.time_zone import time_zone
from maillage.web.accounts.models import User
from maillage.web.affected import Affected, affected, follow_change, refuse_to_strand, stands_within
from maillage.web.privacy.actions import journal
from maillage.web.privacy.actions.changing import change

from ..models import Closing, Place
from ..rules.openings import DAY, midnight, open_intervals
from .holding import hold_place, require

SAID = (
    "organisation",
    "kind",
    "name",
    "address",
    "postcode",
    "commune",
    "lat",
    "lon",
    "phone",
    "email",
    "step_free",
    "getting_there",
    "is_public",
)


@transaction.atomic
def describe(*, by: User | None, now: datetime, **said: Any) -> Place:
    """A new place. ``said``: the fields of SAID; ``hours`` and ``origin``, if they are known. Raises PermissionDenied,
    and ValidationError for a name that is taken there, or a card that was brought already."""
    require(by, said["organisation"])
    made = Place(**said, opened_at=now, changed_at=now)
    made.full_clean()
    made.save()
    journal.record(verb="places.place_described", subject=made, by=by, now=now, fields=said)
    return made


@transaction.atomic
def correct(*, place: Place, by: User, now: datetime, **said: Any) -> None:
    """Raises PermissionDenied, in the organisation that has it or in the one that would; and ValidationError."""
    held = hold_place(place, by=by)
    require(by, said.get("organisation", held.organisation))
    changed = change(held, said)
    held.full_clean()
    if changed:
        held.changed_at = now
        held.save()
        journal.record(verb="places.place_corrected", subject=held, by=by, now=now, fields=changed)


@transaction.atomic
def change_hours(*, place: Place, hours: str, by: User, now: datetime, despite: int = 0) -> None:
    """``hours``: as :func:`rules.hours.normal_hours` gives them. Raises PermissionDenied, and StrandingError for more
    than ``despite`` appointments at which the place would be shut."""
    held = hold_place(place, by=by)
    if held.hours == hours:
        return
    to_come = affected(kind="place", number=held.pk, since=now)
    refuse_to_strand(_shut_out(to_come, hours, held), despite=despite)
    held.hours, held.changed_at = hours, now
    held.save()
    follow_change(places=[held.pk], now=now)
    journal.record(verb="places.hours_changed", subject=held, by=by, now=now, fields=["hours"])


@transaction.atomic
def shut(
    *, place: Place, first_day: date, last_day: date, why: str, by: User, now: datetime, despite: int = 0
) -> Closing:
    """Raises PermissionDenied, ValidationError for days that run backward, and StrandingError for more than
    ``despite`` appointments on these days."""
    held = hold_place(place, by=by)
    made = Closing(place=held, first_day=first_day, last_day=last_day, why=why)
    made.full_clean()
    zone = time_zone(held.departement)
    since, until = midnight(first_day, zone), midnight(last_day + DAY, zone)
    refuse_to_strand(affected(kind="place", number=held.pk, since=max(since, now), until=until), despite=despite)
    made.save()
    follow_change(places=[held.pk], now=now)
    journal.record(verb="places.closing_entered", subject=held, by=by, now=now, fields=["closings"])
    return made


@transaction.atomic
def open_on(*, closing: Closing, by: User, now: datetime) -> None:
    """The place opens after all on the days on which it was to be shut. Raises PermissionDenied."""
    held = hold_place(closing.place, by=by)
    gone, _rows = held.closings.filter(pk=closing.pk).delete()
    if gone:
        follow_change(places=[held.pk], now=now)
        journal.record(verb="places.closing_removed", subject=held, by=by, now=now, fields=["closings"])


@transaction.atomic
def close(*, place: Place, by: User, now: datetime) -> None:
    """For good, or until it opens again. Raises PermissionDenied, and StrandingError while appointments are to come."""
    held = hold_place(place, by=by)
    if not held.is_open:
        return
    refuse_to_strand(affected(kind="place", number=held.pk, since=now), despite=0)
    held.closed_at = held.changed_at = now
    held.save()
    journal.record(verb="places.place_closed", subject=held, by=by, now=now, fields=["closed_at"])


@transaction.atomic
def reopen(*, place: Place, by: User, now: datetime) -> None:
    """Raises PermissionDenied."""
    held = hold_place(place, by=by)
    if held.is_open:
        return
    held.closed_at, held.changed_at = None, now
    held.save()
    follow_change(places=[held.pk], now=now)
    journal.record(verb="places.place_reopened", subject=held, by=by, now=now, fields=["closed_at"])


def _shut_out(to_come: Sequence[Affected], hours: str, place: Place) -> list[Affected]:
    """Those that stood in the hours of the place, and would stand in ``hours`` no more. A workshop of an evening,
    planned while the place is shut, loses nothing."""
    if not to_come:
        return []
    zone = time_zone(place.departement)
    days = [each.starts_at.astimezone(zone).date() for each in to_come]
    # What is open over midnight is looked at until the day after.
    asked = {"departement": place.departement, "first_day": min(days), "last_day": max(days) + DAY}
    was, will = open_intervals(place.hours, **asked), open_intervals(hours, **asked)
    return [each for each in to_come if stands_within(each, was) and not stands_within(each, will)]
