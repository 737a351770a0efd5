"""A resident for whom nothing is free: the list, the moment that is kept for them, and leaving."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from maillage.web.bookings.models import Appointment, Waiting
from maillage.web.messages.models import Message
from maillage.web.places.models import Closing, Place, Reason
from tests.web.given import NOW, a_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def shut(clock: Callable, library: Place, help_online: Reason) -> Closing:
    """Nothing is free for three months."""
    return Closing.objects.create(place=library, first_day=NOW.date(), last_day=NOW.date() + timedelta(days=90))


@pytest.fixture
def join(client: Client, shut: Closing, library: Place, help_online: Reason) -> Callable[..., HttpResponse]:
    def sent(**said: object) -> HttpResponse:
        known = {"key": uuid4(), "name": "Jeanne", "phone": "06 12 34 56 78", "language": "fr", "places": [library.pk]}
        return client.post(f"/rendez-vous/attente/?motif={help_online.pk}&ou=Rambouillet", known | said)

    return sent


@pytest.fixture
def offered(join: Callable, shut: Closing, run_jobs: Callable) -> str:
    """The link to the moment that is kept for Jeanne."""
    join()
    shut.delete()
    from maillage.web.bookings.actions.offering import offer_freed

    offer_freed(place=shut.place_id, now=NOW)
    text = Message.objects.get().text
    return re.search(r"http://localhost:8000(/rendez-vous/suivre/\S+/)", text).group(1)


def test_one_waits_where_and_when_one_can_come(client: Client, join: Callable, library: Place) -> None:
    answer = join(weekdays=["1", "3"], when="morning", arrangements=["companion"])
    row = Waiting.objects.get()
    assert (row.name, row.phone, row.commune) == ("Jeanne", "+33612345678", "78517")
    assert (row.weekdays, row.begins, row.ends) == ([1, 3], None, time(12))
    assert list(row.places.all()) == [library]
    text = client.get(answer.url).content.decode().replace("\u00a0", " ")
    assert "Vous êtes sur la liste d’attente" in text
    assert "mardi, jeudi, avant 12 h" in text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"phone": ""}, "il nous faut un téléphone ou une adresse e-mail"),
        ({"name": ""}, "obligatoire"),
        ({"places": []}, "Choisissez au moins un lieu"),
        ({"weekdays": ["9"]}, "9"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(join: Callable, said: dict, words: str) -> None:
    answer = join(**said)
    assert answer.status_code == 422
    assert words in re.search(r'class="field-error"[^>]*>([^<]+)<', answer.content.decode()).group(1)
    assert not Waiting.objects.exists()


def test_a_place_that_was_not_offered_is_not_chosen(join: Callable) -> None:
    assert join(places=[a_place(is_public=False).pk]).status_code == 422


def test_one_contact_waits_once_for_the_same_however_often_the_form_is_sent(join: Callable) -> None:
    key = uuid4()
    assert join(key=key).url == join(key=key).url
    again = join()
    assert again.status_code == 422
    assert "déjà sur cette liste" in again.content.decode()
    assert Waiting.objects.count() == 1


def test_without_a_reason_one_begins_at_the_beginning(client: Client, clock: Callable) -> None:
    assert client.get("/rendez-vous/attente/").url == "/rendez-vous/"


def test_what_is_offered_is_accepted_by_a_button(client: Client, offered: str) -> None:
    shown = client.get(offered).content.decode()
    assert "Un moment se libère pour vous" in shown
    assert "Il vous est gardé jusqu’au" in shown
    answer = client.post(f"{offered}proposition/accepter/", follow=True)
    assert "C’est noté, Jeanne" in answer.content.decode()
    assert (Appointment.objects.get().state, Waiting.objects.get().state) == ("booked", "served")


def test_whoever_refuses_goes_on_waiting_and_whoever_leaves_does_not(client: Client, offered: str) -> None:
    answer = client.post(f"{offered}proposition/refuser/", follow=True)
    assert "Vous êtes sur la liste d’attente" in answer.content.decode()
    assert Waiting.objects.get().state == "waiting"
    waits = answer.redirect_chain[-1][0]
    assert "Vous n’attendez plus" in client.post(waits, follow=True).content.decode()
    assert Waiting.objects.get().state == "left"


def test_an_answer_that_comes_late_is_told_so(client: Client, offered: str, clock: Callable) -> None:
    clock(days=30)
    answer = client.post(f"{offered}proposition/accepter/", follow=True)
    assert "n’attend plus de réponse" in answer.content.decode()
    assert Appointment.objects.get().state != "booked"


def test_whoever_wants_no_more_says_so_from_the_offer(client: Client, offered: str) -> None:
    client.post(f"{offered}proposition/quitter/")
    assert (Waiting.objects.get().state, Appointment.objects.get().state) == ("left", "cancelled")


def test_there_is_no_fourth_answer(client: Client, offered: str) -> None:
    assert client.post(f"{offered}proposition/vendre/").status_code == 404


@pytest.mark.parametrize("token", ["nothing", "MQ:forged"])
def test_a_link_that_was_never_ours(client: Client, clock: Callable, token: str) -> None:
    assert client.get(f"/rendez-vous/attente/{token}/").status_code == 404


def test_looking_leaves_one_on_the_list(client: Client, join: Callable) -> None:
    link = join().url
    client.get(link)
    client.head(link)
    assert Waiting.objects.get().state == "waiting"
