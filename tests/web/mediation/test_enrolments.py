"""Seats are given once, in order, and passed on; everybody concerned is told, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.web.accounts.models import User
from maillage.web.bookings.rules.person import Person
from maillage.web.mediation.actions import enrolments as actions
from maillage.web.mediation.actions.workshops import change, plan
from maillage.web.mediation.models import Enrolment, Seat, Workshop
from maillage.web.mediation.models.link import find_by_token, token_of
from maillage.web.mediation.rules.refusals import RefusedError
from maillage.web.messages.models import Message
from maillage.web.privacy.models import Entry

from ..given import NOW
from .conftest import STARTS_AT, Enrol

LATER = STARTS_AT + timedelta(hours=3)


def seated(workshop: Workshop) -> list[str]:
    return [seat.enrolment.name for seat in Seat.objects.filter(workshop=workshop) if seat.enrolment]


def told(template: str) -> list[str]:
    return sorted(message.name for message in Message.objects.filter(template=f"mediation/{template}"))


def test_whoever_comes_first_has_a_seat_and_the_others_wait_in_order(workshop: Workshop, comes: Enrol) -> None:
    names = ["Rose", "Paul", "Ann", "Ali"]
    for name in names:
        comes(name)
    assert seated(workshop) == ["Rose", "Paul"]
    assert (told("enrolled"), told("waiting")) == (["Paul", "Rose"], ["Ali", "Ann"])
    counted = Workshop.objects.counted().get()
    assert (counted.capacity, counted.seated, counted.waiting) == (2, 2, 2)


def test_a_seat_that_is_given_up_goes_to_who_waits_longest(workshop: Workshop, comes: Enrol, agent: User) -> None:
    rose, _paul, _ann, _ali = (comes(name) for name in ("Rose", "Paul", "Ann", "Ali"))
    actions.leave(enrolment=rose, by=agent, now=NOW)
    assert sorted(seated(workshop)) == ["Ann", "Paul"]
    assert told("promoted") == ["Ann"]


def test_who_waits_and_leaves_is_passed_over(workshop: Workshop, comes: Enrol, agent: User) -> None:
    rose, _paul, ann, _ali = (comes(name) for name in ("Rose", "Paul", "Ann", "Ali"))
    actions.leave(enrolment=ann, by=None, now=NOW)
    actions.leave(enrolment=rose, by=None, now=NOW)
    assert sorted(seated(workshop)) == ["Ali", "Paul"]


def test_nobody_leaves_twice_nor_once_it_has_begun(workshop: Workshop, comes: Enrol) -> None:
    rose = comes("Rose")
    with pytest.raises(RefusedError, match="begun"):
        actions.leave(enrolment=rose, by=None, now=STARTS_AT)
    actions.leave(enrolment=rose, by=None, now=NOW)
    with pytest.raises(RefusedError, match="left"):
        actions.leave(enrolment=rose, by=None, now=NOW)
    assert Entry.objects.filter(verb="mediation.left").count() == 1


def test_the_same_person_is_enrolled_once_and_a_couple_may_share_a_telephone(workshop: Workshop, comes: Enrol) -> None:
    comes("Rose", phone="06 12 34 56 78")
    with pytest.raises(RefusedError, match="twice"):
        comes("ROSE", phone="+33612345678", email="")
    comes("Paul", phone="06 12 34 56 78")
    assert seated(workshop) == ["Rose", "Paul"]


def test_late_comers_are_welcome_while_it_lasts(comes: Enrol) -> None:
    comes("Rose", now=STARTS_AT + timedelta(minutes=10))
    with pytest.raises(RefusedError, match="over"):
        comes("Paul", now=LATER)


def test_more_seats_are_given_to_who_waits_and_no_seat_is_taken_away(
    workshop: Workshop, comes: Enrol, agent: User, saying
) -> None:
    for name in ("Rose", "Paul", "Ann"):
        comes(name)
    with pytest.raises(RefusedError, match="full"):
        change(workshop=workshop, said=saying(capacity=1), version=0, by=agent, now=NOW)
    change(workshop=workshop, said=saying(capacity=3), version=0, by=agent, now=NOW)
    assert seated(workshop) == ["Rose", "Paul", "Ann"]
    assert (told("promoted"), told("changed")) == (["Ann"], [])


def test_the_database_gives_no_seat_to_two_and_knows_none_beyond_the_last(workshop: Workshop, comes: Enrol) -> None:
    rose = comes("Rose")
    other = Seat.objects.get(workshop=workshop, number=2)
    for wrong in (
        lambda: Seat.objects.filter(pk=other.pk).update(enrolment=rose),
        lambda: Seat.objects.create(workshop=workshop, number=2),
        lambda: Seat.objects.create(workshop=workshop, number=0),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_the_sheet_is_filled_in_from_the_day_on_and_the_last_one_holds(
    workshop: Workshop, comes: Enrol, agent: User
) -> None:
    rose, paul, ann = (comes(name) for name in ("Rose", "Paul", "Ann"))
    with pytest.raises(RefusedError, match="early"):
        actions.mark(workshop=workshop, came=[rose.pk], by=agent, now=NOW)
    actions.mark(workshop=workshop, came=[rose.pk, ann.pk], by=agent, now=LATER)
    actions.mark(workshop=workshop, came=[paul.pk], by=agent, now=LATER)
    marks = dict(Enrolment.objects.values_list("pk", "came"))
    assert marks == {rose.pk: False, paul.pk: True, ann.pk: None}


def test_who_asked_for_it_and_has_a_seat_is_reminded_once(workshop: Workshop, comes: Enrol) -> None:
    comes("Rose", reminded=True)
    comes("Paul")
    comes("Ann", reminded=True)
    assert actions.remind(now=STARTS_AT - timedelta(days=2)) == 0
    for _ in range(2):
        assert actions.remind(now=STARTS_AT - timedelta(days=1)) == 1
    assert told("reminder") == ["Rose"]


def test_a_link_finds_its_enrolment_and_no_other(comes: Enrol) -> None:
    rose = comes("Rose")
    token = token_of(rose)
    assert find_by_token(token) == rose
    assert [find_by_token(wrong) for wrong in (token[:-1], token + "x", "", "1")] == [None] * 4


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=20)
@given(st.lists(st.sampled_from(["come", "go"]) | st.integers(1, 5), max_size=14))
def test_seats_always_go_to_those_who_asked_first(agent: User, saying, acts: list[str | int]) -> None:
    """Against a list in memory: people come, somebody goes, the number of seats changes."""
    with transaction.atomic():
        workshop, capacity, there = plan(said=saying(), by=agent, now=NOW), 2, []
        for at, act in enumerate(acts, start=1):
            if act == "come":
                person = Person(name=f"P{at}")
                there.append(actions.enrol(workshop=workshop, person=person, via="web", by=None, now=NOW))
            elif act == "go" and there:
                gone = there.pop(at * 7 % len(there))
                actions.leave(enrolment=gone, by=None, now=NOW)
            elif isinstance(act, int) and act >= min(len(there), capacity):
                capacity, version = act, Workshop.objects.get(pk=workshop.pk).version
                change(workshop=workshop, said=saying(capacity=act), version=version, by=agent, now=NOW)
            assert set(seated(workshop)) == {each.name for each in there[:capacity]}
            assert Seat.objects.filter(workshop=workshop).count() == capacity
        transaction.set_rollback(True)
