"""The agenda of a day and of a week: what is shown, to whom, and what it costs."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from maillage.web.accounts.actions.memberships import give
from maillage.web.accounts.actions.organisations import own_organisation
from maillage.web.accounts.models import User
from maillage.web.bookings.actions import appointments
from maillage.web.bookings.models import Appointment, Occupation
from maillage.web.bookings.queries.agenda import day_page, week_page
from maillage.web.places.models import Absence, Closing, Place

from ..given import NOW, a_place, a_room, an_organisation
from ..given import at_work as hours_at
from .conftest import Counter

Book = Callable[..., Appointment]
MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def text(client: Client, address: str, **asked: object) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_day_has_a_column_for_each_room_and_each_mediator(counter: Counter, booked: Book, welcomer: User) -> None:
    appointment = booked()
    page = day_page([counter.place], MONDAY, reader=welcomer, now=NOW)
    assert [(column.kind, column.name, len(column.cards)) for column in page.columns] == [
        ("room", "Salle bleue", 1),
        ("room", "Salle verte", 0),
        ("mediator", "Julien Morel", 0),
        ("mediator", "Nadia Benali", 1),
    ]
    card = page.columns[0].cards[0]
    assert (card.begins, card.ends, card.person, card.code) == (
        "11\u00a0h",
        "11\u00a0h\u00a030",
        "Jeanne Petit",
        appointment.code,
    )
    room, mediator = page.columns[0].bands, page.columns[3].bands
    assert [(band.begins, band.ends) for band in room] == [(540, 750), (810, 1080)]
    assert [(band.begins, band.ends) for band in mediator] == [(540, 720), (840, 1020)]
    assert page.hours == range(9, 18)
    assert page.now == "h10 m30 uh10 um35"


def test_who_is_absent_and_what_is_closed_is_drawn_as_such(counter: Counter, welcomer: User) -> None:
    Absence.objects.create(mediator=counter.mediators[0], starts_at=NOW - DAY, ends_at=NOW + DAY)
    bands = {each.name: each.bands for each in day_page([counter.place], MONDAY, reader=welcomer, now=NOW).columns}
    assert bands["Nadia Benali"] == []
    assert bands["Julien Morel"]
    sunday = day_page([counter.place], MONDAY - DAY, reader=welcomer, now=NOW)
    assert [column.kind for column in sunday.columns] == ["room", "room"]
    Closing.objects.create(place=counter.place, first_day=MONDAY, last_day=MONDAY)
    page = day_page([Place.objects.get()], MONDAY, reader=welcomer, now=NOW)
    assert [column.bands for column in page.columns if column.kind == "room"] == [[], []]


def test_a_day_on_which_all_is_shut_leads_to_the_next_that_is_open(counter: Counter, desk: Client) -> None:
    sunday = MONDAY - DAY
    assert "Prochain jour ouvert : lundi 2 mars" in text(desk, "/agenda/", jour=sunday.isoformat())
    assert "Prochain jour ouvert" not in text(desk, "/agenda/", jour=MONDAY.isoformat())
    Closing.objects.create(place=counter.place, first_day=MONDAY, last_day=MONDAY)
    assert "Prochain jour ouvert : mardi 3 mars" in text(desk, "/agenda/", jour=MONDAY.isoformat())
    Closing.objects.create(place=counter.place, first_day=MONDAY + DAY, last_day=MONDAY + 60 * DAY)
    assert "Prochain jour ouvert" not in text(desk, "/agenda/", jour=sunday.isoformat())


def test_expected_arrived_and_done_are_counted(counter: Counter, booked: Book, welcomer: User, desk: Client) -> None:
    first, second, third, fourth = (booked(minutes=minutes, room=room) for minutes in (0, 30) for room in (0, 1))
    appointments.arrive(appointment=first, by=welcomer, now=NOW)
    appointments.finish(appointment=second, by=welcomer, now=NOW)
    appointments.cancel(appointment=third, because="person", by=welcomer, now=NOW)
    page = desk.get("/agenda/").context["page"]
    assert page.counts == {"expected": 1, "arrived": 1, "done": 1, "missed": 0}
    shown = {card.code for column in page.columns for card in column.cards}
    assert shown == {first.code, second.code, fourth.code}
    assert third.code in {card.code for card in page.cards}


def test_a_week_puts_side_by_side_what_overlaps(counter: Counter, booked: Book, welcomer: User) -> None:
    booked(room=0), booked(room=1), booked(minutes=30 + 24 * 60)
    days = [MONDAY + number * DAY for number in range(7)]
    page = week_page(counter.place, days, reader=welcomer, now=NOW, mediator=None)
    assert [(card.lane, card.wide) for card in page.columns[0].cards] == [(1, 2), (2, 2)]
    assert [(card.lane, card.wide) for card in page.columns[1].cards] == [(1, 1)]
    assert [bool(column.bands) for column in page.columns] == [True] * 6 + [False]
    mine = week_page(counter.place, days, reader=welcomer, now=NOW, mediator=counter.mediators[1])
    assert [len(column.cards) for column in mine.columns] == [1, 0, 0, 0, 0, 0, 0]


def test_the_week_of_a_mediator_is_that_of_all_their_places(
    counter: Counter, booked: Book, person: Callable[..., User]
) -> None:
    other = a_place(name="Annexe", organisation=counter.place.organisation)
    hours_at(counter.mediators[0], other, weekday=5)
    booked()
    days = [MONDAY + number * DAY for number in range(7)]
    page = week_page(counter.place, days, reader=person("agent"), now=NOW, mediator=counter.mediators[0])
    assert [len(column.bands) for column in page.columns] == [2, 2, 2, 2, 2, 1, 0]
    assert [card.place for card in page.cards] == ["Espace santé"]


def test_a_room_that_a_workshop_takes_is_taken(counter: Counter, welcomer: User) -> None:
    Occupation.objects.create(
        kind=Occupation.Kind.ROOM,
        resource=counter.rooms[1].pk,
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=2),
        holder="mediation.workshop 3",
    )
    page = day_page([counter.place], MONDAY, reader=welcomer, now=NOW)
    (card,) = next(column for column in page.columns if column.name == "Salle verte").cards
    assert (card.state, card.person, card.code) == ("taken", "", "")


def test_names_are_for_who_welcomes_at_that_place(
    client: Client, person: Callable[..., User], counter: Counter, booked: Book, at_work: object
) -> None:
    """Somebody of another organisation sees that the room is taken, and not by whom."""
    appointment, neighbour = booked(), person()
    give(person=neighbour, organisation=an_organisation(), role="mediator", by=None, now=NOW)
    client.force_login(neighbour)
    for address in ("/agenda/", "/agenda/semaine/", "/agenda/jour.csv"):
        said = text(client, address, lieu=counter.place.pk)
        assert "Jeanne" not in said
        assert appointment.code not in said
        assert "occupé" in said.casefold()


def test_a_place_of_others_that_is_not_for_residents_cannot_be_opened(
    client: Client, person: Callable[..., User], counter: Counter, at_work: object
) -> None:
    hidden = a_place(name="Local fermé", is_public=False)
    neighbour = person()
    give(person=neighbour, organisation=an_organisation(), role="mediator", by=None, now=NOW)
    client.force_login(neighbour)
    answer = client.get("/agenda/", {"lieu": hidden.pk})
    assert answer.status_code == 422
    assert "Local fermé" not in answer.content.decode()


def test_a_role_in_one_commune_opens_the_names_of_that_commune(
    person: Callable[..., User], counter: Counter, booked: Book
) -> None:
    booked()
    near, far = person(), person()
    organisation = counter.place.organisation
    give(person=near, organisation=organisation, role="mediator", place=counter.place.commune, by=None, now=NOW)
    give(person=far, organisation=organisation, role="mediator", place="78498", by=None, now=NOW)
    seen = [
        day_page([counter.place], MONDAY, reader=reader, now=NOW).columns[0].cards[0].person for reader in (near, far)
    ]
    assert seen == ["Jeanne Petit", ""]


def test_who_works_for_the_authority_sees_every_place(
    person: Callable[..., User], counter: Counter, booked: Book
) -> None:
    booked()
    agent = person("agent")
    assert own_organisation().pk != counter.place.organisation_id
    assert day_page([counter.place], MONDAY, reader=agent, now=NOW).columns[0].cards[0].person == "Jeanne Petit"


def test_the_list_is_a_file_that_no_spreadsheet_computes(desk: Client, counter: Counter, booked: Book) -> None:
    booked(name="=HYPERLINK(1)"), booked(room=1, name="")
    answer = desk.get("/agenda/jour.csv", {"jour": "2026-03-02"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "agenda-2026-03-02.csv" in answer["Content-Disposition"]
    head, *rows = csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert head[:3] == ["Jour", "Début", "Fin"]
    assert (rows[0][1], rows[0][2], rows[0][8]) == ("11:00", "11:30", "'=HYPERLINK(1)")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize(("asked", "said"), [("2026-02-30", "jour"), ("1999-01-01", "2020"), ("9999-12-31", "2020")])
def test_a_day_that_is_none_is_said_beside_the_page(desk: Client, counter: Counter, asked: str, said: str) -> None:
    for address in ("/agenda/", "/agenda/semaine/"):
        answer = desk.get(address, {"jour": asked})
        assert answer.status_code == 422
        assert "field-error" in answer.content.decode()


def test_places_that_one_chose_are_remembered(desk: Client, counter: Counter) -> None:
    other = a_place(name="Annexe", organisation=counter.place.organisation)
    a_room(other, name="Bureau")
    desk.get("/agenda/", {"lieu": [counter.place.pk, other.pk]})
    answer = desk.get("/agenda/")
    assert [place.name for place in answer.context["places"]] == ["Annexe", "Espace santé"]
    # An address says them, so that a colleague sees the same.
    assert f"?jour=2026-03-03&amp;lieu={other.pk}&amp;lieu={counter.place.pk}" in answer.content.decode()


def test_without_a_place_the_page_says_what_to_do_first(client: Client, person: Callable[..., User], db) -> None:
    client.force_login(person("manager"))
    for address in ("/agenda/", "/agenda/semaine/", "/agenda/guichet/", "/agenda/attente/ajouter/"):
        assert "Commencez par décrire un lieu" in text(client, address)


def test_a_place_overseas_is_shown_by_its_own_clock(person: Callable[..., User], db) -> None:
    place = a_place(commune="97411", name="Saint-Denis", lat=-20.88, lon=55.45)
    page = day_page([place], MONDAY, reader=person("agent"), now=NOW)
    assert page.now == "h13 m30 uh13 um35"


def test_english_says_it_all(desk: Client, counter: Counter, booked: Book) -> None:
    booked()
    said = text(desk, "/en/agenda/")
    assert "Monday" in said
    assert "Help with a form" in said
    for french in ("Aujourd", "Semaine", "Liste d’attente", "réservé", "attendu"):
        assert french not in said


@pytest.mark.parametrize("count", [10, 100])
def test_a_day_costs_the_same_with_ten_and_a_hundred_appointments(
    desk: Client, counter: Counter, booked: Book, django_assert_max_num_queries, count: int
) -> None:
    first = booked(phone="06 12 34 56 78")
    copies = []
    for number in range(1, count):
        copy = Appointment.objects.get(pk=first.pk)
        copy.pk, copy.code, copy.room = None, f"{number:08}".translate(str.maketrans("01", "BC")), counter.rooms[1]
        copies.append(copy)
    for copy in copies:
        copy.save(force_insert=True)
    desk.get(reverse("bookings:day"))
    with django_assert_max_num_queries(14):
        page = desk.get(reverse("bookings:day")).context["page"]
    assert len(page.cards) == count
    with django_assert_max_num_queries(14):
        desk.get(reverse("bookings:week"))
