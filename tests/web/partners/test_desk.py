"""The page of a practitioner, by link or by account: what it shows, what it does, whom it lets in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from maillage.web.accounts.actions.memberships import give
from maillage.web.accounts.models import User
from maillage.web.messages.models import Message
from maillage.web.partners.models.links import feed_of, token_of
from maillage.web.places.models import Availability
from maillage.web.privacy.models import Entry

from ..given import NOW, available
from .operator import Operator, an_operator, booked

TOMORROW = (timezone.now() + timedelta(days=1)).date().isoformat()


@pytest.fixture
def page(operator: Operator) -> str:
    """Its address, by the link."""
    return f"/partenaires/lien/{token_of(operator.practitioner, now=timezone.now())}/"


@pytest.fixture
def professional(operator: Operator, person) -> User:
    """Has an account, and publishes for the operator."""
    somebody = person()
    give(person=somebody, organisation=operator.organisation, role="professional", place="", by=None, now=NOW)
    somebody.forget_roles()
    return somebody


def read(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_what_is_to_come_is_shown_without_a_name(client: Client, operator: Operator, page: str) -> None:
    shown, over = booked(operator), booked(operator, starts_at=timezone.now() - timedelta(days=2))
    cancelled = booked(operator, state="cancelled", cancelled_at=timezone.now(), cancelled_because="person")
    other = booked(an_operator())
    text = read(client, page)
    printed = f"{shown.code[:4]} {shown.code[4:]}"
    place = shown.place
    for said in (printed, shown.reason.title, place.name, place.address, place.phone, shown.room.name):
        assert said in text
    for hidden in (over, cancelled, other):
        assert hidden.code not in text
    for secret in ("Moreau", "+33612345678", "06 12 34 56 78"):
        assert secret not in text


def test_hours_of_a_place_with_other_clocks_are_told_too(client: Client, operator: Operator, page: str) -> None:
    operator.station.room.place.commune = "97411"
    operator.station.room.place.save()
    booked(operator, starts_at=timezone.now().replace(hour=6, minute=0, second=0, microsecond=0) + timedelta(days=1))
    assert "10 h sur place" in read(client, page).replace("\u00a0", " ")


def test_availability_is_published_by_day_and_by_pattern(client: Client, operator: Operator, page: str) -> None:
    said = {"act": "publish", "begins": "09:00", "ends": "12:00", "first_day": TOMORROW}
    answer = client.post(page, said, follow=True)
    assert "1 disponibilité est publiée." in answer.content.decode()
    last = (timezone.now() + timedelta(days=21)).date().isoformat()
    weekly = said | {"last_day": last, "weekdays": ["0", "1", "2", "3", "4", "5", "6"], "on_holidays": "on"}
    client.post(page, weekly)
    assert Availability.objects.filter(practitioner=operator.practitioner).count() == 21
    assert Entry.objects.filter(verb="places.availability_published", by=None).count() == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"ends": "08:00"}, "L’heure de fin doit suivre l’heure de début."),
        ({"first_day": "2020-01-01"}, "Ce jour est passé."),
        ({"begins": ""}, "Ce champ est obligatoire."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    client: Client, operator: Operator, page: str, wrong: dict[str, str], told: str
) -> None:
    said = {"act": "publish", "begins": "09:00", "ends": "12:00", "first_day": TOMORROW} | wrong
    answer = client.post(page, said)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Availability.objects.exists()


def test_availability_is_withdrawn_and_appointments_in_it_are_shown_first(
    client: Client, operator: Operator, page: str
) -> None:
    appointment = booked(operator)
    row = available(
        operator.practitioner, appointment.starts_at - timedelta(hours=1), appointment.ends_at + timedelta(hours=1)
    )
    said = {"act": "withdraw", "availabilities": str(row.pk)}
    asked = client.post(page, said)
    assert (asked.status_code, appointment.code in asked.content.decode()) == (409, True)
    assert Availability.objects.exists()
    client.post(page, said | {"despite": "1"})
    assert not Availability.objects.exists()
    nothing = client.post(page, {"act": "withdraw"})
    assert nothing.status_code == 422


def test_availability_of_somebody_else_is_not_withdrawn(client: Client, operator: Operator, page: str) -> None:
    other = an_operator()
    row = available(other.practitioner, timezone.now(), timezone.now() + timedelta(hours=1))
    assert client.post(page, {"act": "withdraw", "availabilities": str(row.pk)}).status_code == 422
    assert Availability.objects.exists()


def test_an_appointment_is_cancelled_with_a_reason_and_the_person_is_told(
    client: Client, operator: Operator, page: str
) -> None:
    appointment = booked(operator)
    said = {"act": "cancel", "code": appointment.code, "version": "0"}
    refused = client.post(page, said)
    assert (refused.status_code, "Dites pourquoi." in refused.content.decode()) == (422, True)
    answer = client.post(page, said | {"because": "practitioner"}, follow=True)
    assert "Le rendez-vous est annulé." in answer.content.decode()
    appointment.refresh_from_db()
    assert (appointment.state, appointment.cancelled_because) == ("cancelled", "practitioner")
    again = client.post(page, said | {"because": "practitioner"})
    assert (again.status_code, "n’est plus à venir" in again.content.decode()) == (409, True)


@pytest.mark.parametrize("said", [{"because": "person"}, {"version": "5", "because": "practitioner"}])
def test_another_reason_or_an_older_page_cancels_nothing(
    client: Client, operator: Operator, page: str, said: dict[str, str]
) -> None:
    appointment = booked(operator)
    answer = client.post(page, {"act": "cancel", "code": appointment.code, "version": "0"} | said)
    assert answer.status_code in (409, 422)
    appointment.refresh_from_db()
    assert appointment.state == "booked"


def test_an_appointment_of_somebody_else_is_not_cancelled(client: Client, operator: Operator, page: str) -> None:
    theirs = booked(an_operator())
    said = {"act": "cancel", "code": theirs.code, "version": "0", "because": "practitioner"}
    assert client.post(page, said).status_code == 409
    theirs.refresh_from_db()
    assert theirs.state == "booked"


@pytest.mark.parametrize("act", ["", "nothing", "send-link"])
def test_a_link_does_no_more_than_the_page_offers(client: Client, operator: Operator, page: str, act: str) -> None:
    assert client.post(page, {"act": act}).status_code == 400
    assert not Message.objects.exists()


def test_who_has_an_account_sees_the_practitioners_of_their_organisation(
    client: Client, operator: Operator, professional: User
) -> None:
    client.force_login(professional)
    other = an_operator()
    text = read(client, "/partenaires/")
    assert operator.practitioner.name in text
    assert other.practitioner.name not in text
    assert client.get(f"/partenaires/{other.practitioner.pk}/").status_code == 404
    page = f"/partenaires/{operator.practitioner.pk}/"
    assert "Envoyer son lien" not in read(client, page)
    said = {"act": "publish", "begins": "09:00", "ends": "12:00", "first_day": TOMORROW}
    assert client.post(page, said).status_code == 302
    assert Entry.objects.filter(verb="places.availability_published", by=professional).exists()
    assert client.post(page, {"act": "send-link"}).status_code == 400


def test_who_keeps_the_list_sends_the_link(client: Client, operator: Operator, person) -> None:
    manager = person(role="administrator")
    client.force_login(manager)
    page = f"/partenaires/{operator.practitioner.pk}/"
    assert "Envoyer son lien" in read(client, page)
    assert client.post(page, {"act": "send-link"}).status_code == 302
    assert Message.objects.get().by == manager
    operator.practitioner.email = ""
    operator.practitioner.save()
    assert client.post(page, {"act": "send-link"}).status_code == 409


def test_the_calendar_says_what_when_and_where_and_never_who(client: Client, operator: Operator, page: str) -> None:
    shown = booked(operator)
    gone = booked(operator, starts_at=shown.starts_at + timedelta(hours=1), state="cancelled",
                  cancelled_at=timezone.now(), cancelled_because="person")  # fmt: skip
    long_over = booked(operator, starts_at=timezone.now() - timedelta(days=40))
    address = feed_of(operator.practitioner)
    assert address in read(client, page)
    answer = client.get(address.removeprefix("http://localhost:8000"))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert not any(secret in text for secret in ("Moreau", "612345678", long_over.code[:4] + " " + long_over.code[4:]))
    events = {str(each["uid"]).partition("@")[0]: each for each in Calendar.from_ical(text).walk("VEVENT")}
    assert set(events) == {f"appointment-{shown.pk}", f"appointment-{gone.pk}"}
    event = events[f"appointment-{shown.pk}"]
    assert (event.start, event.end, event["sequence"]) == (shown.starts_at, shown.ends_at, shown.version)
    assert str(event["summary"]) == f"{shown.reason.title}, {shown.place.name}"
    assert shown.place.phone in event["description"]
    assert event["status"] == "CONFIRMED"
    assert events[f"appointment-{gone.pk}"]["status"] == "CANCELLED"
    assert not event.walk("VALARM")


def test_the_calendar_of_nobody_is_not_found(client: Client, operator: Operator) -> None:
    assert client.get("/partenaires/agenda/rien.ics").status_code == 404
