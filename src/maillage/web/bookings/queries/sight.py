"""Whose appointments one reads and changes: those of the places of one's organisation, and those that one made."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.web.accounts.models import User
from maillage.web.accounts.rules.abilities import able
from maillage.web.places.models import Place

from ..models import Appointment
from ..rules.codes import typed
from .offered import find_open_place
from .whole import whole


@dataclass(frozen=True)
class Choice:
    """Places whose agenda one may open: one's ``own``, with the names of who comes, and ``others``, of which one sees
    what is taken."""

    own: list[Place]
    others: list[Place]

    @property
    def is_single(self) -> bool:
        return len(self.own) + len(self.others) == 1

    def __bool__(self) -> bool:
        return bool(self.own or self.others)

    def find(self, numbers: set[int]) -> list[Place]:
        return [place for place in (*self.own, *self.others) if place.pk in numbers]


def places_for(reader: User) -> Choice:
    """Those that are open: where one works, and where residents book."""
    rows = list(Place.objects.filter(closed_at=None).order_by("name", "pk"))
    own = [place for place in rows if may(reader, "bookings.read", place)]
    known = {place.pk for place in own}
    return Choice(own, [place for place in rows if place.is_public and place.pk not in known])


def is_in_sight(reader: User, number: int) -> bool:
    """Whether the place of this number is one of :func:`places_for`."""
    place = find_open_place(number)
    return place is not None and (place.is_public or may(reader, "bookings.read", place))


def may(reader: User, ability: str, place: Place) -> bool:
    """By a role in its organisation, or in the authority's own, that counts in its commune."""
    return able(reader.held, ability, organisation=place.organisation_id, place=place.commune)


def sees(reader: User, appointment: Appointment) -> bool:
    """Whether one reads who comes. Who made an appointment at a place of others knows it already."""
    return appointment.made_by_id == reader.pk or may(reader, "bookings.read", appointment.place)


def acts(reader: User, appointment: Appointment) -> bool:
    made = appointment.made_by_id == reader.pk and reader.has_perm("bookings.book")
    return made or may(reader, "bookings.book", appointment.place)


def find_appointment(code: str, *, reader: User) -> Appointment | None:
    """None for a code that is none, and for one that is not this reader's: nobody learns which."""
    found = whole().select_related("made_by").filter(code=typed(code)).first()
    return found if found and sees(reader, found) else None
