"""Who came is found by whatever they gave, is told all that is held, and is forgotten when asked or when it is time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from maillage.web.accounts.models import User
from maillage.web.bookings.actions import appointments, waiting
from maillage.web.bookings.models import Appointment, Waiting
from maillage.web.bookings.rules.person import Person
from maillage.web.bookings.rules.slot import Slot
from maillage.web.messages.models import Message
from maillage.web.places.models import Place
from maillage.web.privacy.actions.erasure import erase
from maillage.web.privacy.actions.retention import apply_retention
from maillage.web.privacy.models import Entry
from maillage.web.privacy.queries.held import held_about
from maillage.web.privacy.queries.persons import get_person, search_persons
from maillage.web.privacy.queries.retention import retention_kinds
from tests.web.given import NOW, a_place, a_reason, a_room

pytestmark = pytest.mark.django_db
JEANNE = Person(
    name="Jeanne Petit",
    phone="06 12 34 56 78",
    email="jeanne@exemple.fr",
    address="1 rue Haute\n78120 Rambouillet",
    commune="78517",
    arrangements=("step-free",),
    reminded=True,
)


@pytest.fixture
def place() -> Place:
    return a_place()


def booked(place: Place, person: Person, days: int = 2) -> Appointment:
    starts_at = NOW + timedelta(days=days)
    reason = a_reason(needs_mediator=False)
    room = a_room(place)
    slot = Slot(place.pk, reason.pk, room.pk, starts_at, starts_at + timedelta(minutes=30), timedelta(minutes=5))
    return appointments.book(slot=slot, person=person, via="counter", by=None, now=NOW)


def said_of(appointment: Appointment) -> set[str]:
    fresh = Appointment.objects.get(pk=appointment.pk)
    return {fresh.name, fresh.phone, fresh.email, fresh.address, *fresh.arrangements} - {""}


def test_a_person_without_an_account_is_found_with_all_that_is_held(place: Place) -> None:
    """By e-mail or by telephone: what they gave at another time is theirs too."""
    one = booked(place, JEANNE)
    booked(place, Person(name="J. Petit", phone="0612345678"), days=3)
    waiting.wait(
        reason=a_reason(), places=[place], person=Person(name="Jeanne", email="jeanne@exemple.fr"),
        until=NOW.date(), by=None, now=NOW,
    )  # fmt: skip
    booked(place, Person(name="Paul"), days=4)
    found = {each.ref.number for each in search_persons("jeanne petit")}
    assert found == {one.pk}
    counts = {held.table: held.count for held in held_about(get_person("bookings.appointment", one.pk))}
    messages = Message.objects.count()
    assert counts == {"bookings_appointment": 2, "bookings_waiting": 1, "outbox_message": messages}


def test_erased_they_leave_a_row_that_says_nothing_of_them(place: Place, agent: User) -> None:
    theirs, other = booked(place, JEANNE), booked(place, Person(name="Paul", phone="06 99 99 99 99"), days=3)
    erase(person=theirs, by=agent, now=NOW)
    assert said_of(theirs) == set()
    assert said_of(other) == {"Paul", "+33699999999"}
    assert Appointment.objects.get(pk=theirs.pk).starts_at == theirs.starts_at
    assert not Message.objects.filter(email_index="jeanne@exemple.fr").exists()
    assert not Appointment.objects.filter(phone_index="+33612345678").exists()


def test_time_makes_them_anonymous_and_keeps_what_is_counted(place: Place) -> None:
    old, young = booked(place, JEANNE), booked(place, JEANNE, days=21)
    days = next(kind.days for kind in retention_kinds(now=NOW) if kind.name == "appointments")
    then = old.ends_at + timedelta(days=days, minutes=1)
    assert next(kind.count for kind in retention_kinds(now=then) if kind.name == "appointments") == 1
    assert apply_retention(now=then)["bookings_appointment"] == 1
    assert said_of(old) == set()
    assert "Jeanne Petit" in said_of(young)
    kept = Appointment.objects.get(pk=old.pk)
    assert (kept.forgotten_at, kept.commune, kept.reason_id) == (then, "78517", old.reason_id)
    # Once is enough.
    assert "bookings_appointment" not in apply_retention(now=then)
    assert Entry.objects.filter(verb="privacy.retention_applied", why="bookings_appointment : 1").count() == 1


def test_a_wait_that_ended_goes(place: Place) -> None:
    said = {"reason": a_reason(), "places": [place], "until": NOW.date(), "by": None, "now": NOW}
    over, going = (waiting.wait(person=JEANNE, **said) for _ in range(2))
    waiting.leave(waiting=over, by=None, now=NOW)
    apply_retention(now=NOW + timedelta(days=31))
    assert list(Waiting.objects.all()) == [going]
