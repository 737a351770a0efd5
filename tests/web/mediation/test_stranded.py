"""Workshops that a change would leave without room or people: whoever decides is shown them, and agents find them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from maillage.web.accounts.models import User
from maillage.web.affected import StrandingError, affected
from maillage.web.mediation.actions.workshops import Plan, call_off, plan
from maillage.web.mediation.models import Workshop
from maillage.web.mediation.queries.stranded import why_stranded
from maillage.web.mediation.queries.workshops import find
from maillage.web.places.actions.places import change_hours, shut
from maillage.web.places.actions.rooms import remove_room
from maillage.web.places.models import Absence, Closing, Mediator, Place

from ..given import NOW, a_mediator
from .conftest import STARTS_AT

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WHY = "Le lieu est fermé ce jour-là."
WHAT = "Personne n’est prévenu tant que vous ne modifiez ni n’annulez cet atelier."


@pytest.fixture
def mediator(place: Place) -> Mediator:
    return a_mediator(place)


@pytest.fixture
def led(agent: User, saying: Callable[..., Plan], mediator: Mediator) -> Workshop:
    """On Thursday from ten to noon, in Paris."""
    return plan(said=saying(mediators=(mediator,)), by=agent, now=NOW)


def why(workshop: Workshop, reader: User) -> str:
    return why_stranded(find(workshop.pk, reader), now=NOW)


@pytest.mark.parametrize(
    ("kind", "takes"),
    [("place", True), ("room", True), ("mediator", True), ("station", False), ("practitioner", False)],
)
def test_it_is_affected_by_what_it_takes_while_it_takes_it(
    led: Workshop, mediator: Mediator, agent: User, kind: str, takes: bool
) -> None:
    number = {"place": led.place_id, "room": led.room_id}.get(kind, mediator.pk)

    def found(since: timedelta, until: timedelta) -> list[str]:
        return [each.code for each in affected(kind=kind, number=number, since=NOW + since, until=NOW + until)]

    assert found(timedelta(0), 4 * DAY) == ([led.said] if takes else [])
    assert found(timedelta(0), 2 * DAY) == found(4 * DAY, 5 * DAY) == []
    call_off(workshop=led, by=agent, now=NOW)
    assert found(timedelta(0), 4 * DAY) == []


def test_a_room_that_a_workshop_has_stays(led: Workshop) -> None:
    with pytest.raises(StrandingError) as refused:
        remove_room(room=led.room, by=None, now=NOW)
    assert [each.address for each in refused.value.appointments] == [f"/ateliers/organiser/{led.pk}/"]


def test_a_day_is_shut_by_who_saw_the_workshop_and_agents_find_it(
    agent: User, saying: Callable[..., Plan], client: Client
) -> None:
    now = timezone.now()
    made = plan(said=saying(starts_at=now + 3 * DAY), by=agent, now=now)
    days = {"first_day": made.begins.date(), "last_day": made.ends.date()}
    with pytest.raises(StrandingError):
        shut(place=made.place, **days, why="", by=None, now=now)
    client.force_login(agent)
    assert WHY not in client.get("/ateliers/organiser/").content.decode()
    shut(place=made.place, **days, why="", by=None, now=now, despite=1)
    assert WHY in client.get("/ateliers/organiser/").content.decode()
    assert WHAT in client.get(f"/ateliers/organiser/{made.pk}/").content.decode()


def test_a_workshop_of_an_evening_does_not_hold_the_hours(
    agent: User, place: Place, saying: Callable[..., Plan]
) -> None:
    """It was planned while the place is shut: other hours take nothing from it."""
    change_hours(place=place, hours="Mo-Fr 09:00-17:00", by=None, now=NOW)
    plan(said=saying(starts_at=STARTS_AT + 8 * HOUR), by=agent, now=NOW)
    change_hours(place=place, hours="Mo-Fr 10:00-17:00", by=None, now=NOW)
    plan(said=saying(), by=agent, now=NOW)
    with pytest.raises(StrandingError) as refused:
        change_hours(place=place, hours="Mo-Fr 10:30-17:00", by=None, now=NOW)
    assert [each.starts_at for each in refused.value.appointments] == [STARTS_AT]


def test_what_stands_against_it(led: Workshop, mediator: Mediator, agent: User) -> None:
    assert why(led, agent) == ""
    before = Absence.objects.create(mediator=mediator, starts_at=STARTS_AT - DAY, ends_at=STARTS_AT)
    assert why(led, agent) == ""
    Absence.objects.filter(pk=before.pk).update(ends_at=STARTS_AT + HOUR)
    assert why(led, agent) == "mediator"
    mediator.absences.all().delete()
    Mediator.objects.update(left_at=NOW)
    assert why(led, agent) == "mediator"
    led.room.removed_at = NOW
    led.room.save()
    assert why(led, agent) == "room"
    Closing.objects.create(place=led.place, first_day=date(2026, 3, 6), last_day=date(2026, 3, 8))
    assert why(led, agent) == "room"
    Closing.objects.create(place=led.place, first_day=date(2026, 3, 1), last_day=date(2026, 3, 5))
    assert why(led, agent) == "closed"
    call_off(workshop=led, by=agent, now=NOW)
    assert why(led, agent) == ""


def test_the_list_asks_no_more_for_ten_workshops_than_for_one(
    mediator: Mediator,
    agent: User,
    saying: Callable[..., Plan],
    client: Client,
    django_assert_max_num_queries: Callable,
) -> None:
    now = timezone.now()
    client.force_login(agent)
    # What every page asks once is known from then on.
    client.get("/ateliers/organiser/")
    asked = []
    for number in range(10):
        plan(said=saying(starts_at=now + (number + 1) * DAY, mediators=(mediator,)), by=agent, now=now)
        with django_assert_max_num_queries(12) as counted:
            page = client.get("/ateliers/organiser/").content.decode()
        assert page.count('<li class="day">') == number + 1
        asked.append(len(counted))
    assert asked[0] == asked[-1]
