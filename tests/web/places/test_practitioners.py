"""Practitioners at the other end: what they publish and withdraw, and who may say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.actions import memberships
from maillage.web.accounts.models import User
from maillage.web.affected import StrandingError
from maillage.web.places.actions import practitioners
from maillage.web.places.models import Availability, Practitioner
from maillage.web.privacy.models import Entry

from ..conftest import NOW
from ..given import a_place, a_practitioner, an_organisation, available

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Standing:
    code: str
    starts_at: datetime
    ends_at: datetime
    address: str = "/agenda/"


standing: list[Standing] = []


def pretend(*, kind: str, number: int, since: datetime, until: datetime | None = None) -> list[Standing]:
    return [each for each in standing if each.ends_at > since]


@pytest.fixture(autouse=True)
def appointments(settings) -> list[Standing]:
    settings.AFFECTED = [f"{__name__}.pretend"]
    standing.clear()
    return standing


@pytest.fixture
def manager(person: Callable[..., User]) -> User:
    return person("manager")


@pytest.fixture
def as_manager(client: Client, manager: User) -> Client:
    client.force_login(manager)
    return client


def spans_of(practitioner: Practitioner) -> list[tuple[datetime, datetime]]:
    return list(practitioner.availabilities.order_by("starts_at").values_list("starts_at", "ends_at"))


def test_what_overlaps_is_one_and_what_a_partner_sent_is_left_alone(manager: User) -> None:
    gp = a_practitioner()
    sent = available(gp, NOW, NOW + HOUR, key="abc")
    for start, end in ((0, 2), (5, 6), (2, 3), (1, 2)):
        practitioners.publish(practitioner=gp, spans=[(NOW + start * HOUR, NOW + end * HOUR)], by=manager, now=NOW)
    typed = list(gp.availabilities.filter(key="").order_by("starts_at").values_list("starts_at", "ends_at"))
    assert typed == [(NOW, NOW + 3 * HOUR), (NOW + 5 * HOUR, NOW + 6 * HOUR)]
    assert Availability.objects.filter(pk=sent.pk).exists()


def test_appointments_are_not_stranded_unseen(manager: User, appointments: list[Standing]) -> None:
    gp = a_practitioner()
    long, short = available(gp, NOW, NOW + 4 * HOUR), available(gp, NOW + HOUR, NOW + 2 * HOUR, key="abc")
    appointments += [
        Standing("ABCD", NOW + HOUR, NOW + 2 * HOUR),
        Standing("EFGH", NOW + 3 * HOUR, NOW + 4 * HOUR),
    ]
    who = {"by": manager, "now": NOW}
    practitioners.withdraw(practitioner=gp, availabilities=[short], **who)
    with pytest.raises(StrandingError) as refused:
        practitioners.withdraw(practitioner=gp, availabilities=[long], **who, despite=1)
    assert [each.code for each in refused.value.appointments] == ["ABCD", "EFGH"]
    assert spans_of(gp) == [(NOW, NOW + 4 * HOUR)]
    with pytest.raises(StrandingError):
        practitioners.leave(practitioner=gp, **who)
    practitioners.withdraw(practitioner=gp, availabilities=[long], **who, despite=2)
    assert spans_of(gp) == []


def test_who_leaves_is_reached_no_more_and_their_link_is_dead(manager: User) -> None:
    gp = a_practitioner()
    available(gp, NOW - HOUR, NOW + HOUR)
    available(gp, NOW + 2 * HOUR, NOW + 3 * HOUR)
    practitioners.leave(practitioner=gp, by=manager, now=NOW)
    gp.refresh_from_db()
    assert spans_of(gp) == [(NOW - HOUR, NOW)]
    assert (gp.left_at, gp.link_number) == (NOW, 2)
    practitioners.renew_link(practitioner=gp, by=manager, now=NOW)
    gp.refresh_from_db()
    assert gp.link_number == 3
    told = Entry.objects.filter(subject=f"places.practitioner {gp.pk}").order_by("number")
    assert [each.verb for each in told] == ["places.practitioner_left", "places.link_renewed"]


def test_only_who_keeps_the_organisation_writes(person: Callable[..., User]) -> None:
    gp = a_practitioner()
    boss, own, other = person("administrator"), person(), person()
    for somebody, organisation in ((own, gp.organisation), (other, an_organisation())):
        memberships.give(person=somebody, organisation=organisation, role="manager", by=boss, now=timezone.now())
    span = [(NOW, NOW + HOUR)]
    practitioners.publish(practitioner=gp, spans=span, by=own, now=NOW)
    for somebody in (other, person("agent")):
        with pytest.raises(PermissionDenied):
            practitioners.publish(practitioner=gp, spans=span, by=somebody, now=NOW)


def test_the_pages_of_practitioners(as_manager: Client, appointments: list[Standing]) -> None:
    operator, place = an_organisation(kind="operator"), a_place()
    said = {"name": "Roulement A", "profession": "gp", "organisation": operator.pk, "email": "", "places": [place.pk]}
    answer = as_manager.post("/equipes/professionnels/ajouter/", said)
    made = Practitioner.objects.get()
    assert list(made.places.all()) == [place]
    assert answer.url == f"/equipes/professionnels/{made.pk}/"
    assert "aucune disponibilité" in as_manager.get("/equipes/professionnels/").content.decode()
    correct = f"/equipes/professionnels/{made.pk}/corriger/"
    assert as_manager.post(correct, said | {"places": []}).status_code == 302
    assert not made.places.exists()
    assert as_manager.post(correct, said | {"email": "nowhere"}).status_code == 422
    today = timezone.localdate()
    days = {"first_day": (today + timedelta(days=1)).isoformat(), "last_day": (today + timedelta(days=14)).isoformat()}
    pattern = days | {"begins": "09:00", "ends": "12:00", "weekdays": ["0", "1", "2", "3", "4", "5", "6"]}
    publish = f"/equipes/professionnels/{made.pk}/publier/"
    assert as_manager.post(publish, pattern | {"on_holidays": "on"}).status_code == 302
    assert made.availabilities.count() == 14
    first = made.availabilities.order_by("starts_at").first()
    appointments.append(Standing("ABCD", first.starts_at, first.ends_at))
    withdraw = f"/equipes/professionnels/{made.pk}/retirer/"
    assert as_manager.post(withdraw).status_code == 422
    asked = as_manager.post(withdraw, {"availabilities": [first.pk]})
    assert asked.status_code == 409
    assert f'name="availabilities" value="{first.pk}"' in asked.content.decode()
    assert as_manager.post(withdraw, {"availabilities": [first.pk], "despite": "1"}).status_code == 302
    assert made.availabilities.count() == 13
    appointments.clear()
    assert as_manager.post(f"/equipes/professionnels/{made.pk}/lien/").status_code == 302
    assert as_manager.post(f"/equipes/professionnels/{made.pk}/depart/").status_code == 302
    assert "1 personne partie" in as_manager.get("/equipes/professionnels/").content.decode()
    assert as_manager.post(f"/equipes/professionnels/{made.pk}/retour/").status_code == 302
    assert "Publier des disponibilités" in as_manager.get(f"/equipes/professionnels/{made.pk}/").content.decode()


def test_places_of_others_stay_when_a_card_is_corrected(client: Client, person: Callable[..., User]) -> None:
    mine, theirs, gp = a_place(), a_place(), a_practitioner()
    gp.places.set([mine, theirs])
    boss, somebody = person("administrator"), person()
    for organisation in (gp.organisation, mine.organisation):
        memberships.give(person=somebody, organisation=organisation, role="manager", by=boss, now=timezone.now())
    client.force_login(somebody)
    said = {"name": "Roulement A", "profession": "gp", "organisation": gp.organisation.pk, "email": "", "places": []}
    assert client.post(f"/equipes/professionnels/{gp.pk}/corriger/", said).status_code == 302
    assert list(gp.places.all()) == [theirs]


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"begins": "12:00", "ends": "09:00"}, "ends", "L’heure de fin doit suivre l’heure de début."),
        ({"days": -1}, "first_day", "Ce jour est passé."),
        ({"until": 14}, "weekdays", "Cochez au moins un jour de la semaine."),
        ({"until": 900}, "last_day", "C’est à plus d’un an : choisissez un jour plus proche."),
        ({"until": -3}, "last_day", "Ce jour est avant le premier."),
    ],
)
def test_what_is_wrong_with_an_availability_is_said_beside_its_field(
    as_manager: Client, said: dict, field: str, words: str
) -> None:
    gp = a_practitioner()
    first = timezone.localdate() + timedelta(days=said.pop("days", 1))
    last = {"last_day": (first + timedelta(days=said.pop("until"))).isoformat()} if "until" in said else {}
    form = {"begins": "09:00", "ends": "12:00", "first_day": first.isoformat()} | last | said
    answer = as_manager.post(f"/equipes/professionnels/{gp.pk}/publier/", form)
    assert answer.status_code == 422
    assert words in answer.context["add"].errors[field]
    assert not gp.availabilities.exists()
