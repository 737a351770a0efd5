"""Who connects software: of their own organisation, shown its secrets once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.actions.memberships import give
from maillage.web.accounts.models import Organisation
from maillage.web.partners.actions.keys import enter
from maillage.web.partners.models import ApiKey
from maillage.web.privacy.models import Entry
from maillage.web.webhooks.actions import endpoints, sources
from maillage.web.webhooks.models import Delivery, Endpoint, Source

from ..given import NOW, an_organisation

HERE = "/administration/applications/"


@pytest.fixture
def organisation(db) -> Organisation:
    return an_organisation(name="CCAS de Rambouillet")


@pytest.fixture
def manager(client: Client, organisation: Organisation, person) -> Client:
    """Keeps the places of one organisation."""
    somebody = person()
    give(person=somebody, organisation=organisation, role="manager", place="", by=None, now=NOW)
    client.force_login(somebody)
    return client


def an_endpoint(organisation: Organisation, by) -> Endpoint:
    return endpoints.add(
        organisation=organisation,
        address="https://partenaire.example/hooks",
        contact="astreinte@partenaire.example",
        events=["appointment.booked"],
        by=by,
        now=NOW,
    )


def test_a_key_is_made_shown_once_and_revoked(manager: Client, organisation: Organisation) -> None:
    said = {"organisation": organisation.pk, "name": "Agenda", "scopes": ["appointments.read"], "days": "366"}
    shown = manager.post(HERE + "cles/", said).content.decode()
    (token,) = re.findall(r"mlg_\w{8}_[\w-]{43}", shown)
    key = enter(token=token, now=timezone.now())
    assert (key.organisation, key.scopes) == (organisation, ["appointments.read"])
    assert timedelta(days=365) < key.expires_at - timezone.now() < timedelta(days=367)
    listed = manager.get(HERE).content.decode()
    assert key.prefix in listed
    assert token not in listed
    manager.post(f"{HERE}cles/{key.pk}/revoquer/")
    assert enter(token=token, now=timezone.now()) is None
    assert key.prefix not in manager.get(HERE).content.decode()
    assert {"partners.key_made", "partners.key_revoked"} <= set(Entry.objects.values_list("verb", flat=True))


@pytest.mark.parametrize("wrong", [{"scopes": []}, {"name": ""}, {"days": "9999"}, {"scopes": ["everything"]}])
def test_a_key_that_opens_nothing_or_lasts_for_ever_is_not_made(
    manager: Client, organisation: Organisation, wrong: dict
) -> None:
    said = {"organisation": organisation.pk, "name": "Agenda", "scopes": ["appointments.read"], "days": "366"}
    assert manager.post(HERE + "cles/", said | wrong).status_code == 422
    assert not ApiKey.objects.exists()


def test_software_is_told_from_its_page(manager: Client, organisation: Organisation) -> None:
    said = {
        "organisation": organisation.pk,
        "address": "https://partenaire.example/hooks",
        "contact": "astreinte@partenaire.example",
        "events": ["appointment.booked", "device.down"],
    }
    shown = manager.post(HERE + "prevenir/", said).content.decode()
    endpoint = Endpoint.objects.get()
    assert endpoint.secret in shown
    page = f"{HERE}prevenir/{endpoint.pk}/"
    assert endpoint.secret not in manager.get(page).content.decode()
    for act, state in (("try", "active"), ("suspend", "suspended"), ("resume", "active")):
        assert manager.post(f"{page}{act}/").status_code == 302
        endpoint.refresh_from_db()
        assert endpoint.state == state
    assert [each.event for each in endpoint.deliveries.all()] == ["ping"]
    assert manager.post(f"{page}nothing/").status_code == 404
    first = endpoint.secret
    renewed = manager.post(f"{page}secret/").content.decode()
    endpoint.refresh_from_db()
    assert (endpoint.secret in renewed, endpoint.former_secret, first in renewed) == (True, first, False)
    manager.post(page, said | {"address": "https://partenaire.example/other", "events": ["device.down"]})
    endpoint.refresh_from_db()
    assert (endpoint.address, endpoint.events) == ("https://partenaire.example/other", ["device.down"])
    assert manager.post(page, said | {"address": "http://10.0.0.1/"}).status_code == 422
    manager.post(f"{page}retirer/")
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"address": "http://partenaire.example/"}, "doit commencer par https://"),
        ({"address": "https://127.0.0.1/"}, "pas le nom d’une machine de l’internet public"),
        ({"address": "https://[::1]/"}, "pas le nom d’une machine de l’internet public"),
        ({"address": "https://169.254.169.254/latest/"}, "pas le nom d’une machine de l’internet public"),
        ({"address": "https://moi:secret@partenaire.example/"}, "un nom ou un mot de passe"),
        ({"events": []}, "Ce champ est obligatoire."),
        ({"events": ["ping"]}, "ping"),
        ({"contact": "nobody"}, "valide"),
    ],
)
def test_what_cannot_be_told_is_refused_beside_its_field(
    manager: Client, organisation: Organisation, wrong: dict, told: str
) -> None:
    said = {
        "organisation": organisation.pk,
        "address": "https://partenaire.example/hooks",
        "contact": "astreinte@partenaire.example",
        "events": ["appointment.booked"],
    }
    answer = manager.post(HERE + "prevenir/", said | wrong)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert not Endpoint.objects.exists()


def test_the_same_software_is_not_told_twice(manager: Client, organisation: Organisation, agent) -> None:
    an_endpoint(organisation, agent)
    said = {
        "organisation": organisation.pk,
        "address": "https://partenaire.example/hooks",
        "contact": "astreinte@partenaire.example",
        "events": ["appointment.booked"],
    }
    answer = manager.post(HERE + "prevenir/", said)
    assert (answer.status_code, "est déjà prévenue à cette adresse" in answer.content.decode()) == (422, True)


def test_what_was_told_is_listed_and_sent_again(manager: Client, organisation: Organisation, agent) -> None:
    endpoint = an_endpoint(organisation, agent)
    said = {"event": "appointment.booked", "key": "1", "body": "{}", "told_at": NOW, "due_at": NOW}
    ended = Delivery.objects.create(endpoint=endpoint, state="given-up", status=500, ended_at=NOW, **said)
    page = f"{HERE}prevenir/{endpoint.pk}/"
    text = manager.get(page).content.decode()
    assert ("Abandonné" in text, "500" in text) == (True, True)
    manager.post(f"{page}evenements/{ended.pk}/")
    number = ended.number
    ended.refresh_from_db()
    assert (ended.state, ended.attempts, ended.number) == ("waiting", 0, number)
    assert manager.post(f"{page}evenements/999999/").status_code == 404


def test_software_is_heard_from_its_page(manager: Client, organisation: Organisation) -> None:
    shown = manager.post(HERE + "entendre/", {"organisation": organisation.pk, "name": "Supervision"}).content.decode()
    source = Source.objects.get()
    assert source.secret in shown
    assert f"http://localhost:8000/api/v1/partner/sources/{source.number}/events" in shown
    renewed = manager.post(f"{HERE}entendre/{source.pk}/secret/").content.decode()
    assert source.secret not in renewed
    manager.post(f"{HERE}entendre/{source.pk}/retirer/")
    assert "Supervision" not in manager.get(HERE).content.decode()
    assert manager.post(f"{HERE}entendre/{source.pk}/secret/").status_code == 404


def test_software_of_other_organisations_is_not_there(manager: Client, agent) -> None:
    other = an_organisation(name="Autre")
    endpoint, source = an_endpoint(other, agent), sources.add(organisation=other, name="S", by=agent, now=NOW)
    assert "Autre" not in manager.get(HERE).content.decode()
    for path in (f"prevenir/{endpoint.pk}/", f"prevenir/{endpoint.pk}/suspend/", f"entendre/{source.pk}/secret/"):
        assert manager.post(HERE + path).status_code == 404
    said = {"organisation": other.pk, "name": "Agenda", "scopes": ["appointments.read"], "days": "366"}
    assert manager.post(HERE + "cles/", said).status_code == 422
    assert not ApiKey.objects.exists()


def test_who_runs_the_platform_connects_software_of_all(
    client: Client, organisation: Organisation, person, agent
) -> None:
    client.force_login(person(role="administrator"))
    an_endpoint(organisation, agent)
    assert organisation.name in client.get(HERE).content.decode()
