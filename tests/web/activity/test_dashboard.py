"""The dashboard counts what happened, shows no name, no small figure, and asks as much for many as for few."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from maillage.web.accounts.actions.memberships import give
from maillage.web.accounts.models import User
from maillage.web.activity.queries.dashboard import Dashboard, dashboard
from maillage.web.bookings.rules.person import Person
from maillage.web.mediation.actions.accompaniments import Note, note
from maillage.web.mediation.actions.enrolments import enrol, mark
from maillage.web.mediation.actions.workshops import Plan, plan
from maillage.web.places.models import Place, Room

from ..given import NOW, a_place, a_room, an_organisation
from .conftest import Come

# A Monday, a month ago, ten o'clock in Paris.
THEN = NOW - timedelta(days=28, minutes=30)


@pytest.fixture
def elected(person: Callable[..., User]) -> User:
    return person("elected")


@pytest.fixture
def shown(elected: User) -> Callable[..., Dashboard]:
    def look(reader: User | None = None, code: str = "12-mois") -> Dashboard:
        return dashboard(reader or elected, code, None, now=NOW)

    return look


def table(shown: Dashboard, name: str) -> list[tuple]:
    return [tuple(row) for row in next(each for each in shown.sections if each.about.key == name).rows]


def test_what_became_of_appointments(came: Come, shown: Callable[..., Dashboard]) -> None:
    states = ["done", "done", "arrived", "no-show", "booked"]
    for number, state in enumerate(states):
        came(THEN + timedelta(days=number), state=state)
    came(THEN, state="cancelled", cancelled_at=THEN, cancelled_because="closed")
    came(THEN, state="cancelled", cancelled_at=THEN, cancelled_because="lapsed")
    counts = [count for _name, count, _share in table(shown(), "issues")]
    assert counts == [3, 1, 1, 1]
    assert [count for _name, count, _share in table(shown(), "annulations")] == [1]
    missed = next(tile for tile in shown().tiles if tile.title == "Absents")
    assert missed.value == 1 / 4


def test_a_room_is_taken_half_an_hour_of_the_hours_that_the_place_is_open(
    came: Come, shown: Callable[..., Dashboard]
) -> None:
    """Of March 2026 one morning is past, at half past ten on Monday the second: an hour and a half was open."""
    came(NOW - timedelta(minutes=60))
    ((name, share, taken, opened, *_rest),) = table(shown(code="mois"), "occupation")
    assert (name, taken, opened) == ("Médiathèque", 0.5, 1.5)
    assert share == pytest.approx(1 / 3)


def test_an_evening_outside_opening_hours_does_not_count(came: Come, shown: Callable[..., Dashboard]) -> None:
    came(THEN + timedelta(hours=10))
    assert table(shown(), "occupation")[0][2] == 0


def test_people_are_counted_by_commune_and_few_are_not_shown(came: Come, shown: Callable[..., Dashboard]) -> None:
    for number, commune in enumerate(["78517"] * 6 + ["78003"] * 5 + ["78601"] * 2 + [""]):
        came(THEN + timedelta(hours=number % 7, days=number // 7), commune=commune)
    section = next(each for each in shown().sections if each.about.key == "communes")
    assert [tuple(row) for row in section.rows] == [("Rambouillet", "78517", 6)]
    assert "2 communes" in section.said
    assert "1 personne" in section.said
    assert "Ablis · moins de 5 personnes" in str(section.drawing)


def test_an_accompaniment_of_an_appointment_counts_its_person_once(
    came: Come, place: Place, agent: User, shown: Callable[..., Dashboard]
) -> None:
    said = {"place": place, "at": THEN, "minutes": 15, "themes": ["rights", "other"], "autonomy": "helped"}
    note(said=Note(**said, appointment=came(THEN)), by=agent, now=NOW)
    note(said=Note(**said | {"autonomy": "done-for"}), by=agent, now=NOW)
    found = shown()
    assert sum(count for _monday, count in table(found, "semaines")) == 2
    assert [count for _name, count, _share in table(found, "themes")] == [2, 2]
    assert next(tile for tile in found.tiles if "seuls" in tile.title).value == 1 / 2


def test_who_came_to_workshops_is_told_by_theme_and_trainings_apart(
    place: Place, room: Room, agent: User, shown: Callable[..., Dashboard]
) -> None:
    before = THEN - timedelta(days=7)
    for audience, names in (("residents", ("Rose", "Paul")), ("professionals", ("Ann",))):
        where = room if audience == "residents" else a_room(place)
        said = Plan(where, (), "scams", THEN, THEN + timedelta(hours=2), 6, audience=audience)
        workshop = plan(said=said, by=agent, now=before)
        came = [
            enrol(workshop=workshop, person=Person(name=name), via="counter", by=agent, now=before).pk for name in names
        ]
        mark(workshop=workshop, came=came, by=agent, now=NOW)
    assert [(name, count) for name, count, _share in table(shown(), "ateliers")] == [
        ("Reconnaître une arnaque", 2),
        ("Reconnaître une arnaque, pour professionnels", 1),
    ]


def test_a_manager_of_one_organisation_sees_its_places_alone(
    came: Come, person: Callable[..., User], room: Room, shown: Callable[..., Dashboard]
) -> None:
    came(THEN)
    other = a_place(organisation=an_organisation(name="CCAS d’ailleurs"), opened_at=THEN)
    manager = person()
    give(person=manager, organisation=other.organisation, role="manager", by=None, now=NOW)
    assert [row[0] for row in table(shown(manager), "occupation")] == [other.name]
    assert shown(manager).tiles[0].value == 0


def test_it_asks_as_much_for_many_as_for_few(came: Come, place: Place, elected: User) -> None:
    def asked() -> int:
        reader = User.objects.get(pk=elected.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            dashboard(reader, "12-mois", None, now=NOW)
        return len(queries)

    came(THEN)
    few = asked()
    for number in range(12):
        came(THEN + timedelta(days=1 + number), commune="78517")
    for number in range(4):
        a_place(organisation=place.organisation, name=f"Autre lieu {number}", opened_at=THEN)
    assert asked() <= few


def test_the_page_names_nobody_and_explains_every_figure(client: Client, came: Come, elected: User) -> None:
    came(NOW - timedelta(days=2), name="Rose Petit", phone="06 12 34 56 78")
    client.force_login(elected)
    page = client.get("/activite/?periode=12-mois").text
    assert "Rose" not in page
    assert "06 12" not in page
    assert page.count("Ce que cela compte, et d’où cela vient") == 11
    assert client.get("/activite/?periode=hier").status_code == 422


def test_files_say_what_the_page_says(client: Client, came: Come, elected: User) -> None:
    came(NOW - timedelta(days=2))
    client.force_login(elected)
    text = client.get("/activite/issues.csv").text
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert rows[:2] == [["Issue", "Nombre", "Part"], ["La personne est venue", "1", "1.0"]]
    book = load_workbook(BytesIO(client.get("/activite/activite.xlsx").content))
    assert len(book.sheetnames) == 11
    assert client.get("/activite/rien.csv").status_code == 404


def test_who_may_not_see_it_does_not(client: Client, person: Callable[..., User]) -> None:
    client.force_login(person("mediator"))
    for path in ("/activite/", "/activite/offre/", "/activite/activite.xlsx", "/activite/issues.csv"):
        assert client.get(path).status_code == 403
