"""Whatever people do, in whatever order: nothing overlaps, what is taken is what stands, everybody is told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from maillage.web.bookings.actions import appointments, offering, waiting
from maillage.web.bookings.models import Appointment, Occupation, Waiting
from maillage.web.bookings.queries.slots import free
from maillage.web.bookings.queries.whole import taken_by
from maillage.web.bookings.rules.person import Person
from maillage.web.bookings.rules.refusals import RefusedError, TakenError
from maillage.web.bookings.rules.slot import Slot
from maillage.web.messages.models import Message
from maillage.web.privacy.models import Entry
from tests.web.given import NOW, a_mediator, a_place, a_reason, a_room

pytestmark = pytest.mark.django_db
LIVE = {"offered", "booked", "arrived", "done", "no-show"}
MOMENTS = st.integers(0, 23)
WHICH = st.integers(0, 30)


class Desk(RuleBasedStateMachine):
    """Two rooms, two mediators, two mornings; time passes."""

    def __init__(self) -> None:
        super().__init__()
        # Undone at the end: each run begins with an empty agenda.
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.place = a_place()
        self.rooms = [a_room(self.place) for _ in range(2)]
        self.mediators = [a_mediator(self.place) for _ in range(2)]
        self.reason = a_reason(notice_minutes=0)
        self.now = NOW - timedelta(hours=2)
        self.acknowledged: Counter[str] = Counter()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def slot(self, moment: int, which: int) -> Slot:
        """Quarters of an hour from nine o'clock on, so that many overlap; today, or in two days."""
        day, quarter = divmod(moment, 12)
        starts_at = NOW.replace(hour=8, minute=0) + timedelta(days=2 * day, minutes=15 * quarter)
        return Slot(
            place=self.place.pk,
            reason=self.reason.pk,
            room=self.rooms[which % 2].pk,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=30),
            airing=timedelta(minutes=5),
            mediator=self.mediators[which // 2 % 2].pk,
        )

    def do(self, verb: str, act: Callable, **said: object) -> None:
        try:
            with transaction.atomic():
                act(**said, now=self.now)
        except (RefusedError, TakenError):
            return
        self.acknowledged[verb] += 1

    def one(self, which: int) -> Appointment | None:
        rows = list(Appointment.objects.order_by("pk"))
        return rows[which % len(rows)] if rows else None

    @rule(moment=MOMENTS, which=WHICH, reminded=st.booleans())
    def book(self, moment: int, which: int, reminded: bool) -> None:
        person = Person(name="Jeanne", phone="06 12 34 56 78", email="jeanne@exemple.fr", reminded=reminded)
        self.do("booked", appointments.book, slot=self.slot(moment, which), person=person, via="counter", by=None)

    @rule(moment=MOMENTS, which=WHICH, other=WHICH)
    def move(self, moment: int, which: int, other: int) -> None:
        if found := self.one(which):
            to = self.slot(moment, other)
            self.do("moved", appointments.move, appointment=found, to=to, by=None, version=found.version)

    @rule(which=WHICH, because=st.sampled_from(["person", "closed", "mistake"]))
    def cancel(self, which: int, because: str) -> None:
        if found := self.one(which):
            self.do("cancelled", appointments.cancel, appointment=found, because=because, by=None)

    @rule(which=WHICH, act=st.sampled_from(["arrived", "ended", "missed", "undone"]))
    def settle(self, which: int, act: str) -> None:
        acts = {"arrived": "arrive", "ended": "finish", "missed": "miss", "undone": "undo"}
        if found := self.one(which):
            self.do(act, getattr(appointments, acts[act]), appointment=found, by=None)

    @rule()
    def wait(self) -> None:
        person = Person(name="Paul", email="paul@exemple.fr")
        said = {"reason": self.reason, "places": [self.place], "until": NOW.date() + timedelta(days=3)}
        self.do("waited", waiting.wait, person=person, by=None, **said)

    @rule()
    def offer(self) -> None:
        self.acknowledged["offered"] += offering.offer_freed(place=self.place.pk, now=self.now)

    @rule(which=WHICH, yes=st.booleans())
    def answer(self, which: int, yes: bool) -> None:
        rows = list(Waiting.objects.order_by("pk"))
        if rows:
            act, verb = (waiting.accept, "offer_accepted") if yes else (waiting.refuse, "offer_refused")
            self.do(verb, act, waiting=rows[which % len(rows)], by=None)

    @rule(minutes=st.sampled_from([5, 40, 1_500]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        offering.end_offers(now=self.now)

    @invariant()
    def nothing_overlaps(self) -> None:
        last: dict[tuple[int, int], object] = {}
        for row in Occupation.objects.order_by("starts_at", "pk"):
            assert last.get((row.kind, row.resource), row.starts_at) <= row.starts_at
            last[row.kind, row.resource] = row.ends_at

    @invariant()
    def what_is_taken_is_what_stands(self) -> None:
        for each in Appointment.objects.prefetch_related("occupations"):
            held = {(row.kind, row.resource, row.starts_at, row.ends_at) for row in each.occupations.all()}
            wanted = {
                (Occupation.Kind[kind.upper()], number, each.starts_at, until)
                for kind, number, until in taken_by(each).takes()
            }
            assert held == (wanted if each.state in LIVE else set())
            assert len(held) == (2 if each.state in LIVE else 0)

    @invariant()
    def every_act_is_journaled_once(self) -> None:
        told = Counter(Entry.objects.filter(verb__startswith="bookings.").values_list("verb", flat=True))
        for verb, count in self.acknowledged.items():
            assert told[f"bookings.{verb}"] == count

    @invariant()
    def nobody_is_told_what_is_not_so(self) -> None:
        """Whatever waits to be sent of an appointment is of it as it is now."""
        for key in Message.objects.filter(state="queued").values_list("key", flat=True):
            _, pk, version, kind = key.split(":")
            appointment = Appointment.objects.get(pk=pk)
            if kind in {"day-before", "same-day", "offered"}:
                assert appointment.state in {"offered", "booked", "arrived", "done", "no-show"}
            if appointment.state == "booked" and kind in {"booked", "moved"}:
                latest = Message.objects.filter(key__startswith=f"bookings.appointment:{pk}:", state="queued")
                assert int(version) == max(int(each.key.split(":")[2]) for each in latest)

    @invariant()
    def an_offer_has_somebody_who_waits_for_it(self) -> None:
        offered = set(Appointment.objects.filter(state="offered").values_list("pk", flat=True))
        assert offered == set(Waiting.objects.filter(state="offered").values_list("offered", flat=True))


def test_whatever_people_do_in_whatever_order() -> None:
    run_state_machine_as_test(Desk, settings=settings(max_examples=8, stateful_step_count=20, deadline=None))


def test_nobody_waits_while_something_suits_them() -> None:
    place = a_place()
    a_room(place)
    a_mediator(place)
    reason = a_reason()
    person = Person(name="Paul", email="paul@exemple.fr")
    until = NOW.date() + timedelta(days=3)
    asked = [
        waiting.wait(reason=reason, places=[place], person=person, until=until, by=None, now=NOW) for _ in range(3)
    ]
    assert offering.offer_freed(place=place.pk, now=NOW) == 3
    offers = [Waiting.objects.get(pk=each.pk).offered.starts_at for each in asked]
    assert offers == sorted(offers)
    left = free(reason=reason, places=[place.pk], since=NOW, until=NOW + timedelta(days=9), now=NOW, notice=False)
    assert not {slot.starts_at for slot in left} & set(offers)
