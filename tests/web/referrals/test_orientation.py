"""The public page: three questions, an answer, and nothing kept of who asked."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.web.accounts.models import User
from maillage.web.bookings.queries.slots import origin_of
from maillage.web.referrals.models import Asked as AskedRow
from maillage.web.referrals.models import Referral
from maillage.web.referrals.queries.answers import Asked, answer_to
from maillage.web.referrals.rules.lists import NEEDS, OBSTACLES

from ..given import NOW, a_place
from .conftest import an_entry

pytestmark = pytest.mark.django_db
SAID = {"besoin": "digital", "obstacle": ["no-connection", "reading"], "pour": "me"}


def sent(client: Client, **more: object):
    return client.post("/orientation/", SAID | {"ou": "Rambouillet", "key": uuid4()} | more)


def page(client: Client, path: str, said: dict | None = None) -> str:
    return client.get(path, said).content.decode()


def test_one_question_a_screen(client: Client) -> None:
    first = page(client, "/orientation/")
    assert all(words.replace("'", "&#x27;") in first for words in NEEDS.values())
    second = page(client, "/orientation/", {"besoin": "doctor"})
    assert second.count('type="checkbox"') == len(OBSTACLES)
    third = page(client, "/orientation/", {"besoin": "doctor", "obstacle": "reading", "etape": "ou"})
    assert 'name="ou"' in third
    assert '<input type="hidden" name="obstacle" value="reading">' in third


def test_emergency_numbers_stand_above_every_page_of_it(client: Client) -> None:
    for said in ({}, {"besoin": "doctor"}, {"besoin": "rights", "etape": "ou"}):
        text = page(client, "/orientation/", said)
        assert text.index('href="tel:15"') < text.index("<h1")
        assert 'href="sms:114"' in text
    text = page(client, "/orientation/reponse/", {"besoin": "home", "commune": "78517"})
    assert text.index('href="tel:15"') < text.index("<h1")


def test_distress_has_all_the_numbers_first_and_leads_to_its_page(client: Client) -> None:
    text = page(client, "/orientation/reponse/", {"besoin": "distress", "commune": "78517"})
    assert text.index('href="tel:3114"') < text.index("<h1")
    assert 'href="/besoin-de-parler/"' in text


def test_no_question_is_clinical(client: Client) -> None:
    """Nobody can write anything but where they live."""
    for said in ({}, {"besoin": "doctor"}, {"besoin": "doctor", "etape": "ou"}):
        text = page(client, "/orientation/", said)
        main = text[text.index("<main") : text.index("</main>")]
        assert "<textarea" not in main
        assert main.count('type="text"') == (1 if "etape" in said else 0)


def test_the_answer_says_what_why_and_where(client: Client) -> None:
    near = an_entry("digital-skills", name="Espace numérique du Perray")
    answer = sent(client)
    assert answer.status_code == 302
    text = page(client, answer.url)
    assert "Espace numérique du Perray" in text
    assert f'href="/annuaire/{near.pk}/"' in text
    assert "Une personne dont c’est le métier vous montre" in text
    assert "expliquez-moi de vive voix" in text
    assert "min en voiture" in text


def test_nothing_is_kept_but_an_anonymous_row(client: Client) -> None:
    an_entry("digital-skills")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        sent(client)
    written = [each["sql"] for each in asked if each["sql"].startswith(("INSERT", "UPDATE"))]
    assert len(written) == 1
    assert 'INSERT INTO "referrals_asked"' in written[0]
    row = AskedRow.objects.get()
    assert (row.need, row.obstacles, row.commune) == ("digital", ["no-connection", "reading"], "78517")
    assert (row.found, row.day) == (1, timezone.localdate())
    assert {field.name for field in AskedRow._meta.fields} == {
        "id", "key", "day", "need", "obstacles", "commune", "found",
    }  # fmt: skip
    assert not Referral.objects.exists()


def test_what_is_not_found_is_counted_too(client: Client) -> None:
    sent(client)
    assert AskedRow.objects.get().found == 0


def test_a_search_counts_once_however_often_it_is_sent_or_read(client: Client) -> None:
    key = uuid4()
    answer = sent(client, key=key)
    sent(client, key=key)
    for _ in range(3):
        client.get(answer.url)
    client.get("/orientation/", SAID | {"ou": "Rambouillet"})
    assert AskedRow.objects.count() == 1


def test_programs_that_follow_links_count_nothing_and_find_no_answer(client: Client) -> None:
    answer = client.get("/orientation/reponse/", {"besoin": "doctor", "commune": "78517"})
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert not AskedRow.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"besoin": "fever", "commune": "78517"},
        {"besoin": "doctor"},
        {"besoin": "doctor", "commune": "99999"},
        {"besoin": "doctor", "commune": "<b>"},
    ],
)
def test_an_address_that_says_too_little_leads_to_the_questions(client: Client, said: dict) -> None:
    for path in ("/orientation/reponse/", "/orientation/reponse.pdf"):
        answer = client.get(path, said)
        assert (answer.status_code, answer.url) == (302, "/orientation/")


def test_a_commune_that_is_unknown_is_said_beside_the_field(client: Client) -> None:
    answer = sent(client, ou="Nulle-Part-sur-Rien")
    assert answer.status_code == 422
    assert "Nous ne connaissons pas cette commune" in answer.content.decode()
    assert not AskedRow.objects.exists()


def test_of_several_communes_one_is_chosen_without_losing_what_was_said(client: Client) -> None:
    answer = sent(client, ou="Saint-Martin")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert '<button class="choice" name="commune"' in text
    assert '<input type="hidden" name="obstacle" value="reading">' in text


def test_obstacles_that_do_not_exist_are_as_if_they_were_not_said(client: Client) -> None:
    sent(client, obstacle=["no-connection", "fever", "'; DROP"])
    assert AskedRow.objects.get().obstacles == ["no-connection"]


def test_the_bus_and_its_next_day(client: Client) -> None:
    a_place(kind="bus-stop", name="Bus santé, place de la Mairie", hours="We 09:00-12:00")
    text = page(client, "/orientation/reponse/", {"besoin": "doctor", "commune": "78517"})
    assert "Bus santé, place de la Mairie" in text
    assert "mercredi" in text.lower()


def test_steps_are_asked_for_where_they_are_an_obstacle(db) -> None:
    a_place(kind="bus-stop", name="Avec marches", step_free="no")
    a_place(kind="bus-stop", name="Sans marche")
    for obstacles, expected in (((), 2), (("steps",), 1)):
        found = answer_to(Asked("doctor", obstacles, "me", origin_of("78517")), now=NOW)
        step = next(each for each in found.steps if each.kind == "bus-stop")
        assert len(step.around) == expected


def test_a_place_stands_once(db) -> None:
    an_entry("digital-skills", "procedures", "internet-access", name="Médiathèque", kind="france-services")
    found = answer_to(Asked("health-online", ("no-equipment",), "me", origin_of("78517")), now=NOW)
    assert [each.name for step in found.steps for each in step.around].count("Médiathèque") == 1


def test_who_helps_somebody_is_offered_help_too(client: Client) -> None:
    an_entry("carers")
    said = {"besoin": "doctor", "commune": "78517"}
    assert "Un soutien pour qui aide un proche" in page(client, "/orientation/reponse/", said | {"pour": "other"})
    assert "Un soutien pour qui aide un proche" not in page(client, "/orientation/reponse/", said)


@pytest.mark.parametrize("more", [{}, {"billet": "1"}], ids=["in large type", "slip"])
def test_the_answer_prints(client: Client, more: dict) -> None:
    an_entry("digital-skills", name="Espace numérique")
    answer = client.get("/orientation/reponse.pdf", SAID | {"commune": "78517"} | more)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_only_who_may_refer_sees_the_buttons(client: Client, agent: User) -> None:
    an_entry("digital-skills")
    said = SAID | {"commune": "78517"}
    assert "Orienter vers ce lieu" not in page(client, "/orientation/reponse/", said)
    client.force_login(agent)
    assert "Orienter vers ce lieu" in page(client, "/orientation/reponse/", said)


@pytest.mark.parametrize("need", ["doctor", "health-online"])
def test_every_answer_is_found_in_a_bounded_number_of_queries(db, need: str) -> None:
    for number in range(4):
        an_entry("digital-skills", "doctor", "dentist", "nurse", kind="health-house", name=f"Maison {number}")
    asked = Asked(need, tuple(OBSTACLES), "other", origin_of("78517"))
    answer_to(asked, now=NOW + timedelta(hours=1))
    with CaptureQueriesContext(connection) as queries:
        answer_to(asked, now=NOW + timedelta(hours=1))
    assert len(queries) < 60


def test_english_is_whole(client: Client) -> None:
    text = page(client, "/en/orientation/reponse/", SAID | {"commune": "78517"})
    main = text[text.index("<main") : text.index("</main>")]
    for word in ("Vous", "vous", "Quelqu’un", "gratuit"):
        assert word not in main
