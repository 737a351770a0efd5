"""Which places there are, for whom, and when they are open."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from maillage.web.accounts.models import User
from maillage.web.accounts.queries.organisations import organisations_of

from ..models import Closing, Place
from ..rules.openings import Interval, open_intervals


def get_place(pk: int) -> Place:
    """Raises Place.DoesNotExist."""
    return Place.objects.select_related("organisation").get(pk=pk)


def find_place(pk: int) -> Place | None:
    return Place.objects.select_related("organisation").filter(pk=pk).first()


def find_closing(pk: int) -> Closing | None:
    return Closing.objects.select_related("place__organisation").filter(pk=pk).first()


def public() -> QuerySet[Place]:
    """Open, and for residents."""
    return Place.objects.filter(is_public=True, closed_at=None)


def visible_to(reader: User) -> QuerySet[Place]:
    """Those of the reader's organisations, closed ones too, and those that everybody sees."""
    return Place.objects.filter(
        Q(is_public=True, closed_at=None) | Q(organisation__in=organisations_of(reader, "places.read"))
    )


def opened(place: Place, *, first_day: date, last_day: date) -> list[Interval]:
    """When it is open on these days, both included, in UTC; its closings are asked for once if they are prefetched."""
    return open_intervals(
        place.hours,
        departement=place.departement,
        first_day=first_day,
        last_day=last_day,
        closings=[(closing.first_day, closing.last_day) for closing in place.closings.all()],
    )
