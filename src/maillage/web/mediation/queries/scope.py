"""Where somebody prepares workshops and notes accompaniments: at the places of their organisation."""

from __future__ import annotations

from django.db.models import QuerySet

from maillage.web.accounts.models import User
from maillage.web.accounts.queries.organisations import organisations_of
from maillage.web.places.models import Mediator, Place, Room

WORKSHOPS, REPORT = "mediation.workshops", "mediation.report"


def places_of(reader: User, ability: str) -> QuerySet[Place]:
    """Those that are open."""
    return Place.objects.filter(closed_at=None, organisation__in=organisations_of(reader, ability))


def rooms_of(reader: User) -> QuerySet[Room]:
    """In which a workshop can take place."""
    rooms = Room.objects.filter(removed_at=None, place__in=places_of(reader, WORKSHOPS))
    return rooms.select_related("place").order_by("place__name", "name")


def mediators_of(reader: User) -> QuerySet[Mediator]:
    return Mediator.objects.filter(left_at=None, organisation__in=organisations_of(reader, WORKSHOPS))
