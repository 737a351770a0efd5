"""One appointment, its slip, the search, and the waiting list: by who may, and by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from pypdf import PdfReader

from maillage.web.accounts.actions.memberships import give
from maillage.web.accounts.models import User
from maillage.web.bookings.actions import appointments
from maillage.web.bookings.models import Appointment, Waiting
from maillage.web.bookings.queries.tickets import slot_of
from maillage.web.bookings.rules.cancelling import FOR_AGENTS

from ..given import NOW, an_organisation
from .conftest import Counter

Book = Callable[..., Appointment]


def page_of(appointment: Appointment, rest: str = "") -> str:
    return f"/agenda/rendez-vous/{appointment.code}/{rest}"


def state_of(appointment: Appointment) -> str:
    return Appointment.objects.get(pk=appointment.pk).state


def test_the_page_says_who_when_where_with_whom_and_what_was_done(desk: Client, booked: Book) -> None:
    appointment = booked(phone="+33612345678", arrangements=("interpreter",))
    said = desk.get(page_of(appointment)).content.decode()
    for words in (
        "Jeanne Petit",
        "Aujourd’hui, lundi 2 mars",
        "11\u00a0h",
        "Espace santé",
        "Salle bleue",
        "Nadia Benali",
        "06 12 34 56 78",
        "un ou une interprète",
        "Léa Simon a pris le rendez-vous",
        "SMS",
    ):
        assert words in said, words


def test_arrived_done_and_undone(desk: Client, booked: Book) -> None:
    appointment = booked(minutes=-30)
    for act, state in (
        ("arrive", "arrived"),
        ("termine", "done"),
        ("defaire", "arrived"),
        ("defaire", "booked"),
        ("absent", "no-show"),
        ("defaire", "booked"),
    ):
        answer = desk.post(page_of(appointment, f"{act}/"), {"next": "/agenda/?jour=2026-03-02"})
        assert answer.url == "/agenda/?jour=2026-03-02"
        assert state_of(appointment) == state
    assert desk.post(page_of(appointment, "perdu/")).status_code == 404


def test_what_two_note_at_once_is_noted_once(desk: Client, booked: Book, welcomer: User) -> None:
    """The version that the page showed is not that of the appointment any more."""
    appointment = booked(minutes=-30)
    appointments.miss(appointment=appointment, by=welcomer, now=NOW)
    answer = desk.post(page_of(appointment, "arrive/"), {"version": appointment.version}, follow=True)
    assert "vient d’être modifié par quelqu’un d’autre" in answer.content.decode()
    assert state_of(appointment) == "no-show"


@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(desk: Client, booked: Book, away: str) -> None:
    appointment = booked(minutes=-30)
    assert desk.post(page_of(appointment, "arrive/"), {"next": away}).url == page_of(appointment)


def test_it_is_cancelled_for_one_of_the_reasons(desk: Client, booked: Book) -> None:
    appointment = booked()
    for because in ("", "illness", "lapsed"):
        answer = desk.post(page_of(appointment, "annuler/"), {"because": because, "version": 0})
        assert answer.status_code == 422
        assert "Choisissez une raison." in answer.content.decode()
    page = desk.get(page_of(appointment)).content.decode()
    assert all(f'value="{because}"' in page for because in FOR_AGENTS)
    desk.post(page_of(appointment, "annuler/"), {"because": "closed", "version": 0})
    assert state_of(appointment) == "cancelled"
    assert "le lieu est fermé ce jour-là" in desk.get(page_of(appointment)).content.decode()


def test_it_is_moved_to_a_moment_that_is_chosen_by_its_number(desk: Client, booked: Book) -> None:
    appointment = booked()
    offers = desk.get(page_of(appointment, "deplacer/")).context["offers"]
    assert offers
    answer = desk.post(page_of(appointment, "deplacer/"), {"creneau": offers[-1].ticket, "version": 0})
    assert answer.url == page_of(appointment)
    moved = Appointment.objects.get(pk=appointment.pk)
    assert moved.starts_at == slot_of(offers[-1].ticket).starts_at
    assert "était prévu lundi 2 mars à 11\u00a0h" in desk.get(answer.url).content.decode()


def test_it_is_not_moved_where_somebody_was_faster(desk: Client, booked: Book, counter: Counter) -> None:
    first, second = booked(room=0), booked(room=1, minutes=60)
    offer = desk.get(page_of(first, "deplacer/")).context["offers"][0]
    appointments.move(appointment=second, to=slot_of(offer.ticket), by=None, now=NOW - timedelta(hours=3))
    answer = desk.post(page_of(first, "deplacer/"), {"creneau": offer.ticket, "version": 0})
    assert answer.status_code == 409
    assert "vient d’être pris" in answer.content.decode()
    assert offer.ticket not in [each.ticket for each in answer.context["offers"]]
    assert desk.post(page_of(first, "deplacer/"), {"creneau": "forged"}).status_code == 422


def test_a_code_of_others_is_no_code(
    client: Client, person: Callable[..., User], booked: Book, at_work: object
) -> None:
    """404 for the page and for every act: nothing tells a code that is none from one that is not theirs."""
    appointment, neighbour = booked(minutes=-30), person()
    give(person=neighbour, organisation=an_organisation(), role="mediator", by=None, now=NOW)
    client.force_login(neighbour)
    for rest in ("", "billet.pdf", "corriger/", "deplacer/"):
        assert client.get(page_of(appointment, rest)).status_code == 404
    for rest in ("arrive/", "annuler/", "corriger/", "deplacer/"):
        assert client.post(page_of(appointment, rest), {"because": "person"}).status_code == 404
    assert state_of(appointment) == "booked"


@pytest.mark.parametrize("text", ["{code}", "{small}", "06 12 34 56 78", "+33 6 12 34 56 78", "Jeanne@Exemple.fr"])
def test_it_is_found_by_code_telephone_or_email(desk: Client, booked: Book, text: str) -> None:
    appointment = booked(phone="+33612345678", email="jeanne@exemple.fr")
    said = text.format(code=appointment.code, small=f"{appointment.code[:4]}-{appointment.code[4:]}".lower())
    answer = desk.get("/agenda/chercher/", {"q": said})
    assert (answer.status_code, answer.url) == (302, page_of(appointment))


def test_several_are_listed_and_none_is_said(desk: Client, booked: Book) -> None:
    for number in range(2):
        booked(phone="+33612345678", room=number, name=f"Jeanne {number}")
    page = desk.get("/agenda/chercher/", {"q": "0612345678"}).content.decode()
    assert "Jeanne 0" in page
    assert "Jeanne 1" in page
    for text in ("Jeanne", "ZZZZ9999", "\0", "' OR 1=1 --", "é" * 300, ""):
        assert desk.get("/agenda/chercher/", {"q": text}).status_code == 200


def test_others_are_not_found(client: Client, person: Callable[..., User], booked: Book, at_work: object) -> None:
    booked(phone="+33612345678")
    neighbour = person()
    give(person=neighbour, organisation=an_organisation(), role="mediator", by=None, now=NOW)
    client.force_login(neighbour)
    answer = client.get("/agenda/chercher/", {"q": "0612345678"})
    assert "Jeanne" not in answer.content.decode()
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Lundi 2 mars", "11 h", "Aide pour une démarche", "Si vous ne pouvez pas venir")),
        ("en", ("Monday 2 March", "11:00", "Help with a form", "If you cannot come")),
    ],
)
def test_the_slip_says_it_all_on_one_small_tagged_page(
    desk: Client, booked: Book, language: str, words: tuple[str, ...]
) -> None:
    appointment = booked(language=language, name="")
    answer = desk.get(page_of(appointment, "billet.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    pdf = PdfReader(BytesIO(answer.content))
    (sheet,) = pdf.pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (298, 420)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"].startswith(language)
    text = " ".join(sheet.extract_text().replace("\u00a0", " ").replace("\u202f", " ").split())
    code = f"{appointment.code[:4]} {appointment.code[4:]}"
    for said in (
        *words,
        code,
        "Espace santé",
        "12 rue des Écoles",
        "78120 Rambouillet",
        "Salle bleue",
        "01 30 00 00 00",
    ):
        assert said in text, (said, text)


def test_a_slip_that_has_much_to_say_is_still_one_page(desk: Client, booked: Book, counter: Counter) -> None:
    counter.place.name = "Maison de la solidarité et des services au public " * 3
    counter.place.getting_there = "Prendre le bus 20 jusqu’à l’arrêt de la mairie, puis à pied par la rue haute. " * 3
    counter.place.save()
    counter.reason.bring = "Une pièce d’identité, la carte Vitale, les ordonnances en cours, vos identifiants. " * 3
    counter.reason.save()
    appointment = booked(name="Marie-Thérèse de la Tour du Pin Chambly " * 2)
    assert len(PdfReader(BytesIO(desk.get(page_of(appointment, "billet.pdf")).content)).pages) == 1


WAITS = {"name": "Simone Durand", "phone": "06 12 34 56 00", "until": "2026-03-30"}


def add(desk: Client, counter: Counter, **said: object):
    return desk.post(
        "/agenda/attente/ajouter/",
        {"reason": counter.reason.pk, "places": [counter.place.pk], "key": str(uuid4())} | WAITS | said,
    )


def test_a_person_is_put_on_the_waiting_list_and_leaves_it(desk: Client, counter: Counter) -> None:
    assert add(desk, counter, weekdays=[0, 2], begins="14:00").status_code == 302
    waiting = Waiting.objects.get()
    assert (waiting.name, waiting.weekdays, waiting.begins.hour) == ("Simone Durand", [0, 2], 14)
    page = desk.get("/agenda/attente/").content.decode()
    for words in ("Simone Durand", "06 12 34 56 00", "lundi, mercredi", "après 14\u00a0h"):
        assert words in page
    desk.post(f"/agenda/attente/{waiting.pk}/quitter/")
    assert Waiting.objects.get().state == "left"
    assert "Personne n’attend." in desk.get("/agenda/attente/").content.decode()


def test_a_form_that_is_sent_twice_puts_one_person_on_the_list(desk: Client, counter: Counter) -> None:
    key = str(uuid4())
    assert [add(desk, counter, key=key).status_code for _ in range(2)] == [302, 302]
    assert Waiting.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"places": []}, "Choisissez au moins un lieu."),
        ({"until": "2026-03-01"}, "Ce jour est passé."),
        ({"until": "2028-03-01"}, "Au plus un an."),
        ({"begins": "14:00", "ends": "09:00"}, "La fin est avant le début."),
        ({"phone": ""}, "il faut un téléphone ou une adresse e-mail"),
        ({"phone": "12"}, "Ce n’est pas un numéro de téléphone"),
        ({"reason": 999_999}, "field-error"),
    ],
)
def test_what_is_wrong_with_a_wish_is_said_beside_its_field(
    desk: Client, counter: Counter, typed: dict, said: str
) -> None:
    answer = add(desk, counter, **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Waiting.objects.exists()


def test_what_is_freed_is_offered_and_answered_on_the_telephone(
    desk: Client, counter: Counter, booked: Book, run_jobs: Callable[[], list[str]]
) -> None:
    freed = booked(minutes=24 * 60)
    add(desk, counter), add(desk, counter, name="Ali Kaci")
    desk.post(page_of(freed, "annuler/"), {"because": "person"})
    run_jobs()
    waiting, other = Waiting.objects.order_by("pk")
    assert waiting.state == "offered"
    page = desk.get("/agenda/attente/").content.decode()
    assert page.index("Simone Durand") < page.index("Ali Kaci")
    assert "Réponse attendue avant" in page
    desk.post(f"/agenda/attente/{waiting.pk}/refuser/")
    run_jobs()
    waiting.refresh_from_db(), other.refresh_from_db()
    assert (waiting.state, waiting.refusals, other.state) == ("waiting", 1, "offered")
    desk.post(f"/agenda/attente/{other.pk}/accepter/")
    other.refresh_from_db()
    assert (other.state, other.offered.state) == ("served", "booked")
    again = desk.post(f"/agenda/attente/{other.pk}/accepter/", follow=True)
    assert "Cette proposition n’attend plus de réponse." in again.content.decode()


def test_who_waits_elsewhere_is_not_shown(
    client: Client, person: Callable[..., User], desk: Client, counter: Counter
) -> None:
    add(desk, counter)
    neighbour, waiting = person(), Waiting.objects.get()
    give(person=neighbour, organisation=an_organisation(), role="mediator", by=None, now=NOW)
    client.force_login(neighbour)
    assert "Simone" not in client.get("/agenda/attente/").content.decode()
    assert client.post(f"/agenda/attente/{waiting.pk}/quitter/").status_code == 404
    assert Waiting.objects.get().state == waiting.state
