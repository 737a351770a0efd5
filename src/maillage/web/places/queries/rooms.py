"""Rooms and stations that are in use."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from ..models import Place, Room, Station


def find_room(pk: int) -> Room | None:
    return Room.objects.select_related("place__organisation").filter(pk=pk, removed_at=None).first()


def find_station(pk: int) -> Station | None:
    return Station.objects.select_related("room__place__organisation").filter(pk=pk, removed_at=None).first()


def stations_of(place: Place) -> QuerySet[Station]:
    return Station.objects.filter(room__place=place, removed_at=None).select_related("room").order_by("name", "pk")


def rooms_of(place: Place) -> list[Room]:
    """Each with its stations."""
    standing = Station.objects.filter(removed_at=None).select_related("operator").order_by("name", "pk")
    rooms = place.rooms.filter(removed_at=None).prefetch_related(Prefetch("stations", standing))
    return list(rooms.order_by("name", "pk"))
