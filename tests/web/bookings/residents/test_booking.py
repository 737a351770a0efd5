"""A resident books: what is asked, what is refused, and that a form sent twice books once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client

from maillage.web.accounts.models import Attempt
from maillage.web.bookings.models import Appointment
from maillage.web.bookings.queries.tickets import ticket_of
from maillage.web.bookings.rules.slot import Slot
from maillage.web.bookings.rules.tickets import OPEN_FOR
from maillage.web.messages.models import Message
from maillage.web.places.models import Place
from maillage.web.privacy.models import Entry
from tests.web.given import NOW, a_room

pytestmark = pytest.mark.django_db
Book = Callable[..., HttpResponse]


def address(slot: Slot) -> str:
    return f"/rendez-vous/reserver/{ticket_of(slot)}/?de=78517"


def test_a_resident_books_and_is_led_to_the_appointment(client: Client, book: Book, slots: list[Slot]) -> None:
    answer = book(slots[0], reminded="on", arrangements=["companion"], email="jeanne@exemple.fr")
    made = Appointment.objects.get()
    assert answer.status_code == 302
    assert (made.via, made.made_by, made.starts_at) == ("web", None, slots[0].starts_at)
    assert (made.name, made.phone, made.email) == ("Jeanne", "+33612345678", "jeanne@exemple.fr")
    assert (made.reminded, made.arrangements, made.commune) == (True, ["companion"], "78517")
    assert Entry.objects.filter(verb="bookings.booked", subject=f"bookings.appointment {made.pk}").count() == 1
    shown = client.get(answer.url).content.decode()
    assert "C’est noté, Jeanne" in shown
    assert f"{made.code[:4]} {made.code[4:]}" in shown


def test_a_booking_asks_the_database_little(
    book: Book, slots: list[Slot], django_assert_max_num_queries: Callable
) -> None:
    """How much was booked already is asked, too."""
    book(slots[0])
    with django_assert_max_num_queries(34):
        assert book(slots[-1], email="jeanne@exemple.fr").status_code == 302
    assert Message.objects.count() == 2


def test_nothing_need_be_said(client: Client, book: Book, slots: list[Slot]) -> None:
    """Neither name nor telephone nor e-mail: the page is the slip."""
    answer = book(slots[0], name="", phone="")
    assert "notez le code ou imprimez" in client.get(answer.url).content.decode()
    assert Message.objects.count() == 0


def test_reminders_are_wanted_by_nobody_who_did_not_ask(client: Client, book: Book, slots: list[Slot]) -> None:
    page = client.get(address(slots[0])).content.decode()
    assert "checked" not in re.search(r'<input[^>]*name="reminded"[^>]*>', page).group()
    book(slots[0])
    assert Appointment.objects.get().reminded is False


def test_a_form_that_is_sent_twice_books_once(book: Book, slots: list[Slot]) -> None:
    key = uuid4()
    first, second = book(slots[0], key=key), book(slots[0], key=key)
    assert first.url == second.url
    assert Appointment.objects.count() == 1
    assert Attempt.objects.filter(guess="booking").count() == 1


def test_every_form_has_a_key_of_its_own(client: Client, slots: list[Slot]) -> None:
    keys = [re.search(r'name="key" value="([^"]+)"', client.get(address(slots[0])).content.decode()) for _ in range(2)]
    assert len({each.group(1) for each in keys}) == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"phone": "0612"}, "Ce n’est pas un numéro de téléphone"),
        ({"email": "jeanne@"}, "adresse"),
        ({"phone": "", "reminded": "on"}, "il nous faut un téléphone ou une adresse e-mail"),
        ({"name": "x" * 121}, "120"),
        ({"arrangements": ["a diagnosis"]}, "a diagnosis"),
        ({"language": "xx"}, "xx"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_kept(
    client: Client, book: Book, slots: list[Slot], said: dict, words: str
) -> None:
    answer = book(slots[0], **{"name": "Jeanne Petit"} | said)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in re.search(r'class="field-error"[^>]*>([^<]+)<', text).group(1)
    assert said.get("name") or 'value="Jeanne Petit"' in text
    assert not Appointment.objects.exists()


def test_there_is_nowhere_to_write_of_an_illness(client: Client, slots: list[Slot]) -> None:
    assert "<textarea" not in client.get(address(slots[0])).content.decode()


def test_a_moment_that_somebody_else_took_leads_to_others_with_what_was_typed(
    client: Client, book: Book, slots: list[Slot], library: Place
) -> None:
    book(slots[0], phone="")
    answer = book(slots[0], name="Ali Haddad", phone="06 98 76 54 32")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "vient d’être pris" in text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    assert (hidden["name"], hidden["phone"]) == ("Ali Haddad", "06 98 76 54 32")
    other = unescape(re.search(r'formaction="([^"]+)"', text).group(1))
    assert client.post(other, hidden).status_code == 302
    ali = Appointment.objects.latest("pk")
    assert (ali.name, ali.starts_at, ali.commune) == ("Ali Haddad", slots[1].starts_at, "78517")


def test_whoever_opens_a_moment_that_is_taken_is_told_before_typing(
    client: Client, book: Book, slots: list[Slot]
) -> None:
    book(slots[0])
    answer = client.get(address(slots[0]))
    assert (answer.status_code, 'method="post"' in answer.content.decode()) == (409, False)


def test_the_slot_is_looked_at_again_whatever_its_ticket_says(
    client: Client, book: Book, slots: list[Slot], library: Place
) -> None:
    """Signed while it was free, by a platform that was in error: at midnight, in somebody else's room."""
    night = replace(slots[0], starts_at=slots[0].starts_at + timedelta(hours=12), ends_at=slots[0].ends_at)
    night = replace(night, ends_at=night.starts_at + timedelta(minutes=30))
    elsewhere = replace(slots[1], room=a_room(library, removed_at=NOW).pk)
    for wrong in (night, elsewhere):
        assert book(wrong).status_code in (409, 422)
    assert not Appointment.objects.exists()


def test_a_page_that_waited_until_the_moment_was_too_near_says_so(
    client: Client, book: Book, slots: list[Slot], clock: Callable
) -> None:
    clock(minutes=45)
    answer = book(slots[0])
    assert answer.status_code == 422
    assert "trop proche pour être réservé en ligne" in answer.content.decode()


@pytest.mark.parametrize("ticket", ["nothing", "a:b:c", "é", "W10:1vA:x"])
def test_a_ticket_of_ours_alone_is_heard(client: Client, slots: list[Slot], ticket: str) -> None:
    answer = client.get(f"/rendez-vous/reserver/{ticket}/")
    assert answer.status_code == 404
    assert "Rien n’a été réservé" in answer.content.decode()


def test_a_ticket_of_another_kind_of_page_is_not_heard(client: Client, slots: list[Slot]) -> None:
    forged = signing.dumps([1, 2, 3], salt="something else")
    assert client.get(f"/rendez-vous/reserver/{forged}/").status_code == 404
    # Signed by us, of an earlier version.
    assert client.get(f"/rendez-vous/reserver/{signing.dumps([1, 2], salt='bookings.ticket')}/").status_code == 404


def test_a_ticket_grows_old(client: Client, slots: list[Slot], monkeypatch: pytest.MonkeyPatch) -> None:
    path = address(slots[0])
    late = signing.time.time() + OPEN_FOR.total_seconds() + 1
    monkeypatch.setattr(signing.time, "time", lambda: late)
    answer = client.get(path)
    assert answer.status_code == 410
    assert "attendu trop longtemps" in answer.content.decode()


def test_an_agents_ticket_opens_no_place_that_is_closed_to_residents(
    client: Client, book: Book, slots: list[Slot], library: Place
) -> None:
    Place.objects.update(is_public=False)
    assert book(slots[0]).status_code == 410


def test_three_appointments_to_come_are_enough_for_one_contact(book: Book, slots: list[Slot]) -> None:
    phones = ("06 12 34 56 78", "+33612345678", "0033 6 12 34 56 78", "06.12.34.56.78")
    answers = [book(slot, phone=phone) for slot, phone in zip(slots, phones, strict=False)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
    assert "déjà trois rendez-vous" in answers[-1].content.decode()
    # Somebody else is not concerned, and a cancelled one counts no more.
    assert book(slots[4], phone="06 98 76 54 32").status_code == 302


def test_whoever_gives_no_contact_books_six_times_in_half_a_day_from_one_address(
    client: Client, book: Book, slots: list[Slot], clock: Callable
) -> None:
    answers = [book(slot, phone="") for slot in slots[:7]]
    assert [answer.status_code for answer in answers] == [302] * 6 + [429]
    assert "Recommencez dans" in answers[-1].content.decode()
    assert (
        client.post(address(slots[7]), {"key": uuid4(), "language": "fr"}, REMOTE_ADDR="192.0.2.9").status_code == 302
    )


def test_what_was_refused_does_not_count(book: Book, slots: list[Slot]) -> None:
    book(slots[0])
    for _ in range(8):
        assert book(slots[0], phone="").status_code == 409
    assert book(slots[1], phone="").status_code == 302


def test_the_form_tells_what_becomes_of_it(client: Client, slots: list[Slot]) -> None:
    text = client.get(address(slots[0])).content.decode()
    assert "effacés après 1 an" in text.replace("\u00a0", " ")
    assert 'href="/informations/bookings/"' in text


def test_personal_pages_are_kept_by_nobody(client: Client, book: Book, slots: list[Slot]) -> None:
    answer = book(slots[0])
    for path in (address(slots[1]), answer.url, "/rendez-vous/retrouver/"):
        headers = client.get(path).headers
        assert "no-store" in headers["Cache-Control"]
        assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_without_its_token_a_form_books_nothing(book: Book, slots: list[Slot]) -> None:
    careful = Client(enforce_csrf_checks=True)
    answer = book(slots[0], by=careful)
    assert (answer.status_code, "Rien n’a été envoyé" in answer.content.decode()) == (403, True)
    assert not Appointment.objects.exists()
