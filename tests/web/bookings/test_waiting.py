"""Who waits is offered what becomes free in the order in which they asked, once each, and answers in time or not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.web.bookings.actions import appointments, offering, waiting
from maillage.web.bookings.models import Appointment, Occupation, Waiting
from maillage.web.bookings.queries.slots import free
from maillage.web.bookings.rules.person import Person
from maillage.web.bookings.rules.refusals import RefusedError
from maillage.web.jobs.models import QueuedJob
from maillage.web.messages.models import Message
from maillage.web.places.models import Place, Reason
from maillage.web.privacy.models import Entry
from tests.web.given import NOW, a_mediator, a_place, a_reason, a_room, at_work

pytestmark = pytest.mark.django_db
PAUL = Person(name="Paul", email="paul@exemple.fr")


@pytest.fixture
def place() -> Place:
    """One room, and one mediator who is there on Thursday from ten to half past: there is one moment a week."""
    place = a_place()
    a_room(place)
    at_work(a_mediator(organisation=place.organisation), place, weekday=3, begins="10:00", ends="10:30")
    return place


@pytest.fixture
def reason() -> Reason:
    return a_reason(horizon_days=6)


def waits(place: Place, reason: Reason, person: Person = PAUL, **said: object) -> Waiting:
    known = {"until": NOW.date() + timedelta(days=6), "by": None, "now": NOW}
    return waiting.wait(reason=reason, places=[place], person=person, **known | said)


def offer(place: Place, now: datetime = NOW) -> int:
    return offering.offer_freed(place=place.pk, now=now)


def again(row: Waiting) -> Waiting:
    return Waiting.objects.select_related("offered").get(pk=row.pk)


def test_the_first_who_asked_is_offered_it_and_it_is_kept(place: Place, reason: Reason) -> None:
    first, second = (waits(place, reason) for _ in range(2))
    assert offer(place) == 1
    assert offer(place) == 0
    held = again(first)
    assert (held.state, held.offered.state, held.offered.email) == ("offered", "offered", PAUL.email)
    assert held.answer_by == NOW + timedelta(days=1)
    assert Occupation.objects.filter(appointment=held.offered).count() == 2
    assert again(second).state == "waiting"
    (told,) = Message.objects.all()
    assert told.template == "bookings/offered"
    assert "mardi 3 mars à 10 h 30" in told.text.replace("\u00a0", " ")


def test_accepted_it_is_an_appointment_and_said_to_be(place: Place, reason: Reason) -> None:
    row = waits(place, reason)
    offer(place)
    made = waiting.accept(waiting=row, by=None, now=NOW)
    assert (made.state, again(row).state) == ("booked", "served")
    states = dict(Message.objects.values_list("template", "state"))
    assert states == {"bookings/offered": "cancelled", "bookings/booked": "queued"}
    with pytest.raises(RefusedError, match="answered"):
        waiting.accept(waiting=row, by=None, now=NOW)
    with pytest.raises(RefusedError, match="answered"):
        waiting.leave(waiting=row, by=None, now=NOW)


def test_refused_or_unanswered_it_is_the_turn_of_the_next_and_nobody_sees_it_twice(
    place: Place, reason: Reason
) -> None:
    rows = [waits(place, reason) for _ in range(3)]
    offer(place)
    waiting.refuse(waiting=rows[0], by=None, now=NOW)
    assert offer(place) == 1
    assert again(rows[1]).state == "offered"
    late = NOW + timedelta(hours=25)
    assert offering.end_offers(now=NOW + timedelta(hours=23)) == 0
    assert offering.end_offers(now=late) == 1
    with pytest.raises(RefusedError, match="answered"):
        waiting.accept(waiting=rows[1], by=None, now=late)
    assert offer(place, late) == 1
    waiting.leave(waiting=rows[2], by=None, now=late)
    # Everybody has had their turn.
    assert offer(place, late) == 0
    assert [again(row).state for row in rows] == ["waiting", "waiting", "left"]
    assert [again(row).refusals for row in rows] == [1, 1, 1]
    assert not Occupation.objects.exists()
    because = Appointment.objects.order_by("pk").values_list("cancelled_because", flat=True)
    assert list(because) == ["refused", "lapsed", "refused"]


def test_an_offer_that_had_left_is_taken_back_in_words(place: Place, reason: Reason) -> None:
    waits(place, reason)
    offer(place)
    Message.objects.update(state="sent", ended_at=NOW)
    offering.end_offers(now=NOW + timedelta(hours=25))
    assert sorted(Message.objects.values_list("template", flat=True)) == ["bookings/lapsed", "bookings/offered"]


def test_whoever_gives_a_moment_back_starts_the_search(place: Place, reason: Reason) -> None:
    (slot,) = free(reason=reason, places=[place.pk], since=NOW, until=NOW + timedelta(days=9), now=NOW)
    taken = appointments.book(slot=slot, person=Person(), via="counter", by=None, now=NOW)
    waits(place, reason)
    QueuedJob.objects.all().delete()
    appointments.cancel(appointment=taken, because="person", by=None, now=NOW)
    paths = list(QueuedJob.objects.filter(task_path__contains="bookings").values_list("task_path", flat=True))
    assert paths == ["maillage.web.bookings.tasks.offer_freed"]


def test_who_can_only_be_written_to_is_not_offered_what_the_post_would_miss(place: Place, reason: Reason) -> None:
    unreachable = waits(place, reason, Person(name="Rose", address="1 rue Haute\n78120 Rambouillet"))
    reachable = waits(place, reason)
    assert offer(place) == 1
    assert (again(unreachable).state, again(reachable).state) == ("waiting", "offered")


def test_a_wait_ends_with_its_last_day(place: Place, reason: Reason) -> None:
    row = waits(place, reason, until=NOW.date())
    assert offering.end_offers(now=NOW + timedelta(days=2)) == 1
    held = again(row)
    assert (held.state, held.ended_at) == ("left", NOW + timedelta(days=2))
    assert Entry.objects.filter(verb="bookings.left", subject=f"bookings.waiting {row.pk}").exists()


wishes = st.lists(
    st.tuples(st.sets(st.integers(0, 4), max_size=3), st.integers(0, 6), st.booleans()), min_size=1, max_size=6
)


@given(wishes, st.integers(1, 4))
@settings(max_examples=15)
def test_the_order_of_asking_decides_among_those_whom_it_suits(
    wishes: list[tuple[set[int], int, bool]], weekday: int
) -> None:
    """One moment in the week; each in turn says no. ``wishes``: weekdays, days until the last, by e-mail or by post."""
    with transaction.atomic():
        place = a_place()
        a_room(place)
        at_work(a_mediator(organisation=place.organisation), place, weekday=weekday, begins="10:00", ends="10:30")
        reason = a_reason(horizon_days=6)
        starts_at = timezone.make_aware(datetime(2026, 3, 2 + weekday, 10))  # noqa: DTZ001 - Paris, by settings
        suited = []
        for weekdays, days, by_email in wishes:
            person = PAUL if by_email else Person(name="Rose")
            row = waits(place, reason, person, weekdays=weekdays, until=NOW.date() + timedelta(days=days))
            in_time = by_email or starts_at - NOW > timedelta(days=4, hours=3)
            if in_time and days >= weekday and (not weekdays or weekday in weekdays):
                suited.append(row.pk)
        offered = []
        while offer(place):
            row = Waiting.objects.get(state="offered")
            offered.append(row.pk)
            waiting.refuse(waiting=row, by=None, now=NOW)
        assert offered == suited
        transaction.set_rollback(True)
