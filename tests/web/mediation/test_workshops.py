"""A workshop takes its room and its mediators, and gives them back; nothing is taken twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from maillage.web.accounts.models import User
from maillage.web.bookings.models import Occupation
from maillage.web.mediation.actions.workshops import Plan, call_off, change, plan
from maillage.web.mediation.models import Workshop
from maillage.web.mediation.rules.refusals import RefusedError
from maillage.web.messages.models import Message
from maillage.web.places.models import Place
from maillage.web.privacy.models import Entry

from ..given import NOW, a_mediator, a_room
from .conftest import STARTS_AT, Enrol

Saying = Callable[..., Plan]


def taken() -> list[tuple[str, int]]:
    rows = Occupation.objects.order_by("kind", "resource")
    return [(Occupation.Kind(row.kind).name, row.resource) for row in rows]


def told(template: str) -> list[str]:
    return sorted(message.name for message in Message.objects.filter(template=f"mediation/{template}"))


def test_it_takes_its_room_and_its_mediators(place: Place, agent: User, saying: Saying) -> None:
    first, second = a_mediator(place), a_mediator(place)
    said = saying(mediators=(second, first))
    workshop = plan(said=said, by=agent, now=NOW)
    assert taken() == [("ROOM", said.room.pk), ("MEDIATOR", first.pk), ("MEDIATOR", second.pk)]
    assert set(workshop.mediators.all()) == {first, second}
    assert Entry.objects.get(verb="mediation.planned").subject == f"mediation.workshop {workshop.pk}"


def test_a_room_or_a_person_that_is_taken_is_refused_and_nothing_is_left_half_done(
    place: Place, agent: User, saying: Saying
) -> None:
    mediator = a_mediator(place)
    plan(said=saying(mediators=(mediator,)), by=agent, now=NOW)
    before = taken()
    with pytest.raises(RefusedError, match="room"):
        plan(said=saying(starts_at=STARTS_AT + timedelta(hours=1)), by=agent, now=NOW)
    with pytest.raises(RefusedError, match="mediator"):
        plan(said=saying(room=a_room(place), mediators=(mediator,)), by=agent, now=NOW)
    assert (taken(), Workshop.objects.count()) == (before, 1)


def test_one_begins_when_the_other_ends(agent: User, saying: Saying, workshop: Workshop) -> None:
    plan(said=saying(starts_at=workshop.ends_at), by=agent, now=NOW)
    assert Workshop.objects.count() == 2


def test_none_is_planned_in_the_past(agent: User, saying: Saying) -> None:
    with pytest.raises(RefusedError, match="past"):
        plan(said=saying(starts_at=NOW), by=agent, now=NOW)


def test_who_enrolled_or_waits_is_told_of_another_time(
    workshop: Workshop, comes: Enrol, agent: User, saying: Saying
) -> None:
    for name in ("Rose", "Paul", "Ann"):
        comes(name)
    later = saying(starts_at=STARTS_AT + timedelta(days=1))
    change(workshop=workshop, said=later, version=0, by=agent, now=NOW)
    assert told("changed") == ["Ann", "Paul", "Rose"]
    assert "6 mars 2026" in Message.objects.filter(template="mediation/changed")[0].text
    row = Occupation.objects.get()
    assert (row.starts_at, row.ends_at) == (later.starts_at, later.ends_at)


def test_other_words_alone_disturb_nobody(workshop: Workshop, comes: Enrol, agent: User, saying: Saying) -> None:
    comes("Rose")
    change(workshop=workshop, said=saying(title="Un café, un clic"), version=0, by=agent, now=NOW)
    assert told("changed") == []
    assert Workshop.objects.get().said == "Un café, un clic"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    workshop: Workshop, agent: User, saying: Saying
) -> None:
    change(workshop=workshop, said=saying(bring="Vos lunettes"), version=0, by=agent, now=NOW)
    with pytest.raises(RefusedError, match="changed"):
        change(workshop=workshop, said=saying(bring="Rien"), version=0, by=agent, now=NOW)
    assert Workshop.objects.get().bring == "Vos lunettes"


def test_called_off_it_gives_back_its_room_and_tells_everybody_once(
    workshop: Workshop, comes: Enrol, agent: User
) -> None:
    for name in ("Rose", "Paul", "Ann"):
        comes(name)
    call_off(workshop=workshop, by=agent, now=NOW)
    with pytest.raises(RefusedError, match="called-off"):
        call_off(workshop=workshop, by=agent, now=NOW)
    assert (taken(), told("called_off")) == ([], ["Ann", "Paul", "Rose"])
    with pytest.raises(RefusedError, match="called-off"):
        comes("Ali")


def test_what_is_over_is_not_called_off(workshop: Workshop, agent: User) -> None:
    with pytest.raises(RefusedError, match="over"):
        call_off(workshop=workshop, by=agent, now=workshop.ends_at)
