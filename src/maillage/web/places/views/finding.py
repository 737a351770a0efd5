"""The rows that an address names, for who may work on them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from ..models import Device, Place, Room, Station
from ..queries.devices import find_device
from ..queries.places import find_place
from ..queries.rooms import find_room, find_station


def place_for(request: HttpRequest, pk: int, ability: str) -> Place:
    """Raises Http404, and PermissionDenied for who may not in its organisation."""
    found = find_place(pk)
    if found is None:
        raise Http404
    return _allowed(request, found, ability)


def room_for(request: HttpRequest, pk: int) -> Room:
    found = find_room(pk)
    if found is None:
        raise Http404
    _allowed(request, found.place, "places.manage")
    return found


def station_for(request: HttpRequest, pk: int) -> Station:
    found = find_station(pk)
    if found is None:
        raise Http404
    _allowed(request, found.room.place, "places.manage")
    return found


def device_for(request: HttpRequest, pk: int, ability: str) -> Device:
    found = find_device(pk)
    if found is None:
        raise Http404
    _allowed(request, found.place, ability)
    return found


def _allowed(request: HttpRequest, place: Place, ability: str) -> Place:
    if not request.user.has_perm(ability, place.organisation):
        raise PermissionDenied
    return place
