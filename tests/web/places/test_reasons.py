"""Reasons for coming: what is missing where, who writes them, what the pages say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.accounts.actions import memberships
from maillage.web.accounts.models import User
from maillage.web.places.actions import reasons
from maillage.web.places.models import Absence, Reason
from maillage.web.places.queries.reasons import offered
from maillage.web.places.rules.offering import Missing, Needs, RoomThere, There, missing
from maillage.web.privacy.models import Entry

from ..conftest import NOW
from ..given import (
    a_device,
    a_mediator,
    a_place,
    a_practitioner,
    a_reason,
    a_room,
    a_station,
    an_organisation,
    available,
)

KINDS = ["stethoscope", "dermatoscope"]
kinds = st.frozensets(st.sampled_from(KINDS))
needs = st.builds(
    Needs,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "gp"]),
    st.lists(st.sampled_from(KINDS), unique=True).map(tuple),
)
rooms = st.builds(RoomThere, st.booleans(), st.lists(kinds, max_size=2).map(tuple))
theres = st.builds(
    There,
    st.booleans(),
    st.lists(rooms, max_size=3).map(tuple),
    kinds,
    st.booleans(),
    st.sampled_from([frozenset(), frozenset({"gp"})]),
)


@given(needs, theres)
def test_nothing_is_missing_where_one_room_and_everybody_will_do(need: Needs, there: There) -> None:
    def will_do(room: RoomThere, devices: frozenset[str], has_station: bool) -> bool:
        return (
            (room.is_closed or not need.closed_room)
            and (has_station or not need.station)
            and set(need.equipment) <= (devices | there.carried)
        )

    fits = any(
        will_do(room, devices, has_station)
        for room in there.rooms
        for devices, has_station in [(frozenset(), False), *((ready, True) for ready in room.stations)]
    )
    everybody = (there.has_mediator or not need.mediator) and need.profession in {"", *there.professions}
    assert (not missing(need, there)) == (there.is_open and fits and everybody)


def test_what_is_missing_is_that_of_the_nearest_room() -> None:
    need = Needs(True, True, False, "", ("stethoscope",))
    there = There(True, (RoomThere(False), RoomThere(True, (frozenset(),))))
    assert missing(need, there) == [Missing("device", "stethoscope")]
    assert missing(need, There(False)) == [Missing("closed"), Missing("room"), Missing("device", "stethoscope")]


@pytest.fixture
def manager(person: Callable[..., User]) -> User:
    return person("manager")


SAID = {"title": "Téléconsultation", "minutes": 20}


def test_a_reason_is_entered_changed_and_ended(manager: User) -> None:
    made = reasons.enter(**SAID, places=[], by=manager, now=NOW)
    with pytest.raises(ValidationError):
        reasons.enter(**SAID, places=[], by=manager, now=NOW)
    place = a_place()
    reasons.correct(reason=made, **SAID | {"minutes": 25}, places=[place], by=manager, now=NOW)
    reasons.end(reason=made, by=manager, now=NOW)
    reasons.enter(**SAID, places=[], by=manager, now=NOW)
    told = Entry.objects.filter(subject=f"places.reason {made.pk}").order_by("number")
    assert [(each.verb, each.fields) for each in told] == [
        ("places.reason_entered", "minutes places title"),
        ("places.reason_corrected", "minutes places"),
        ("places.reason_ended", "ended_at"),
    ]


def test_reasons_are_those_of_the_whole_platform(person: Callable[..., User], client: Client) -> None:
    somebody, boss = person(), person("administrator")
    memberships.give(person=somebody, organisation=an_organisation(), role="manager", by=boss, now=timezone.now())
    with pytest.raises(PermissionDenied):
        reasons.enter(**SAID, places=[], by=somebody, now=NOW)
    client.force_login(somebody)
    assert client.get("/equipes/motifs/").status_code == 200
    assert client.get("/equipes/motifs/ajouter/").status_code == 403
    assert client.post(f"/equipes/motifs/{a_reason().pk}/finir/").status_code == 403


def test_where_a_reason_can_be_offered_on_a_day(manager: User) -> None:
    place = a_place(name="Médiathèque")
    reason = a_reason(profession="gp", needs_station=True, equipment=["dermatoscope"])
    day = NOW.date()

    def lacks() -> list[str]:
        (row,) = offered(reason, manager, day=day)
        return row.lacks

    nobody = ["personne pour accueillir", "aucun professionnel joignable"]
    assert lacks() == ["aucune salle", "aucun appareil prêt : dermatoscope", *nobody]
    station = a_station(a_room(place))
    assert lacks() == ["aucun appareil prêt : dermatoscope", *nobody]
    device = a_device(place, station=station, kind="dermatoscope", calibrated_until=day - timedelta(days=1))
    assert lacks() == ["aucun appareil prêt : dermatoscope", *nobody]
    device.calibrated_until = day + timedelta(days=6)
    device.save()
    mediator = a_mediator(place)
    assert lacks() == ["aucun professionnel joignable"]
    gp = a_practitioner()
    available(gp, NOW, NOW + timedelta(hours=2))
    assert lacks() == []
    gp.places.add(a_place(closed_at=NOW))
    assert lacks() == ["aucun professionnel joignable"]
    gp.places.clear()
    Absence.objects.create(mediator=mediator, starts_at=NOW - timedelta(days=1), ends_at=NOW + timedelta(days=1))
    assert lacks() == ["personne pour accueillir"]
    # A Sunday.
    day = datetime(2026, 3, 8, tzinfo=UTC).date()
    assert lacks() == ["ce lieu est fermé ce jour-là"]


def test_the_pages_of_reasons(client: Client, manager: User) -> None:
    client.force_login(manager)
    place = a_place(name="Médiathèque")
    said = {
        "title": "Téléconsultation", "title_en": "Teleconsultation", "minutes": "20", "airing_minutes": "5",
        "notice_minutes": "60", "horizon_days": "42", "needs_mediator": "on", "equipment": ["stethoscope"],
        "profession": "gp", "is_public": "on", "places": [place.pk],
    }  # fmt: skip
    assert client.get("/equipes/motifs/ajouter/").status_code == 200
    assert client.post("/equipes/motifs/ajouter/", said | {"minutes": "2"}).status_code == 422
    assert client.post("/equipes/motifs/ajouter/", said | {"equipment": ["scalpel"]}).status_code == 422
    answer = client.post("/equipes/motifs/ajouter/", said)
    made = Reason.objects.get()
    assert answer.url == f"/equipes/motifs/{made.pk}/"
    assert (made.equipment, list(made.places.all()), made.needs_closed_room) == (["stethoscope"], [place], False)
    again = client.post("/equipes/motifs/ajouter/", said)
    assert again.context["form"].errors["title"] == ["Un motif porte déjà ce titre."]
    assert "Médiathèque" in client.get(f"/equipes/motifs/{made.pk}/?jour=2026-03-02").content.decode()
    assert "Teleconsultation" in client.get(f"/en/equipes/motifs/{made.pk}/").content.decode()
    assert client.post(f"/equipes/motifs/{made.pk}/corriger/", said | {"minutes": "25"}).status_code == 302
    assert client.post(f"/equipes/motifs/{made.pk}/finir/").status_code == 302
    assert "1 motif qui ne se réserve plus" in client.get("/equipes/motifs/").content.decode()
    assert client.get("/equipes/motifs/999999/").status_code == 404
