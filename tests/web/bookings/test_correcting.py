"""Who comes is said anew: messages follow, and nobody reads another's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from maillage.web.accounts.models import User
from maillage.web.bookings.actions import appointments
from maillage.web.bookings.actions.correcting import correct
from maillage.web.bookings.models import Appointment
from maillage.web.bookings.rules.person import Person
from maillage.web.bookings.rules.refusals import RefusedError
from maillage.web.messages.models import Message
from maillage.web.messages.rules.states import State
from maillage.web.privacy.models import Entry

from ..given import NOW

Book = Callable[..., Appointment]
ROSE = Person(name="Rose Martin", email="roze@exemple.fr", reminded=True)


@pytest.fixture
def mistyped(booked: Book) -> Appointment:
    """Booked for in four days, under an address that is not hers."""
    return booked(minutes=4 * 24 * 60, name=ROSE.name, email=ROSE.email, reminded=True)


def waiting() -> set[tuple[str, str]]:
    return {(each.template, each.email) for each in Message.objects.filter(state=State.QUEUED)}


def test_new_contacts_are_sent_what_the_wrong_ones_would_have_been(mistyped: Appointment, welcomer: User) -> None:
    assert waiting() == {("bookings/booked", "roze@exemple.fr"), ("bookings/reminder", "roze@exemple.fr")}
    right = replace(ROSE, email="rose@exemple.fr")
    correct(appointment=mistyped, person=right, by=welcomer, now=NOW)
    assert waiting() == {("bookings/booked", "rose@exemple.fr"), ("bookings/reminder", "rose@exemple.fr")}
    row = Entry.objects.latest("number")
    assert (row.verb, row.fields) == ("bookings.corrected", "email")


def test_a_new_name_is_in_the_reminder_and_confirms_nothing_again(mistyped: Appointment, welcomer: User) -> None:
    Message.objects.filter(template="bookings/booked").update(state=State.SENT, ended_at=NOW)
    correct(appointment=mistyped, person=replace(ROSE, name="Rose Marin"), by=welcomer, now=NOW)
    [reminder] = Message.objects.filter(state=State.QUEUED)
    assert (reminder.template, reminder.name) == ("bookings/reminder", "Rose Marin")
    assert Message.objects.filter(template="bookings/booked").count() == 1


def test_the_same_again_changes_nothing(mistyped: Appointment, welcomer: User) -> None:
    before = Entry.objects.count(), waiting()
    correct(appointment=mistyped, person=ROSE, by=welcomer, now=NOW)
    assert (Entry.objects.count(), waiting()) == before


def test_nothing_is_sent_of_what_has_begun(mistyped: Appointment, welcomer: User) -> None:
    Message.objects.update(state=State.SENT, ended_at=NOW)
    late = mistyped.starts_at + timedelta(minutes=5)
    correct(appointment=mistyped, person=replace(ROSE, email="rose@exemple.fr"), by=welcomer, now=late)
    assert waiting() == set()
    assert Appointment.objects.get().email == "rose@exemple.fr"


def test_it_is_refused_once_the_appointment_is_over_or_was_changed_meanwhile(
    mistyped: Appointment, welcomer: User
) -> None:
    who = {"by": welcomer, "now": NOW}
    with pytest.raises(RefusedError, match="changed"):
        correct(appointment=mistyped, person=Person(), version=mistyped.version + 1, **who)
    appointments.cancel(appointment=mistyped, because="person", **who)
    with pytest.raises(RefusedError, match="state"):
        correct(appointment=mistyped, person=Person(), **who)


def test_the_page_keeps_what_was_said_and_says_what_is_wrong(desk: Client, mistyped: Appointment) -> None:
    page = f"/agenda/rendez-vous/{mistyped.code}/corriger/"
    assert 'value="roze@exemple.fr"' in desk.get(page).content.decode()
    said = {"name": "Rose Martin", "email": "rose@exemple.fr", "version": mistyped.version}
    answer = desk.post(page, said | {"phone": "12"})
    assert answer.status_code == 422
    assert "pas un numéro de téléphone" in answer.content.decode()
    assert 'value="rose@exemple.fr"' in answer.content.decode()
    assert desk.post(page, said).url.endswith(f"{mistyped.code}/")
    found = Appointment.objects.get()
    assert (found.email, found.reminded, found.version) == ("rose@exemple.fr", False, mistyped.version + 1)
    assert desk.post(page, said).status_code == 409
