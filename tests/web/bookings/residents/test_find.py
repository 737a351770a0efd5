"""A resident looks for a moment: what for, where from, and what is said when there is none."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from maillage.web.bookings.queries.tickets import slot_of
from maillage.web.places.models import Closing, Place, Reason
from tests.web.given import NOW, a_mediator, a_place, a_reason, a_room

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
FIND = "/rendez-vous/"
TICKET = re.compile(r'href="/rendez-vous/reserver/([^/"]+)/')


def page(client: Client, path: str = FIND, *, status: int = 200, **asked: object) -> str:
    answer = client.get(path, asked)
    assert answer.status_code == status
    return answer.content.decode()


def tickets(text: str) -> list[str]:
    return TICKET.findall(text)


def test_one_begins_with_what_one_needs(client: Client, help_online: Reason) -> None:
    a_reason(title="Réservé aux agents", is_public=False)
    a_reason(title="Plus proposé", ended_at=NOW)
    text = page(client)
    assert "Aide en ligne" in text
    assert f'href="?motif={help_online.pk}"' in text
    assert "Réservé" not in text
    assert "Plus proposé" not in text


def test_without_any_reason_the_page_says_so(client: Client) -> None:
    assert "Aucun rendez-vous ne se prend en ligne" in page(client)


@pytest.mark.parametrize("where", ["Rambouillet", "78517", "48.64, 1.83"])
def test_from_where_one_lives_the_nearest_moments_are_links(client: Client, help_online: Reason, where: str) -> None:
    text = page(client, motif=help_online.pk, ou=where)
    first = slot_of(tickets(text)[0])
    # Monday half past ten: the notice of an hour leads to half past eleven.
    assert (first.starts_at - NOW, first.reason) == (timedelta(hours=1), help_online.pk)
    assert "Le plus tôt et le plus proche" in text
    assert re.search(r"environ \d+ min en voiture", text)
    assert "/?de=78517" in text


def test_soonest_and_closest_are_told_apart(client: Client, help_online: Reason, library: Place) -> None:
    Closing.objects.create(place=library, first_day=NOW.date(), last_day=NOW.date() + timedelta(days=3))
    epernon = a_place(name="France services", commune="28140", postcode="28230", lat=48.61, lon=1.67)
    a_room(epernon)
    a_mediator(epernon)
    text = page(client, motif=help_online.pk, ou="Rambouillet")
    soonest, closest = (slot_of(ticket) for ticket in tickets(text)[:2])
    assert (soonest.place, closest.place) == (epernon.pk, library.pk)
    assert soonest.starts_at < closest.starts_at
    assert text.index("Médiathèque</h3>") < text.index("France services</h3>")


def test_all_hours_of_one_place_two_weeks_at_a_time(client: Client, help_online: Reason, library: Place) -> None:
    text = page(client, motif=help_online.pk, lieu=library.pk)
    moments = [slot_of(ticket).starts_at for ticket in tickets(text)]
    assert moments == sorted(moments)
    assert moments[-1] - NOW > timedelta(days=11)
    later = re.search(r"des=(\d{4}-\d\d-\d\d)", text).group(1)
    assert later == f"{NOW.date() + timedelta(days=14)}"
    following = page(client, motif=help_online.pk, lieu=library.pk, des=later)
    assert slot_of(tickets(following)[0]).starts_at > moments[-1]


def test_no_page_leads_past_the_last_day_that_can_be_booked(
    client: Client, help_online: Reason, library: Place
) -> None:
    text = page(client, motif=help_online.pk, lieu=library.pk, des=f"{NOW.date() + timedelta(days=300)}")
    assert "Les jours suivants" not in text
    assert "Rien n’est libre" in text or tickets(text)


def test_a_place_that_is_not_for_residents_is_not_offered(client: Client, help_online: Reason, library: Place) -> None:
    Place.objects.update(is_public=False)
    assert tickets(page(client, motif=help_online.pk, ou="Rambouillet")) == []
    # As if the address named none.
    assert "Où habitez-vous" in page(client, motif=help_online.pk, lieu=library.pk)


def test_what_is_unknown_is_said_beside_the_field_and_kept(client: Client, help_online: Reason) -> None:
    text = page(client, motif=help_online.pk, ou="Xyzzyville", status=422)
    assert "Nous ne connaissons pas cette commune" in text
    assert 'value="Xyzzyville"' in text


def test_several_communes_of_one_name_are_asked_about(client: Client, help_online: Reason) -> None:
    text = page(client, motif=help_online.pk, ou="Saint-Denis")
    assert "Laquelle de ces communes" in text
    assert "commune=93066" in text


def test_nothing_near_says_so_and_offers_to_look_farther(client: Client, help_online: Reason) -> None:
    text = page(client, motif=help_online.pk, ou="Mantes-la-Jolie")
    assert "Aucun lieu n’est assez proche" in text
    assert "loin=1" in text
    assert "01 30 00 00 00" in text
    assert tickets(page(client, motif=help_online.pk, ou="Mantes-la-Jolie", loin="1"))
    assert "par ici" in page(client, motif=help_online.pk, ou="Marseille", loin="1")


def test_without_steps_and_nothing_says_that_it_is_the_steps(client: Client, help_online: Reason) -> None:
    text = page(client, motif=help_online.pk, ou="Rambouillet", acces="on")
    assert "Aucun lieu proche n’est sans marche" in text
    assert "Chercher sans cette condition" in text


def test_all_is_taken_leads_to_the_waiting_list_and_a_telephone(
    client: Client, help_online: Reason, library: Place
) -> None:
    Closing.objects.create(place=library, first_day=NOW.date(), last_day=NOW.date() + timedelta(days=90))
    text = page(client, motif=help_online.pk, ou="Rambouillet")
    assert "Tout est pris" in text
    assert f"/rendez-vous/attente/?motif={help_online.pk}&amp;ou=Rambouillet" in text
    assert "01 30 00 00 00" in text


@pytest.mark.parametrize(
    "asked",
    [
        {"motif": "x"},
        {"motif": "9" * 30},
        {"motif": "-1"},
        {"lieu": "0"},
        {"des": "2026-02-30"},
        {"commune": "99999"},
        {"commune": "'; --"},
        {"loin": "yes"},
        {"ou": "x" * 200, "commune": "78517"},
        {"ou": "\0", "commune": "78517"},
    ],
)
def test_whatever_stands_in_an_address_is_answered(client: Client, help_online: Reason, asked: dict) -> None:
    page(client, **{"motif": help_online.pk, "ou": "Rambouillet"} | asked)


def test_the_own_doctor_first_and_in_an_emergency_no_appointment(client: Client, help_online: Reason) -> None:
    afar = a_reason(title="Téléconsultation", profession="gp")
    assert "Vous avez un médecin traitant" in page(client, motif=afar.pk)
    assert "Vous avez un médecin traitant" not in page(client, motif=help_online.pk)
    for asked in ({}, {"motif": afar.pk}, {"motif": help_online.pk, "ou": "Rambouillet"}):
        text = page(client, **asked)
        assert all(f'"{line}"' in text for line in ("tel:15", "tel:112", "sms:114"))


def test_the_first_page_may_be_kept_and_what_is_free_is_not(client: Client, help_online: Reason) -> None:
    first = client.get(FIND)
    assert "public" in first.headers["Cache-Control"]
    assert not first.cookies
    found = client.get(FIND, {"motif": help_online.pk, "ou": "Rambouillet"})
    assert "no-store" in found.headers["Cache-Control"]
    assert not found.cookies


def test_only_where_one_is_asked_for_may_a_browser_say_where_one_is(client: Client, help_online: Reason) -> None:
    assert "geolocation=()" in client.get(FIND).headers["Permissions-Policy"]
    policy = client.get(FIND, {"motif": help_online.pk}).headers["Permissions-Policy"]
    assert "geolocation=(self)" in policy
    assert "camera=()" in policy


def test_in_english(client: Client, help_online: Reason) -> None:
    text = page(client, "/en/rendez-vous/", motif=help_online.pk, ou="Rambouillet")
    assert "Help online" in text
    assert "Today, Monday 2 March, 11:30" in text
