"""Mediators: their hours, absences and leaving; who may write them; whom a change would strand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.actions import memberships
from maillage.web.accounts.models import User
from maillage.web.affected import StrandingError
from maillage.web.places.actions import hours, mediators
from maillage.web.places.models import Absence, Mediator, Place, WorkingHours
from maillage.web.places.queries.weeks import week_of
from maillage.web.privacy.models import Entry

from ..conftest import NOW
from ..given import a_mediator, a_place, at_work

MONDAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Standing:
    code: str
    starts_at: datetime
    ends_at: datetime
    address: str = "/agenda/"


# What the platform would answer for appointments: the function that the setting names.
standing: list[Standing] = []


def pretend(*, kind: str, number: int, since: datetime, until: datetime | None = None) -> list[Standing]:
    return [each for each in standing if each.ends_at > since and (until is None or each.starts_at < until)]


@pytest.fixture(autouse=True)
def appointments(settings) -> list[Standing]:
    settings.AFFECTED = [f"{__name__}.pretend"]
    standing.clear()
    return standing


@pytest.fixture
def place(db) -> Place:
    return a_place(name="Médiathèque de Trappes")


@pytest.fixture
def manager(person: Callable[..., User]) -> User:
    return person("manager", name="Inès Moreau")


@pytest.fixture
def as_manager(client: Client, manager: User) -> Client:
    client.force_login(manager)
    return client


def manager_of(place: Place, person: Callable[..., User]) -> User:
    """Of the place's organisation, and of no other."""
    somebody, boss = person(), person("administrator")
    memberships.give(person=somebody, organisation=place.organisation, role="manager", by=boss, now=timezone.now())
    return somebody


def told() -> list[str]:
    return [each.verb for each in Entry.objects.filter(verb__startswith="places.").order_by("number")]


MORNING = {"begins": time(9), "ends": time(12), "first_day": MONDAY}


def test_a_person_enters_the_team_gets_hours_and_leaves(manager: User, place: Place) -> None:
    who = {"by": manager, "now": NOW}
    said = {"organisation": place.organisation, "person": None, "phone": "", "contract_hours": None, "since": MONDAY}
    made = mediators.enter(name="Anne Petit", **said, **who)
    hours.add(mediator=made, place=place, weekdays=[0, 2], **MORNING, **who)
    hours.add(mediator=made, place=place, weekdays=[4], **MORNING | {"first_day": date(2026, 9, 1)}, **who)
    mediators.leave(mediator=made, last_day=date(2026, 6, 30), **who)
    assert list(made.working_hours.values_list("weekday", "last_day")) == [
        (0, date(2026, 6, 30)),
        (2, date(2026, 6, 30)),
    ]
    made.refresh_from_db()
    assert made.left_at is None, "still there until then"
    mediators.leave(mediator=made, last_day=MONDAY, **who)
    made.refresh_from_db()
    assert made.left_at == NOW
    mediators.rejoin(mediator=made, **who)
    made.refresh_from_db()
    assert made.left_at is None
    assert told() == [
        "places.mediator_entered",
        "places.hours_added",
        "places.hours_added",
        "places.mediator_left",
        "places.mediator_left",
        "places.mediator_rejoined",
    ]


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        ({"begins": time(11), "ends": time(13)}, True),
        ({"begins": time(12), "ends": time(13)}, False),
        ({"weekdays": [1]}, False),
        ({"first_day": date(2027, 1, 1)}, True),
        ({"first_day": date(2025, 1, 1), "last_day": date(2026, 3, 1)}, False),
    ],
)
def test_nobody_is_at_two_places_at_once(manager: User, place: Place, other: dict, overlaps: bool) -> None:
    mediator = a_mediator(organisation=place.organisation)
    known = {"mediator": mediator, "weekdays": [0], "by": manager, "now": NOW} | MORNING
    hours.add(**known, place=place)
    elsewhere = known | {"place": a_place()} | other
    if overlaps:
        with pytest.raises(hours.OverlapError):
            hours.add(**elsewhere)
        assert mediator.working_hours.count() == 1
    else:
        hours.add(**elsewhere)


def test_even_and_odd_weeks_do_not_meet(manager: User, place: Place) -> None:
    known = {
        "mediator": a_mediator(organisation=place.organisation),
        "weekdays": [0],
        "by": manager,
        "now": NOW,
    } | MORNING
    hours.add(**known, place=place, weeks="even")
    hours.add(**known, place=a_place(), weeks="odd")
    with pytest.raises(hours.OverlapError):
        hours.add(**known, place=place)


def test_hours_that_end_stay_known(manager: User, place: Place) -> None:
    mediator = a_mediator(organisation=place.organisation)
    old, new = at_work(mediator, place), at_work(mediator, place, weekday=1, first_day=date(2026, 3, 3))
    for line in (old, new):
        hours.end(line=line, by=manager, now=NOW)
    assert list(mediator.working_hours.values_list("pk", "last_day")) == [(old.pk, date(2026, 3, 1))]


def test_appointments_are_not_stranded_unseen(manager: User, place: Place, appointments: list[Standing]) -> None:
    mediator = a_mediator(organisation=place.organisation)
    line = at_work(mediator, place)
    at_work(mediator, place, weekday=1)
    next_monday = datetime(2026, 3, 9, 9, tzinfo=UTC)
    appointments.append(Standing("ABCD", next_monday, next_monday + timedelta(minutes=35)))
    # On a Tuesday, in hours that stay.
    appointments.append(Standing("EFGH", next_monday + timedelta(days=1), next_monday + timedelta(days=1, minutes=35)))
    with pytest.raises(StrandingError) as refused:
        hours.end(line=line, by=manager, now=NOW)
    assert [each.code for each in refused.value.appointments] == ["ABCD"]
    assert WorkingHours.objects.get(pk=line.pk).last_day is None
    assert told() == []
    with pytest.raises(StrandingError):
        hours.be_away(
            mediator=mediator, starts_at=next_monday, ends_at=next_monday + timedelta(hours=2), by=manager, now=NOW
        )
    with pytest.raises(StrandingError):
        mediators.leave(mediator=mediator, last_day=MONDAY, by=manager, now=NOW, despite=1)
    hours.end(line=line, by=manager, now=NOW, despite=1)
    assert WorkingHours.objects.get(pk=line.pk).last_day == date(2026, 3, 1)


def test_only_who_keeps_the_team_writes_it(person: Callable[..., User], place: Place) -> None:
    mediator = a_mediator(place)
    own, stranger = manager_of(place, person), manager_of(a_place(), person)
    known = {"mediator": mediator, "weekdays": [6], "place": place, "now": NOW} | MORNING
    for who in (stranger, person("agent"), person()):
        with pytest.raises(PermissionDenied):
            hours.add(**known, by=who)
    hours.add(**known, by=own)
    with pytest.raises(PermissionDenied):
        hours.add(**known | {"place": a_place(), "weekdays": [5]}, by=own)


def test_a_mediator_enters_their_own_absence_and_nobody_elses(person: Callable[..., User], place: Place) -> None:
    somebody = person("mediator")
    mine, other = a_mediator(place, person=somebody), a_mediator(place)
    span = {"starts_at": NOW, "ends_at": NOW + timedelta(days=2)}
    made = hours.be_away(mediator=mine, **span, by=somebody, now=NOW)
    with pytest.raises(hours.OverlapError):
        hours.be_away(mediator=mine, **span, by=somebody, now=NOW)
    with pytest.raises(PermissionDenied):
        hours.be_away(mediator=other, **span, by=somebody, now=NOW)
    hours.come_back(absence=made, by=somebody, now=NOW)
    assert not Absence.objects.exists()
    assert told() == ["places.absence_entered", "places.absence_removed"]


def test_a_week_as_it_is_drawn(place: Place) -> None:
    mediator = a_mediator(place, contract_hours=30)
    far = a_place(name="Mairie de Houdan", lat=48.79, lon=1.60)
    WorkingHours.objects.filter(mediator=mediator, weekday=2, begins=time(14)).update(place=far, begins=time(12, 10))
    # Easter Monday.
    week = week_of(mediator, date(2026, 4, 6))
    assert week.days[0].is_holiday
    assert not week.days[0].bars
    assert [bar.hours for bar in week.days[1].bars] == ["09:00–12:00", "14:00–17:00"]
    assert [bar.tone for bar in week.days[2].bars] == [0, 1]
    assert [place.name for _tone, place in week.places] == [place.name, far.name]
    sentences = " ".join(week.warnings)
    assert "Mercredi 8 avril : 10 min pour aller d’un lieu à l’autre" in sentences
    assert "pour un contrat de 30 h" in sentences


def test_whoever_expects_and_waits_for_appointments_learns_of_a_change(
    manager: User, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed = []
    for module in (hours, mediators):
        monkeypatch.setattr(module, "follow_change", lambda *, places, now: followed.append(set(places)))
    mediator = a_mediator(organisation=place.organisation)
    who = {"by": manager, "now": NOW}
    (line,) = hours.add(mediator=mediator, place=place, weekdays=[0], **MORNING, **who)
    absence = hours.be_away(mediator=mediator, starts_at=NOW, ends_at=NOW + timedelta(days=1), **who)
    hours.come_back(absence=absence, **who)
    hours.end(line=line, **who)
    at_work(mediator, place)
    mediators.leave(mediator=mediator, last_day=MONDAY, **who)
    assert followed == [{place.pk}] * 5


# --- Pages ------------------------------------------------------------------------------------------------------
def hours_said(place: Place, **more: object) -> dict:
    return {
        "weekdays": ["0", "1"], "begins": "09:00", "ends": "12:00", "place": place.pk, "weeks": "every",
        "first_day": "2026-03-02", "last_day": "",
    } | more  # fmt: skip


def test_the_pages_of_a_team(as_manager: Client, place: Place) -> None:
    form = {
        "name": "Anne Petit",
        "organisation": place.organisation.pk,
        "phone": "01 99 00 12 34",
        "since": "2026-03-02",
    }
    answer = as_manager.post("/equipes/mediation/ajouter/", form | {"contract_hours": "17,5"})
    made = Mediator.objects.get()
    assert answer.url == f"/equipes/mediation/{made.pk}/"
    assert (made.phone, made.contract_hours) == ("+33199001234", 17.5)
    answer = as_manager.post(f"/equipes/mediation/{made.pk}/horaires/", hours_said(place), follow=True)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "09:00–12:00" in page
    assert "Médiathèque de Trappes" in page
    assert "Anne Petit" in as_manager.get("/equipes/").content.decode()
    assert as_manager.get(f"/equipes/mediation/{made.pk}/corriger/").status_code == 200
    for asked in ("2026-12-28", "0001-01-01", "nothing", "9999-12-31"):
        assert as_manager.get(f"/equipes/mediation/{made.pk}/?semaine={asked}").status_code == 200


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"begins": "12:00", "ends": "09:00"}, "ends", "L’heure de fin doit suivre l’heure de début."),
        ({"weekdays": []}, "weekdays", "Cochez au moins un jour."),
        ({"last_day": "2026-01-01"}, "last_day", "Ce jour est avant le premier."),
        ({"begins": "11:00", "ends": "13:00"}, "begins", "Chevauche lundi de 09:00 à 12:00, Médiathèque de Trappes."),
        ({"begins": "25:00"}, "begins", "Saisissez une heure valide."),
        ({"last_day": "9999-12-31"}, "last_day", "Choisissez un jour entre 2000 et 2099."),
    ],
)
def test_what_is_wrong_with_hours_is_said_beside_the_field(
    as_manager: Client, place: Place, more: dict, field: str, words: str
) -> None:
    mediator = a_mediator(organisation=place.organisation)
    at_work(mediator, place)
    answer = as_manager.post(f"/equipes/mediation/{mediator.pk}/horaires/", hours_said(place, **more))
    assert answer.status_code == 422
    assert words in answer.context["hours"].errors[field]
    assert mediator.working_hours.count() == 1


def test_a_page_names_the_appointments_before_they_are_stranded(
    as_manager: Client, place: Place, appointments: list[Standing]
) -> None:
    mediator = a_mediator(organisation=place.organisation)
    line = at_work(mediator, place, weekday=timezone.localdate().weekday())
    start = timezone.localtime().replace(hour=10, minute=0) + timedelta(days=14)
    appointments.append(Standing("ABCD", start, start + timedelta(minutes=30)))
    answer = as_manager.post(f"/equipes/horaires/{line.pk}/retirer/")
    assert answer.status_code == 409
    assert "ABCD" in answer.content.decode()
    assert WorkingHours.objects.get(pk=line.pk).last_day is None
    answer = as_manager.post(f"/equipes/horaires/{line.pk}/retirer/", {"despite": "1"})
    assert answer.status_code == 302
    assert WorkingHours.objects.get(pk=line.pk).last_day is not None


def test_a_team_of_another_organisation_is_not_found(client: Client, person: Callable[..., User], place: Place) -> None:
    theirs = a_mediator(place)
    client.force_login(manager_of(a_place(), person))
    assert client.get(f"/equipes/mediation/{theirs.pk}/").status_code == 404
    assert client.post(f"/equipes/mediation/{theirs.pk}/horaires/", hours_said(place)).status_code == 404
    assert theirs.name not in client.get("/equipes/").content.decode()


def test_a_mediator_finds_their_own_page(client: Client, person: Callable[..., User]) -> None:
    somebody = person("mediator")
    mine = a_mediator(a_place(), person=somebody)
    client.force_login(somebody)
    assert "Ma semaine et mes absences" in client.get("/equipes/").content.decode()
    page = client.get(f"/equipes/mediation/{mine.pk}/").content.decode()
    assert "Noter l’absence" in page
    assert "Ajouter ces horaires" not in page
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    said = {"first_day": day, "last_day": day}
    assert client.post(f"/equipes/mediation/{mine.pk}/absences/", said).status_code == 302
    absence = Absence.objects.get()
    assert absence.ends_at - absence.starts_at >= timedelta(hours=23)
    wrong = {"first_day": day, "last_day": day, "begins": "14:00", "ends": "09:00"}
    assert client.post(f"/equipes/mediation/{mine.pk}/absences/", wrong).status_code == 422
    assert client.post(f"/equipes/absences/{absence.pk}/retirer/").status_code == 302


def test_an_account_is_one_mediator(as_manager: Client, manager: User, place: Place) -> None:
    mine, other = a_mediator(place, person=manager), a_mediator(place)
    for mediator, offered in ((mine, True), (other, False)):
        page = as_manager.get(f"/equipes/mediation/{mediator.pk}/corriger/").content.decode()
        assert (manager.name in page.partition('name="person"')[2].partition("</select>")[0]) == offered


def test_leaving_and_coming_back(as_manager: Client, place: Place) -> None:
    mediator = a_mediator(organisation=place.organisation)
    today = timezone.localdate().isoformat()
    assert as_manager.post(f"/equipes/mediation/{mediator.pk}/depart/", {"last_day": ""}).status_code == 422
    assert as_manager.post(f"/equipes/mediation/{mediator.pk}/depart/", {"last_day": today}).status_code == 302
    assert "1 personne partie" in as_manager.get("/equipes/").content.decode()
    assert "Remettre dans l’équipe" in as_manager.get(f"/equipes/mediation/{mediator.pk}/").content.decode()
    assert as_manager.post(f"/equipes/mediation/{mediator.pk}/retour/").status_code == 302
    assert "Ajouter ces horaires" in as_manager.get(f"/equipes/mediation/{mediator.pk}/").content.decode()


def roster(*duties: dict) -> SimpleUploadedFile:
    return SimpleUploadedFile("hours.json", json.dumps({"duties": list(duties)}).encode())


DUTY = {
    "mediator": "Anne Petit",
    "week": 1,
    "day": "Tu",
    "site": "MÉDIATHÈQUE de Trappes",
    "from": "09:00",
    "until": "12:00",
}


def next_monday() -> date:
    today = timezone.localdate()
    return today + timedelta(days=14 - today.weekday())


def test_a_computed_roster_becomes_the_working_weeks(as_manager: Client, place: Place) -> None:
    anne = a_mediator(organisation=place.organisation, name="Anne Petit")
    before, monday = at_work(anne, place), next_monday()
    said = {"file": roster(DUTY, DUTY | {"week": 2, "day": "Th"}), "first_day": monday.isoformat()}
    assert as_manager.post("/equipes/mediation/reprendre/", said).status_code == 302
    before.refresh_from_db()
    assert before.last_day == monday - timedelta(days=1)
    lines = list(anne.working_hours.filter(first_day=monday).values_list("weekday", "weeks", "place"))
    first, second = ("even", "odd") if monday.isocalendar().week % 2 == 0 else ("odd", "even")
    assert lines == [(1, first, place.pk), (3, second, place.pk)]
    assert told() == ["places.roster_taken_over"]


def test_a_roster_that_does_not_fit_changes_nothing_and_says_each_line(as_manager: Client, place: Place) -> None:
    anne = a_mediator(organisation=place.organisation, name="Anne Petit")
    said = {
        "file": roster(DUTY, DUTY | {"mediator": "Bakari"}, DUTY | {"site": "Ailleurs"}, DUTY),
        "first_day": next_monday().isoformat(),
    }
    answer = as_manager.post("/equipes/mediation/reprendre/", said)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == [
        "Ligne 2 : « Bakari » n’est pas dans l’équipe",
        "Ligne 3 : « Ailleurs » n’est pas un de vos lieux",
        "Ligne 4 : « Anne Petit » serait à deux endroits à la fois",
    ]
    assert not anne.working_hours.exists()
    for day, words in (("2026-03-10", "Ce jour n’est pas un lundi."), ("2026-03-09", "Ce jour est passé.")):
        answer = as_manager.post("/equipes/mediation/reprendre/", {"file": roster(DUTY), "first_day": day})
        assert answer.context["form"].errors["first_day"] == [words]
    a_mediator(organisation=place.organisation, name="anne  petit")
    answer = as_manager.post(
        "/equipes/mediation/reprendre/", {"file": roster(DUTY), "first_day": next_monday().isoformat()}
    )
    assert "plusieurs ont le nom « Anne Petit »" in answer.context["form"].errors["file"][0]


def test_a_roster_that_strands_somebody_says_whom(
    as_manager: Client, place: Place, appointments: list[Standing]
) -> None:
    anne = a_mediator(organisation=place.organisation, name="Anne Petit")
    monday = next_monday()
    at_work(anne, place)
    start = timezone.make_aware(datetime.combine(monday, time(10)))
    appointments.append(Standing("ABCD", start, start + timedelta(minutes=30)))
    answer = as_manager.post("/equipes/mediation/reprendre/", {"file": roster(DUTY), "first_day": monday.isoformat()})
    assert answer.status_code == 422
    assert "ABCD" in answer.content.decode()
    assert anne.working_hours.count() == 1
    again = {"file": roster(DUTY), "first_day": monday.isoformat(), "despite": "1"}
    assert as_manager.post("/equipes/mediation/reprendre/", again).status_code == 302
