"""A link opens the page of one practitioner, for a time, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.web.accounts.models import User
from maillage.web.messages.models import Message
from maillage.web.partners.actions.links import NoAddressError, send_link
from maillage.web.partners.models.links import feed_token, find_by_feed, find_by_link, token_of
from maillage.web.partners.rules.links import OPEN_FOR, LinkError
from maillage.web.places.actions.practitioners import leave, renew_link
from maillage.web.places.models import Practitioner
from maillage.web.privacy.models import Entry

from ..given import NOW, a_practitioner
from .operator import Operator


def why(token: str, *, now=NOW, feed: bool = False) -> str:
    with pytest.raises(LinkError) as refused:
        find_by_feed(token) if feed else find_by_link(token, now=now)
    return refused.value.code


@pytest.fixture
def practitioner(operator: Operator) -> Practitioner:
    return operator.practitioner


def test_a_link_leads_to_its_practitioner_until_it_is_too_old(practitioner: Practitioner) -> None:
    a_practitioner()
    token = token_of(practitioner, now=NOW)
    assert find_by_link(token, now=NOW + OPEN_FOR - timedelta(seconds=1)) == practitioner
    assert why(token, now=NOW + OPEN_FOR) == "expired"
    assert find_by_link(token, now=NOW + OPEN_FOR, or_expired=True) == practitioner


def test_a_link_that_was_replaced_opens_nothing_and_its_calendar_neither(
    practitioner: Practitioner, agent: User, person
) -> None:
    link, calendar = token_of(practitioner, now=NOW), feed_token(practitioner)
    renew_link(practitioner=practitioner, by=person(role="administrator"), now=NOW)
    assert (why(link), why(calendar, feed=True)) == ("replaced", "replaced")
    with pytest.raises(LinkError):
        find_by_link(link, now=NOW, or_expired=True)


def test_who_left_has_no_page(practitioner: Practitioner, person) -> None:
    leave(practitioner=practitioner, by=person(role="administrator"), now=NOW)
    practitioner.refresh_from_db()
    assert why(token_of(practitioner, now=NOW)) == "left"


def test_the_address_of_a_calendar_is_no_link_and_a_link_no_calendar(practitioner: Practitioner) -> None:
    assert why(feed_token(practitioner)) == "forged"
    assert why(token_of(practitioner, now=NOW), feed=True) == "forged"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 200), bit=st.integers(0, 6))
def test_no_character_of_a_link_can_be_changed(practitioner: Practitioner, place: int, bit: int) -> None:
    token = token_of(practitioner, now=NOW)
    at = place % len(token)
    other = chr(ord(token[at]) ^ (1 << bit))
    assert why(token[:at] + other + token[at + 1 :]) == "forged"


@given(token=st.text(max_size=60))
def test_whatever_is_no_link_is_forged(token: str) -> None:
    assert why(token) == "forged"


def test_a_link_is_sent_once_in_a_quarter_of_an_hour_and_forgotten_once_it_left(
    practitioner: Practitioner, agent: User
) -> None:
    for minutes in (0, 5, 20):
        send_link(practitioner=practitioner, by=agent, now=NOW + timedelta(minutes=minutes))
    first, second = Message.objects.order_by("pk")
    assert (first.email, first.is_secret) == ("dr.lointain@exemple.fr", True)
    assert f"http://localhost:8000/partenaires/lien/{token_of(practitioner, now=NOW)}/" in first.text
    assert second.pk != first.pk
    assert Entry.objects.filter(verb="partners.link_sent").count() == 3


def test_who_has_no_address_is_sent_nothing(practitioner: Practitioner, agent: User) -> None:
    practitioner.email = ""
    with pytest.raises(NoAddressError):
        send_link(practitioner=practitioner, by=agent, now=NOW)
    assert not Message.objects.exists()


def test_the_page_of_a_link_that_does_not_open_says_why(client: Client, practitioner: Practitioner) -> None:
    now = timezone.now()
    forged = client.get("/partenaires/lien/rien/")
    assert (forged.status_code, "n’est pas l’un des nôtres" in forged.content.decode()) == (404, True)
    old = token_of(practitioner, now=now - OPEN_FOR - timedelta(days=1))
    expired = client.get(f"/partenaires/lien/{old}/")
    assert expired.status_code == 410
    assert "Recevoir un nouveau lien" in expired.content.decode()
    assert practitioner.name not in expired.content.decode()


def test_who_has_a_link_that_is_too_old_is_sent_a_new_one(client: Client, practitioner: Practitioner) -> None:
    old = token_of(practitioner, now=timezone.now() - OPEN_FOR - timedelta(days=1))
    answer = client.post(f"/en/partenaires/lien/{old}/nouveau/")
    assert answer.status_code == 200
    (message,) = Message.objects.all()
    assert (message.email, message.language) == (practitioner.email, "en")
    assert practitioner.email not in answer.content.decode()
    assert client.post("/partenaires/lien/rien/nouveau/").status_code == 404
