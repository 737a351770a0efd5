"""Which appointments a change would leave without what they need: those that stand, and take it in that time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from maillage.web.accounts.actions.memberships import give
from maillage.web.accounts.models import User
from maillage.web.affected import StrandingError, affected
from maillage.web.bookings.models import Appointment, Occupation
from maillage.web.places.actions.places import change_hours

from ..conftest import NOW
from ..given import a_mediator, a_place, a_reason, a_room
from .conftest import Counter

HALF_HOUR = timedelta(minutes=30)


@pytest.mark.django_db
def test_those_that_stand_in_order_of_time() -> None:
    place = a_place()
    mediator, room, reason = a_mediator(place), a_room(place), a_reason()
    known = {"place": place, "room": room, "mediator": mediator, "reason": reason, "via": "counter"}
    for number, state in enumerate(("booked", "arrived", "offered", "done", "no-show")):
        starts_at = NOW + (5 - number) * HALF_HOUR
        times = {"starts_at": starts_at, "ends_at": starts_at + HALF_HOUR, "made_at": NOW, "changed_at": NOW}
        made = Appointment.objects.create(code=f"CODE{number}", state=state, **known, **times)
        for kind, resource in ((Occupation.Kind.ROOM, room.pk), (Occupation.Kind.MEDIATOR, mediator.pk)):
            span = {"starts_at": starts_at, "ends_at": starts_at + HALF_HOUR}
            Occupation.objects.create(kind=kind, resource=resource, holder="it", appointment=made, **span)

    def codes(kind: str, number: int, since: int, until: int | None = None) -> list[str]:
        end = None if until is None else NOW + until * HALF_HOUR
        return [each.code for each in affected(kind=kind, number=number, since=NOW + since * HALF_HOUR, until=end)]

    assert codes("mediator", mediator.pk, 0) == ["CODE2", "CODE1", "CODE0"]
    assert codes("mediator", mediator.pk, 4, 5) == ["CODE1"]
    assert codes("place", place.pk, 5) == ["CODE0"]
    assert codes("place", a_place().pk, 0) == []
    assert codes("practitioner", mediator.pk, 0) == []


def test_new_hours_must_hold_until_people_leave_not_until_the_room_is_aired(
    counter: Counter, booked: Callable[..., Appointment], welcomer: User
) -> None:
    """NOW is half past ten in Paris; the appointment is at eleven, for half an hour, then the room is aired."""
    appointment = booked(minutes=30)
    Occupation.objects.filter(kind=Occupation.Kind.ROOM).update(ends_at=appointment.ends_at + HALF_HOUR)
    give(person=welcomer, organisation=counter.place.organisation, role="manager", by=None, now=NOW)
    welcomer.forget_roles()
    with pytest.raises(StrandingError):
        change_hours(place=counter.place, hours="Mo-Su 10:00-11:15", by=welcomer, now=NOW)
    change_hours(place=counter.place, hours="Mo-Su 10:00-11:30", by=welcomer, now=NOW)
