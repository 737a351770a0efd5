"""What for and where somebody comes, asked of every booking."""

from __future__ import annotations

from django.db.models import Q

from maillage.web.places.models import Place, Reason
from maillage.web.prepared import Prepared

from ..rules.slot import Slot

REASON = Prepared(lambda number: Reason.objects.filter(pk=number, ended_at=None))
PLACE = Prepared(lambda number: Place.objects.filter(pk=number, closed_at=None))
# A reason that names no place is one for which people come anywhere.
REASON_THERE = Prepared(
    lambda number, place: Reason.objects.filter(Q(places=None) | Q(places__pk=place), pk=number, ended_at=None)
)


def offered(slot: Slot) -> tuple[Reason, Place] | None:
    """None if one may not come there for it, or not any more."""
    place = find_open_place(slot.place)
    reason = next(iter(REASON_THERE.ask(slot.reason, slot.place)), None)
    return None if place is None or reason is None else (reason, place)


def find_reason(number: int) -> Reason | None:
    """None if nobody comes for it any more."""
    return next(iter(REASON.ask(number)), None)


def find_open_place(number: int) -> Place | None:
    return next(iter(PLACE.ask(number)), None)
