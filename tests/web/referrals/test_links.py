"""What a structure's link opens, and the person's own; forged, late and twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from maillage.web.referrals.actions.answers import answer
from maillage.web.referrals.models import Referral
from maillage.web.referrals.models.link import PERSON, STRUCTURE, token_of
from maillage.web.referrals.rules.said import Reply
from maillage.web.referrals.rules.states import Event

from .conftest import Refer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def made(refer: Refer) -> Referral:
    """Sent a moment ago: pages are asked by the clock of the machine."""
    referral = refer()
    Referral.objects.filter(pk=referral.pk).update(sent_at=timezone.now())
    referral.refresh_from_db()
    return referral


def path_of(referral: Referral) -> str:
    return f"/orientations/reponse/{token_of(referral, STRUCTURE)}/"


def test_opening_the_link_says_nothing_of_the_person_and_changes_nothing(client: Client, made: Referral) -> None:
    """Programs that read mail open links by themselves."""
    for _ in range(3):
        answer = client.get(path_of(made))
        assert answer.status_code == 200
        assert "Rose" not in answer.content.decode()
    made.refresh_from_db()
    assert (made.state, made.opened_at) == ("waiting", None)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_button_opens_it(client: Client, made: Referral) -> None:
    text = client.post(path_of(made), {"open": "1"}).content.decode()
    for word in ("Rose Martin", "06 12 34 56 78", "Apprendre à se servir", "Pas d’internet à la maison"):
        assert word in text
    made.refresh_from_db()
    assert made.opened_at


def test_accepting_says_how_and_when(client: Client, made: Referral) -> None:
    day = timezone.localdate() + 3 * DAY
    answer = client.post(path_of(made), {"answer": "accept", "means": "phone", "contact_on": day.isoformat()})
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.state, made.means, made.contact_on) == ("accepted", "phone", day)
    door = client.get(path_of(made)).content.decode()
    assert "Vous avez accepté" in door
    assert "Rose" not in door
    assert "Rose Martin" in client.post(path_of(made), {"open": "1"}).content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"answer": "accept"}, "Dites comment vous contactez la personne."),
        ({"answer": "accept", "means": "phone", "contact_on": "2020-01-01"}, "Choisissez un jour à venir"),
        ({"answer": "accept", "means": "phone", "contact_on": "bientôt"}, "Écrivez un jour"),
        ({"answer": "refuse"}, "Choisissez une raison"),
        ({"answer": "refuse", "refusal": "bored"}, "refusal"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(client: Client, made: Referral, said: dict, words: str) -> None:
    answer = client.post(path_of(made), said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    made.refresh_from_db()
    assert made.state == "waiting"


def test_a_refusal_has_a_reason_and_shows_nobody_any_more(client: Client, made: Referral) -> None:
    assert client.post(path_of(made), {"answer": "refuse", "refusal": "area"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.refusal) == ("refused", "area")
    opened = client.post(path_of(made), {"open": "1"})
    assert opened.status_code == 409
    assert "Rose" not in opened.content.decode()


def test_of_two_who_answer_one_wins_and_the_other_is_told(client: Client, made: Referral) -> None:
    client.post(path_of(made), {"answer": "know"})
    late = Client().post(path_of(made), {"answer": "refuse", "refusal": "full"})
    assert late.status_code == 409
    assert "Quelqu’un a déjà répondu" in late.content.decode()
    assert "Déjà connue de la structure" in late.content.decode()
    made.refresh_from_db()
    assert made.state == "known"


def test_a_double_click_is_one_answer(client: Client, made: Referral) -> None:
    said = {"answer": "refuse", "refusal": "full"}
    assert [client.post(path_of(made), said).status_code for _ in range(2)] == [302, 302]


def test_an_old_link_says_so(client: Client, made: Referral) -> None:
    Referral.objects.filter(pk=made.pk).update(sent_at=timezone.now() - 15 * DAY)
    door = client.get(path_of(made))
    assert door.status_code == 410
    assert "Le temps pour répondre est passé" in door.content.decode()
    for said in ({"open": "1"}, {"answer": "accept", "means": "phone"}):
        answer = client.post(path_of(made), said)
        assert answer.status_code == 409
        assert "Rose" not in answer.content.decode()


@pytest.mark.parametrize("token", ["nothing", "MTI:forged", "%00"])
def test_a_forged_link_opens_nothing(client: Client, made: Referral, token: str) -> None:
    path = f"/orientations/reponse/{token}/"
    assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]
    assert client.get(f"/orientations/reponse/{token_of(made, PERSON)}/").status_code == 404


def test_who_tries_too_often_waits(client: Client, made: Referral) -> None:
    statuses = [client.post(path_of(made), {"open": "1"}).status_code for _ in range(22)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_the_person_sees_what_became_of_it_and_takes_it_back(client: Client, made: Referral) -> None:
    own = f"/orientation/suivi/{token_of(made, PERSON)}/"
    assert "Nous attendons sa réponse" in client.get(own).content.decode()
    answer(referral=made, reply=Reply(Event.ACCEPT, means="visit"), by=None, now=timezone.now())
    assert "On passe chez vous" in client.get(own).content.decode()
    made.refresh_from_db()
    assert made.state == "accepted"
    assert client.post(own).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.name) == ("withdrawn", "")
    assert client.get(path_of(made)).status_code == 410
    assert "C’est retiré" in client.get(own).content.decode()
