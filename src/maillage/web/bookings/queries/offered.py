"""What for and where somebody comes, asked of every booking."""

from __future__ import annotations

from maillage.web.places.models import Place, Reason
from maillage.web.prepared import Prepared

from ..rules.slot import Slot

REASON = Prepared(lambda number: Reason.objects.filter(pk=number, ended_at=None))
PLACE = Prepared(lambda number: Place.objects.filter(pk=number, closed_at=None))
NAMED = Prepared(lambda reason: Reason.places.through.objects.filter(reason=reason).values_list("place"))


def offered(slot: Slot) -> tuple[Reason, Place] | None:
    """None if one may not come there for it, or not any more."""
    reason, place = find_reason(slot.reason), find_open_place(slot.place)
    if reason is None or place is None:
        return None
    named = NAMED.ask(reason.pk)
    return None if named and (place.pk,) not in named else (reason, place)


def find_reason(number: int) -> Reason | None:
    """None if nobody comes for it any more."""
    return next(iter(REASON.ask(number)), None)


def find_open_place(number: int) -> Place | None:
    return next(iter(PLACE.ask(number)), None)
