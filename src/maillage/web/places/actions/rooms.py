"""Rooms and the stations in them: entered, corrected, removed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from maillage.web.accounts.models import Organisation, User
from maillage.web.affected import affected, follow_change, refuse_to_strand
from maillage.web.privacy.actions import journal
from maillage.web.privacy.actions.changing import change

from ..models import Place, Room, Station
from .holding import hold_place


@transaction.atomic
def add_room(*, place: Place, name: str, is_closed: bool, seats: int, by: User | None, now: datetime) -> Room:
    """Raises PermissionDenied, and ValidationError for a name that is taken."""
    held = hold_place(place, by=by)
    made = Room(place=held, name=name, is_closed=is_closed, seats=seats)
    made.full_clean()
    made.save()
    follow_change(places=[held.pk], now=now)
    journal.record(verb="places.room_added", subject=made, by=by, now=now, fields=["name", "is_closed", "seats"])
    return made


@transaction.atomic
def correct_room(*, room: Room, name: str, is_closed: bool, seats: int, by: User, now: datetime) -> None:
    """Raises PermissionDenied, and ValidationError for a name that is taken."""
    hold_place(room.place, by=by)
    _correct(
        Room.objects.get(pk=room.pk),
        {"name": name, "is_closed": is_closed, "seats": seats},
        verb="places.room_corrected",
        by=by,
        now=now,
    )


@transaction.atomic
def remove_room(*, room: Room, by: User, now: datetime) -> None:
    """With its stations; their devices stay in the place, without a station. Raises PermissionDenied, and
    StrandingError while appointments are to come."""
    hold_place(room.place, by=by)
    held = Room.objects.get(pk=room.pk)
    refuse_to_strand(affected(kind="room", number=held.pk, since=now), despite=0)
    for station in held.stations.filter(removed_at=None):
        _take_away(station, now)
    held.removed_at = held.removed_at or now
    held.save()
    journal.record(verb="places.room_removed", subject=held, by=by, now=now, fields=["removed_at"])


@transaction.atomic
def add_station(*, room: Room, name: str, operator: Organisation | None, by: User | None, now: datetime) -> Station:
    """Raises PermissionDenied, and ValidationError for a name that is taken."""
    hold_place(room.place, by=by)
    made = Station(room=room, name=name, operator=operator)
    made.full_clean()
    made.save()
    follow_change(places=[room.place_id], now=now)
    journal.record(verb="places.station_added", subject=made, by=by, now=now, fields=["name", "operator"])
    return made


@transaction.atomic
def correct_station(*, station: Station, name: str, operator: Organisation | None, by: User, now: datetime) -> None:
    """Raises PermissionDenied, and ValidationError for a name that is taken."""
    hold_place(station.room.place, by=by)
    _correct(
        Station.objects.get(pk=station.pk),
        {"name": name, "operator": operator},
        verb="places.station_corrected",
        by=by,
        now=now,
    )


@transaction.atomic
def remove_station(*, station: Station, by: User, now: datetime) -> None:
    """Its devices stay in the place. Raises PermissionDenied, and StrandingError while appointments are to come."""
    hold_place(station.room.place, by=by)
    held = Station.objects.get(pk=station.pk)
    refuse_to_strand(affected(kind="station", number=held.pk, since=now), despite=0)
    _take_away(held, now)
    journal.record(verb="places.station_removed", subject=held, by=by, now=now, fields=["removed_at"])


def _take_away(station: Station, now: datetime) -> None:
    station.devices.update(station=None)
    station.removed_at = station.removed_at or now
    station.save()


def _correct(row: Room | Station, said: dict[str, object], *, verb: str, by: User, now: datetime) -> None:
    changed = change(row, said)
    row.full_clean()
    row.save()
    if changed:
        journal.record(verb=verb, subject=row, by=by, now=now, fields=changed)
