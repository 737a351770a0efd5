"""Behind the link of an appointment: seen, put into a calendar, moved, cancelled; and found without the link."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.signing import Signer
from django.http import HttpResponse
from django.test import Client
from icalendar import Calendar

from maillage.web.accounts.models import Attempt
from maillage.web.bookings.models import Appointment
from maillage.web.bookings.queries.links import OPEN_FOR, SALT
from maillage.web.bookings.queries.tickets import ticket_of
from maillage.web.bookings.rules.slot import Slot
from maillage.web.messages.models import Message
from maillage.web.places.models import Place
from maillage.web.privacy.models import Entry
from tests.web.given import NOW, a_mediator, a_place, a_reason, a_room

pytestmark = pytest.mark.django_db
LOST = "/rendez-vous/retrouver/"


@pytest.fixture
def link(book: Callable[..., HttpResponse], slots: list[Slot]) -> str:
    """Jeanne's, to her appointment on the first free moment of Tuesday."""
    tuesday = next(slot for slot in slots if slot.starts_at - NOW > timedelta(hours=12))
    return book(tuesday).url


@pytest.fixture
def other(link: str, slots: list[Slot]) -> Slot:
    """A moment that is still free."""
    return slots[-1]


def her() -> Appointment:
    return Appointment.objects.get()


def event(client: Client, link: str):
    answer = client.get(f"{link}agenda.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (found,) = Calendar.from_ical(answer.content).events
    return found


def test_all_that_one_needs_to_come_is_there(client: Client, link: str) -> None:
    text = client.get(link).content.decode().replace("\u00a0", " ")
    for said in ("Mardi 3 mars", "de 9 h à 9 h 30", "Médiathèque", "12 rue des Écoles, 78120 Rambouillet"):
        assert said in text
    assert 'href="tel:0130000000"' in text
    assert "Le courrier reçu" in text
    # On paper "tomorrow" is wrong from the next day on.
    assert "demain" not in text


def test_looking_changes_nothing(client: Client, link: str, other: Slot) -> None:
    """Programs that read mail open every link."""
    entries = Entry.objects.count()
    for path in ("", "agenda.ics", "deplacer/", "annuler/", "rappels/", "proposition/accepter/"):
        client.get(link + path)
        client.head(link + path)
    assert (her().state, her().version, Entry.objects.count()) == ("booked", 0, entries)


def test_a_calendar_takes_it_over(client: Client, link: str) -> None:
    entry = event(client, link)
    assert entry.start == datetime(2026, 3, 3, 8, tzinfo=UTC)
    assert str(entry.start.tzinfo) == "Europe/Paris"
    assert entry.end - entry.start == timedelta(minutes=30)
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CONFIRMED", 0)
    assert entry["UID"] == f"appointment-{her().pk}@testserver".replace("testserver", "localhost")
    assert "78120 Rambouillet" in entry["LOCATION"]
    assert str(entry["URL"]).endswith(link)
    assert [alarm.TRIGGER for alarm in entry.walk("VALARM")] == [timedelta(days=-1), timedelta(hours=-2)]
    # A family may share its calendar.
    assert "Aide en ligne" not in entry["SUMMARY"]


def test_a_calendar_follows_what_becomes_of_it(client: Client, link: str, other: Slot) -> None:
    first = event(client, link)
    client.post(f"{link}deplacer/", {"ticket": ticket_of(other)})
    moved = event(client, link)
    client.post(f"{link}annuler/")
    cancelled = event(client, link)
    assert first["UID"] == moved["UID"] == cancelled["UID"]
    assert first["SEQUENCE"] < moved["SEQUENCE"] < cancelled["SEQUENCE"]
    assert moved.start == other.starts_at
    assert cancelled["STATUS"] == "CANCELLED"
    assert cancelled.walk("VALARM") == []


def test_it_is_cancelled_by_a_button_and_its_moment_is_free(client: Client, link: str, book, slots: list[Slot]) -> None:
    taken = her().starts_at
    answer = client.post(f"{link}annuler/", follow=True)
    assert "Rendez-vous annulé" in answer.content.decode()
    assert (her().state, her().cancelled_because) == ("cancelled", "person")
    again = next(slot for slot in slots if slot.starts_at == taken)
    assert book(again).status_code == 302
    # Twice does no harm, and says so.
    assert "plus dans cet état" in client.post(f"{link}annuler/", follow=True).content.decode()


def test_it_is_moved_to_one_of_the_moments_shown(client: Client, link: str) -> None:
    before = her().starts_at
    text = client.get(f"{link}deplacer/").content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', text).group(1)
    answer = client.post(f"{link}deplacer/", {"ticket": ticket}, follow=True)
    assert "Déplacé : c’était mardi 3 mars" in answer.content.decode()
    assert her().moved_from == before != her().starts_at


def test_a_move_that_cannot_be_leaves_it_as_it_is(
    client: Client, link: str, other: Slot, book, library: Place, help_online
) -> None:
    before = her().starts_at
    elsewhere = a_place(is_public=False)
    a_room(elsewhere)
    a_mediator(elsewhere)
    book(other, phone="")
    for ticket, words in (
        (ticket_of(other), "Quelqu’un vient de prendre ce moment"),
        ("forged", "Ces horaires ont changé"),
        ("", "Ces horaires ont changé"),
        (ticket_of(Slot(**vars(other) | {"reason": a_reason().pk})), "Ces horaires ont changé"),
        (ticket_of(Slot(**vars(other) | {"place": elsewhere.pk})), "Ces horaires ont changé"),
    ):
        answer = client.post(f"{link}deplacer/", {"ticket": ticket})
        assert (answer.status_code, words in answer.content.decode()) == (409, True)
    assert Appointment.objects.order_by("pk")[0].starts_at == before


def test_nothing_is_changed_once_it_has_begun(client: Client, link: str, clock: Callable, other: Slot) -> None:
    clock(days=1)
    assert "Déplacer" not in client.get(link).content.decode()
    assert client.post(f"{link}deplacer/", {"ticket": ticket_of(other)}).url == link
    client.post(f"{link}annuler/")
    client.post(f"{link}rappels/", {"rappels": "oui"})
    assert (her().state, her().version) == ("booked", 0)


def test_reminders_are_wanted_or_not_at_any_time(client: Client, book, slots: list[Slot]) -> None:
    def promised() -> int:
        return Message.objects.filter(purpose="reminders", state="queued").count()

    link = book(slots[-1]).url
    assert promised() == 0
    client.post(f"{link}rappels/", {"rappels": "oui"})
    wanted = promised()
    assert her().reminded
    assert wanted
    client.post(f"{link}rappels/", {"rappels": "non"})
    assert (her().reminded, promised()) == (False, 0)
    client.post(f"{link}rappels/", {"rappels": "oui"})
    assert promised() == wanted
    assert Entry.objects.filter(verb="bookings.reminders_chosen").count() == 3


@pytest.mark.parametrize("token", ["nothing", "MQ:forged", "é:é"])
def test_a_link_that_was_never_ours(client: Client, link: str, token: str) -> None:
    answer = client.get(f"/rendez-vous/suivre/{token}/")
    assert answer.status_code == 404
    assert "Ce lien n’ouvre rien" in answer.content.decode()
    assert client.post(f"/rendez-vous/suivre/{token}/annuler/").status_code == 404


def test_a_link_of_an_appointment_that_never_was(client: Client, link: str) -> None:
    token = Signer(salt=SALT).sign_object(9_999)
    assert client.get(f"/rendez-vous/suivre/{token}/").status_code == 404


def test_a_link_ends_when_its_time_is_over(client: Client, link: str, clock: Callable) -> None:
    clock(days=2)
    assert "Rendez-vous passé" in client.get(link).content.decode()
    clock(days=OPEN_FOR.days)
    answer = client.get(link)
    assert answer.status_code == 410
    assert "passé depuis longtemps" in answer.content.decode()


@pytest.mark.parametrize("contact", ["06 12 34 56 78", "0612345678", "+33 6 12 34 56 78"])
def test_a_code_and_a_telephone_number_find_it(client: Client, link: str, contact: str) -> None:
    code = her().code
    said = {"code": f" {code[:4].lower()}-{code[4:]} ", "contact": contact}
    assert client.post(LOST, said).url == link
    assert not Attempt.objects.filter(guess="appointment").exists()


def test_a_code_and_an_e_mail_address_find_it_and_a_code_alone_if_no_contact_was_given(
    client: Client, book, slots: list[Slot]
) -> None:
    by_mail = book(slots[0], phone="", email="Jeanne@Exemple.fr").url
    without = book(slots[1], phone="").url
    for link, contact in ((by_mail, "jeanne@exemple.FR"), (without, "")):
        code = Appointment.objects.get(pk=Signer(salt=SALT).unsign_object(link.split("/")[-2])).code
        assert client.post(LOST, {"code": code, "contact": contact}).url == link


def test_a_wrong_code_and_a_wrong_contact_are_answered_alike(client: Client, link: str) -> None:
    said = [
        {"code": "22222222", "contact": "06 12 34 56 78"},
        {"code": her().code, "contact": "06 00 00 00 00"},
        {"code": her().code, "contact": ""},
    ]
    answers = [client.post(LOST, each) for each in said]
    assert {answer.status_code for answer in answers} == {422}
    assert len({re.search(r'role="alert">([^<]+)', answer.content.decode()).group(1) for answer in answers}) == 1


def test_codes_are_not_guessed(client: Client, link: str) -> None:
    for _ in range(5):
        client.post(LOST, {"code": her().code, "contact": "06 00 00 00 00"})
    answer = client.post(LOST, {"code": her().code, "contact": "06 12 34 56 78"})
    assert answer.status_code == 422
    assert "Trop d’essais" in answer.content.decode()


@pytest.mark.parametrize("said", [{"code": "K7M2"}, {"code": ""}, {"code": "K7M2QXB4", "contact": "nobody"}])
def test_what_is_no_code_or_no_contact_is_said_beside_the_field(client: Client, clock, said: dict) -> None:
    answer = client.post(LOST, said)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not Attempt.objects.exists()
