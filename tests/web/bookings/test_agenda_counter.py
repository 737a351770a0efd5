"""The counter: a reason, the nearest free moment, who comes; and what if somebody else was faster."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from maillage.web.accounts.actions.memberships import give
from maillage.web.accounts.models import User
from maillage.web.bookings.actions import appointments
from maillage.web.bookings.models import Appointment
from maillage.web.bookings.queries.tickets import slot_of
from maillage.web.bookings.rules.person import Person
from maillage.web.messages.models import Message
from maillage.web.privacy.models import Entry

from ..given import NOW, a_mediator, a_place, a_reason, a_room, an_organisation
from .conftest import Counter

COUNTER = "/agenda/guichet/"
KEY = "6f1d7f4e-0000-4000-8000-00000000000a"


def offers(desk: Client, counter: Counter, **asked: object) -> list:
    answer = desk.get(COUNTER, {"motif": counter.reason.pk} | asked)
    assert answer.status_code == 200
    return answer.context["offers"]


def ask_for(desk: Client, counter: Counter, ticket: str, **said: object):
    address = f"{COUNTER}?motif={counter.reason.pk}"
    return desk.post(address, {"creneau": ticket, "key": KEY} | said)


def test_each_reason_and_each_offer_has_its_digit(desk: Client, counter: Counter) -> None:
    page = desk.get(COUNTER).content.decode()
    assert f'href="?motif={counter.reason.pk}" data-key="1"' in page
    found = offers(desk, counter)
    assert 0 < len(found) <= 9
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    page = desk.get(COUNTER, {"motif": counter.reason.pk}).content.decode()
    assert re.findall(r'creneau=[^"]+" data-key="(\d)"', page) == [str(each.number) for each in found]


def test_nothing_is_needed_to_book_but_the_moment(desk: Client, counter: Counter, welcomer: User) -> None:
    first = offers(desk, counter)[0]
    answer = ask_for(desk, counter, first.ticket)
    made = Appointment.objects.get()
    assert answer.status_code == 302
    assert answer.url == f"/agenda/rendez-vous/{made.code}/"
    assert (made.name, made.phone, made.via, made.made_by, made.commune) == ("", "", "counter", welcomer, "")
    assert made.starts_at == slot_of(first.ticket).starts_at
    assert Entry.objects.filter(verb="bookings.booked").count() == 1
    assert not Message.objects.exists()


def test_a_booking_asks_the_database_little(
    desk: Client, counter: Counter, django_assert_max_num_queries: Callable
) -> None:
    """With its mediator, its message and its row of the journal; the first one of a process reads what is kept."""
    first, second, *_ = offers(desk, counter)
    ask_for(desk, counter, first.ticket, key=str(uuid4()))
    with django_assert_max_num_queries(28):
        ask_for(desk, counter, second.ticket, email="jeanne@exemple.fr")
    assert (Appointment.objects.count(), Message.objects.count()) == (2, 1)


def test_the_nearest_is_asked_from_where_the_person_lives(desk: Client, counter: Counter) -> None:
    far = a_place(name="Poissy", commune="78498", lat=48.929, lon=2.047, organisation=counter.place.organisation)
    a_room(far), a_mediator(far)
    assert (offers(desk, counter)[0].place, offers(desk, counter)[0].minutes) == (counter.place, 0)
    assert "sur place" in desk.get(COUNTER, {"motif": counter.reason.pk}).content.decode()
    from_poissy = offers(desk, counter, commune="Poissy")
    assert from_poissy[0].place == far
    answer = desk.post(
        f"{COUNTER}?motif={counter.reason.pk}&commune=Poissy", {"creneau": from_poissy[0].ticket, "key": KEY}
    )
    assert answer.status_code == 302
    assert Appointment.objects.get().commune == "78498"


def test_a_commune_that_is_none_is_said_beside_the_field(desk: Client, counter: Counter) -> None:
    answer = desk.get(COUNTER, {"motif": counter.reason.pk, "commune": "Xyzzy"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Aucune commune ne s’appelle « Xyzzy »" in page
    assert 'value="Xyzzy"' in page


def test_without_a_step_and_from_a_day_on(desk: Client, counter: Counter) -> None:
    assert offers(desk, counter, plain_pied="on")
    counter.place.step_free = "no"
    counter.place.save()
    assert not offers(desk, counter, plain_pied="on")
    later = offers(desk, counter, des="2026-03-10")
    assert all(slot_of(each.ticket).starts_at.day >= 10 for each in later)


def test_somebody_else_was_faster_nothing_that_was_typed_is_lost(
    desk: Client, counter: Counter, welcomer: User
) -> None:
    first = offers(desk, counter)[0]
    appointments.book(slot=slot_of(first.ticket), person=Person(), via="web", by=None, now=NOW - timedelta(hours=3))
    typed = {"name": "Jeanne Petit", "phone": "06 12 34 56 78", "arrangements": ["interpreter"]}
    answer = ask_for(desk, counter, first.ticket, **typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ce moment vient d’être pris" in page
    assert 'value="Jeanne Petit"' in page
    assert 'value="06 12 34 56 78"' in page
    assert re.search(r'value="interpreter"[^>]*checked', page)
    following = answer.context["offers"]
    assert following
    assert first.ticket not in [each.ticket for each in following]
    assert f'name="creneau" value="{following[0].ticket}" data-key="1"' in page
    assert ask_for(desk, counter, following[0].ticket, **typed).status_code == 302
    assert Appointment.objects.get(made_by=welcomer).name == "Jeanne Petit"


def test_enter_pressed_twice_books_once(desk: Client, counter: Counter) -> None:
    first = offers(desk, counter)[0]
    answers = [ask_for(desk, counter, first.ticket) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("ticket", ["", "nothing", "eyJ:forged:x"])
def test_a_moment_that_was_not_offered_is_not_booked(desk: Client, counter: Counter, ticket: str) -> None:
    answer = ask_for(desk, counter, ticket)
    assert answer.status_code == 422
    assert not Appointment.objects.exists()
    assert desk.get(COUNTER, {"motif": counter.reason.pk, "creneau": ticket}).status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"phone": "12"}, "Ce n’est pas un numéro de téléphone"),
        ({"wish": "sms"}, "Pour un SMS, il faut un téléphone."),
        ({"wish": "letter"}, "Pour un courrier, il faut une adresse postale."),
        ({"email": "nowhere"}, "field-error"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(desk: Client, counter: Counter, typed: dict, said: str) -> None:
    answer = ask_for(desk, counter, offers(desk, counter)[0].ticket, name="Jeanne Petit", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="Jeanne Petit"' in page
    assert not Appointment.objects.exists()


def test_who_has_an_address_alone_gets_a_letter(desk: Client, counter: Counter) -> None:
    later = offers(desk, counter, des="2026-03-20")[0]
    ask_for(desk, counter, later.ticket, name="Jeanne Petit", address="3 rue du Pont\n78120 Rambouillet", wish="letter")
    message = Message.objects.get()
    assert message.channel == "letter"
    assert message.address == "3 rue du Pont\n78120 Rambouillet"


def test_places_of_others_are_offered_only_if_residents_may_come(desk: Client, counter: Counter) -> None:
    for name, is_public in (("Ouvert", True), ("Réservé", False)):
        place = a_place(name=name, is_public=is_public, organisation=an_organisation(), lat=48.6444)
        a_room(place), a_mediator(place)
    assert {each.place.name for each in offers(desk, counter)} >= {"Ouvert"}
    assert "Réservé" not in {each.place.name for each in offers(desk, counter)}


def test_a_moment_that_was_offered_to_others_opens_no_door(
    client: Client, desk: Client, person: Callable[..., User], counter: Counter
) -> None:
    """The ticket is ours, but the place is not for residents, and not theirs."""
    ticket = offers(desk, counter)[0].ticket
    counter.place.is_public = False
    counter.place.save()
    stranger = person()
    elsewhere = a_place()
    give(person=stranger, organisation=elsewhere.organisation, role="mediator", by=None, now=NOW)
    client.force_login(stranger)
    assert ask_for(client, counter, ticket).status_code == 404
    assert client.get(COUNTER, {"motif": counter.reason.pk, "creneau": ticket}).status_code == 404
    assert not Appointment.objects.exists()


def test_a_commune_that_is_no_more_is_no_obstacle(desk: Client, counter: Counter) -> None:
    """Communes merge: the place keeps the code that it was described with."""
    counter.place.commune = "78999"
    counter.place.save()
    assert offers(desk, counter)


def test_where_nothing_is_free_the_waiting_list_is_near(desk: Client, counter: Counter) -> None:
    reason = a_reason(title="Téléconsultation", profession="gp")
    page = desk.get(COUNTER, {"motif": reason.pk}).content.decode()
    assert f"/agenda/attente/ajouter/?motif={reason.pk}" in page
    for nonsense in ("no", "0", "9" * 40, "²", "-1"):
        assert desk.get(COUNTER, {"motif": nonsense}).status_code == 200


def test_who_may_only_read_does_not_book(
    client: Client, person: Callable[..., User], counter: Counter, at_work: object
) -> None:
    elected = person("elected")
    client.force_login(elected)
    assert client.get(COUNTER).status_code == 403


def test_who_books_elsewhere_finds_what_they_booked(
    client: Client, person: Callable[..., User], counter: Counter, at_work: object
) -> None:
    """They print the slip, and may cancel for the person; what others booked there is none of their business."""
    stranger = person()
    give(person=stranger, organisation=an_organisation(), role="mediator", by=None, now=NOW)
    client.force_login(stranger)
    answer = ask_for(client, counter, offers(client, counter)[0].ticket, name="Jeanne Petit")
    assert "Jeanne Petit" in client.get(answer.url).content.decode()
    slot = slot_of(offers(client, counter)[0].ticket)
    others = appointments.book(slot=slot, person=Person(name="Paul"), via="web", by=None, now=NOW - timedelta(hours=3))
    assert client.get(f"/agenda/rendez-vous/{others.code}/").status_code == 404
