"""Appointments: what each act changes, what it refuses, what people and partners are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.signing import Signer

from maillage.web.bookings.actions import appointments, rearranging
from maillage.web.bookings.models import Appointment, Occupation
from maillage.web.bookings.queries.links import OPEN_FOR, LinkError, find_by_link, link_of, token_of
from maillage.web.bookings.queries.stranded import stranded
from maillage.web.bookings.queries.whole import taken_by
from maillage.web.bookings.rules.person import Person
from maillage.web.bookings.rules.refusals import RefusedError, TakenError
from maillage.web.bookings.rules.slot import Slot
from maillage.web.jobs.models import QueuedJob
from maillage.web.messages.models import Message
from maillage.web.places.models import Absence, Closing, Device, Place, Reason
from maillage.web.privacy.models import Entry
from maillage.web.webhooks.models import Delivery, Endpoint
from tests.web.given import NOW, a_device, a_mediator, a_place, a_reason, a_room

pytestmark = pytest.mark.django_db
JEANNE = Person(name="Jeanne Petit", phone="06 12 34 56 78", email="jeanne@exemple.fr", reminded=True)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def place() -> Place:
    return a_place(name="Médiathèque La Lanterne")


@pytest.fixture
def reason() -> Reason:
    return a_reason(
        title="Téléconsultation", title_en="Teleconsultation", bring="votre carte Vitale", bring_en="your health card"
    )


@pytest.fixture
def slot(place: Place, reason: Reason) -> Slot:
    """On Thursday at half past ten in Paris."""
    starts_at = NOW + timedelta(days=3)
    return Slot(
        place=place.pk,
        reason=reason.pk,
        room=a_room(place).pk,
        starts_at=starts_at,
        ends_at=starts_at + 30 * MINUTE,
        airing=5 * MINUTE,
        mediator=a_mediator(place).pk,
    )


def booked(slot: Slot, person: Person = JEANNE, **said: object) -> Appointment:
    return appointments.book(**{"slot": slot, "person": person, "via": "counter", "by": None, "now": NOW} | said)


def later(slot: Slot, minutes: int) -> Slot:
    return replace(slot, starts_at=slot.starts_at + minutes * MINUTE, ends_at=slot.ends_at + minutes * MINUTE)


def verbs() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("verb", flat=True))


# --- What is taken --------------------------------------------------------------------------------------------


def test_a_booking_takes_all_or_nothing(slot: Slot) -> None:
    appointment = booked(slot)
    assert taken_by(appointment) == slot
    assert appointment.phone == "+33612345678"
    with pytest.raises(TakenError):
        booked(replace(slot, room=a_room(appointment.place).pk))
    assert Appointment.objects.count() == 1
    assert Occupation.objects.count() == 2
    assert verbs() == ["bookings.booked"]
    assert Entry.objects.get().fields.split() == ["email", "language", "name", "phone", "reminded"]


def test_an_appointment_is_moved_to_where_it_overlaps_itself(slot: Slot) -> None:
    appointment = booked(slot)
    moved = appointments.move(appointment=appointment, to=later(slot, 15), by=None, now=NOW, version=0)
    assert (moved.moved_from, moved.version) == (slot.starts_at, 1)
    assert taken_by(moved) == later(slot, 15)


def test_two_people_do_not_change_the_same_appointment(slot: Slot) -> None:
    appointment = booked(slot)
    appointments.move(appointment=appointment, to=later(slot, 15), by=None, now=NOW, version=0)
    for act, said in ((appointments.move, {"to": slot}), (appointments.cancel, {"because": "closed"})):
        with pytest.raises(RefusedError, match="changed"):
            act(appointment=appointment, by=None, now=NOW, version=0, **said)
    assert verbs() == ["bookings.booked", "bookings.moved"]


def test_what_is_cancelled_is_free_again(slot: Slot) -> None:
    appointments.cancel(appointment=booked(slot), because="person", by=None, now=NOW)
    assert not Occupation.objects.exists()
    booked(slot)
    assert Entry.objects.get(verb="bookings.cancelled").why == "à la demande de la personne"


def test_what_took_place_can_be_noted_and_taken_back(slot: Slot) -> None:
    appointment = booked(slot)
    with pytest.raises(RefusedError, match="early"):
        appointments.arrive(appointment=appointment, by=None, now=NOW)
    with pytest.raises(RefusedError, match="early"):
        appointments.miss(appointment=appointment, by=None, now=slot.starts_at - MINUTE)
    said = {"appointment": appointment, "by": None}
    assert appointments.arrive(**said, now=slot.starts_at - 5 * MINUTE).state == "arrived"
    assert appointments.finish(**said, now=slot.ends_at).state == "done"
    assert appointments.undo(**said, now=slot.ends_at).state == "arrived"
    undone = appointments.undo(**said, now=slot.ends_at)
    assert (undone.state, undone.arrived_at, undone.ended_at) == ("booked", None, None)
    assert appointments.miss(**said, now=slot.ends_at).state == "no-show"
    with pytest.raises(RefusedError, match="state"):
        appointments.cancel(**said, because="person", now=slot.ends_at)


# --- What is refused ------------------------------------------------------------------------------------------


def test_moments_that_cannot_be_had_are_refused_with_their_reason(slot: Slot, place: Place) -> None:
    cases = {
        "past": ({}, slot.starts_at + MINUTE),
        "notice": ({"via": "web"}, slot.starts_at - 20 * MINUTE),
        "horizon": ({}, slot.starts_at - timedelta(days=60)),
    }
    for code, (said, now) in cases.items():
        with pytest.raises(RefusedError, match=code):
            booked(slot, now=now, **said)
    # At the counter one may come at once.
    booked(slot, now=slot.starts_at - 20 * MINUTE)
    Closing.objects.create(place=place, first_day=slot.starts_at.date(), last_day=slot.starts_at.date())
    with pytest.raises(RefusedError, match="closed"):
        booked(later(slot, 40))


def test_a_device_that_is_down_or_out_of_calibration_is_refused(slot: Slot, place: Place, reason: Reason) -> None:
    reason.equipment = ["stethoscope"]
    reason.save()
    device = a_device(place, calibrated_until=slot.starts_at.date() - timedelta(days=1))
    with_it = replace(slot, devices=(device.pk,))
    with pytest.raises(RefusedError, match="device"):
        booked(with_it)
    Device.objects.update(calibrated_until=None, state="broken")
    with pytest.raises(RefusedError, match="device"):
        booked(with_it)
    Device.objects.update(state="in-use")
    booked(with_it)


def test_a_resident_does_not_cancel_what_has_begun(slot: Slot) -> None:
    appointment = booked(slot)
    for act, said in ((appointments.move, {"to": later(slot, 60)}), (appointments.cancel, {"because": "person"})):
        with pytest.raises(RefusedError, match="begun"):
            act(appointment=appointment, by=None, now=slot.starts_at + MINUTE, **said)


def test_a_number_that_is_none_is_refused(slot: Slot) -> None:
    with pytest.raises(ValueError, match="ten digits"):
        booked(slot, Person(name="Jeanne", phone="12"))
    assert not Occupation.objects.exists()


# --- What people are told -------------------------------------------------------------------------------------


def told(**said: object) -> list[Message]:
    return list(Message.objects.filter(**said).order_by("pk"))


def test_a_confirmation_says_all_that_one_needs(slot: Slot) -> None:
    appointment = booked(slot)
    message = told(template="bookings/booked")[0]
    for word in (
        "Bonjour Jeanne Petit,",
        "Téléconsultation",
        "Le jeudi 5 mars à 10 h 30",
        "Médiathèque La Lanterne, 12 rue des Écoles, 78120 Rambouillet",
        "À apporter : votre carte Vitale",
        "appelez le 01 30 00 00 00",
        link_of(appointment),
    ):
        assert word in message.text.replace("\u00a0", " ")
    assert link_of(appointment) in message.short
    assert (message.channel, message.due_at) == ("email", NOW)


def test_english_has_it_in_english(slot: Slot) -> None:
    appointment = booked(slot, replace(JEANNE, language="en"))
    appointments.cancel(appointment=appointment, because="absent", by=None, now=NOW)
    confirmation, cancelled = told(template="bookings/booked")[0], told(template="bookings/cancelled")[0]
    for word in ("Hello Jeanne Petit,", "Teleconsultation", "On Thursday 5 March at 10:30", "your health card"):
        assert word in confirmation.text
    assert "is cancelled. The reason: the mediator is absent." in cancelled.text


def test_reminders_are_for_who_asked_and_follow_the_appointment(slot: Slot) -> None:
    appointment = booked(slot)
    reminders = told(template="bookings/reminder")
    assert [(each.channel, each.purpose) for each in reminders] == [("email", "reminders"), ("sms", "reminders")]
    assert [slot.starts_at - each.due_at for each in reminders] == [timedelta(hours=24, minutes=30), timedelta(hours=2)]
    appointments.move(appointment=appointment, to=later(slot, 15), by=None, now=NOW)
    assert {each.state for each in reminders for each in told(pk=each.pk)} == {"cancelled"}
    waiting = told(template="bookings/reminder", state="queued")
    assert [slot.starts_at - each.due_at for each in waiting][1] == timedelta(hours=1, minutes=45)
    appointments.cancel(appointment=appointment, because="person", by=None, now=NOW)
    assert [each.template for each in told(state="queued")] == ["bookings/cancelled"]
    booked(slot, replace(JEANNE, reminded=False))
    assert not told(template="bookings/reminder", state="queued")


def test_moved_says_what_it_was(slot: Slot) -> None:
    appointments.move(appointment=booked(slot), to=later(slot, 60), by=None, now=NOW)
    (message,) = told(template="bookings/moved")
    text = message.text.replace("\u00a0", " ")
    assert "Votre rendez-vous du jeudi 5 mars à 10 h 30 est déplacé." in text
    assert "Le jeudi 5 mars à 11 h 30" in text
    # The confirmation of what is no more had not left.
    assert told(template="bookings/booked")[0].reason == "withdrawn"


@pytest.mark.parametrize(
    ("person", "days", "confirmation", "cancellation"),
    [
        (Person(phone="06 12 34 56 78"), 3, "sms", "sms"),
        (Person(phone="01 30 00 00 01"), 3, None, "call"),
        (Person(name="Rose", phone="01 30 00 00 01", address="1 rue Haute\n78120 Rambouillet"), 10, "letter", "letter"),
        (Person(name="Rose", address="1 rue Haute\n78120 Rambouillet"), 3, None, "letter"),
        (Person(), 3, None, "letter"),
    ],
)
def test_everybody_is_reached_in_time(
    slot: Slot, person: Person, days: int, confirmation: str | None, cancellation: str
) -> None:
    """Who has nothing has the slip that they were given; what they cannot know is brought to them by hand."""
    appointment = booked(later(slot, (days - 3) * 24 * 60), person)
    assert [each.channel for each in told()] == ([confirmation] if confirmation else [])
    appointments.cancel(appointment=appointment, because="closed", by=None, now=NOW)
    (message,) = told(template="bookings/cancelled")
    assert message.channel == cancellation
    assert message.name == (person.name or appointment.code)


def test_who_cancels_is_not_called_to_be_told_so(slot: Slot) -> None:
    appointments.cancel(appointment=booked(slot, Person(phone="01 30 00 00 01")), because="person", by=None, now=NOW)
    assert told() == []


def test_clocks_are_those_of_the_place(slot: Slot, place: Place) -> None:
    Place.objects.update(commune="97411", hours="24/7")
    booked(replace(slot, starts_at=slot.starts_at - 240 * MINUTE, ends_at=slot.ends_at - 240 * MINUTE))
    assert "à 9 h 30" in told(template="bookings/booked")[0].text.replace("\u00a0", " ")


# --- Links ----------------------------------------------------------------------------------------------------


def test_a_link_opens_one_appointment_until_it_is_long_over(slot: Slot) -> None:
    appointment, other = booked(slot), booked(later(slot, 60))
    token = token_of(appointment)
    assert link_of(appointment).endswith(f"{token}/")
    assert find_by_link(token, now=NOW) == appointment
    appointments.cancel(appointment=appointment, because="person", by=None, now=NOW)
    assert find_by_link(token, now=slot.ends_at + OPEN_FOR).state == "cancelled"
    with pytest.raises(LinkError, match="over"):
        find_by_link(token, now=slot.ends_at + OPEN_FOR + MINUTE)
    forged = Signer(salt="another").sign_object(other.pk)
    for bad in ("", token[:-1], token + "A", forged, token_of(other)[:4] + token[4:], "é:x", "🂡"):
        with pytest.raises(LinkError, match="forged"):
            find_by_link(bad, now=NOW)


# --- Partners -------------------------------------------------------------------------------------------------


def test_partners_are_told_of_the_appointment_and_never_of_who_comes(slot: Slot, place: Place) -> None:
    events = ["appointment.booked", "appointment.moved", "appointment.cancelled"]
    Endpoint.objects.create(
        organisation=place.organisation, address="https://exemple.fr/", events=events, secret="s", since=NOW
    )
    appointment = booked(slot)
    appointments.move(appointment=appointment, to=later(slot, 15), by=None, now=NOW)
    appointments.cancel(appointment=appointment, because="device", by=None, now=NOW)
    rows = list(Delivery.objects.order_by("pk"))
    assert [row.event for row in rows] == events
    said = " ".join(row.body for row in rows)
    assert appointment.code in said
    assert not any(word in said for word in ("Jeanne", "jeanne", "612345678"))


# --- What changes around it -----------------------------------------------------------------------------------


def test_a_device_that_is_down_is_replaced_by_another(slot: Slot, place: Place, reason: Reason) -> None:
    reason.equipment = ["stethoscope"]
    reason.save()
    broken, spare = a_device(place), a_device(place)
    appointment = booked(replace(slot, devices=(broken.pk,)))
    said = len(told())
    Device.objects.filter(pk=broken.pk).update(state="broken")
    assert [(each.appointment, each.why) for each in stranded(places=[place.pk], now=NOW)] == [(appointment, "device")]
    assert rearranging.rearrange(place=place.pk, now=NOW) == 1
    assert taken_by(Appointment.objects.get()).devices == (spare.pk,)
    assert stranded(places=[place.pk], now=NOW) == []
    assert verbs()[-1] == "bookings.rearranged"
    # The same place, the same moment: there is nothing to tell.
    assert len(told()) == said


def absent(slot: Slot) -> None:
    Absence.objects.create(mediator_id=slot.mediator, starts_at=slot.starts_at, ends_at=slot.ends_at)


def shut(slot: Slot) -> None:
    day = slot.starts_at.date()
    Closing.objects.create(place_id=slot.place, first_day=day, last_day=day)


def closed_for_good(slot: Slot) -> None:
    Place.objects.filter(pk=slot.place).update(closed_at=NOW)


@pytest.mark.parametrize("change", [absent, shut, closed_for_good])
def test_where_there_is_no_other_way_it_stands_and_is_listed(slot: Slot, change: Callable[[Slot], None]) -> None:
    appointment, untouched = booked(slot), booked(later(slot, 24 * 60))
    change(slot)
    assert rearranging.rearrange(place=slot.place, now=NOW) == 0
    found = {each.appointment.pk: each.why for each in stranded(places=[slot.place], now=NOW)}
    assert found[appointment.pk] == "closed"
    assert (untouched.pk in found) == (change is closed_for_good)
    assert Appointment.objects.get(pk=appointment.pk).state == "booked"
    assert taken_by(appointment) == slot
    assert not told(template="bookings/cancelled")


def test_a_change_is_followed_where_somebody_is_expected_and_nowhere_else(slot: Slot) -> None:
    booked(slot)
    QueuedJob.objects.all().delete()
    rearranging.follow(places=[slot.place, a_place().pk], now=NOW)
    rearranging.follow(places=None, now=NOW)
    asked = [(job.task_path.rpartition(".")[2], job.args_kwargs["args"]) for job in QueuedJob.objects.all()]
    assert asked == [("rearrange", [slot.place])] * 2
