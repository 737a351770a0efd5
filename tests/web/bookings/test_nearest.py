"""The free moments nearest a person: the same as if every moment of every place had been ranked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.web.bookings.models import Occupation
from maillage.web.bookings.queries.slots import (
    Order,
    Origin,
    UnknownOriginError,
    free,
    nearest,
    obstacle,
    origin_of,
    still_free,
    third_next,
)
from maillage.web.bookings.queries.travel import minutes_from
from maillage.web.bookings.rules.order import Best, rank
from maillage.web.places.models import Place
from tests.web.given import NOW, a_device, a_mediator, a_place, a_practitioner, a_reason, a_room, a_station, available

pytestmark = pytest.mark.django_db

HOME = Origin(48.6443, 1.8293, "78517")
WEEK = timedelta(days=7)


def a_town(chance: Random, places: int) -> list[Place]:
    """Places some minutes apart, each with a mediator who has much to do."""
    found = []
    for number in range(places):
        place = a_place(lat=48.6443 + chance.uniform(-0.3, 0.3), lon=1.8293 + 0.1 * number)
        a_room(place)
        mediator = a_mediator(place)
        for day in range(chance.randint(0, 12)):
            begins = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=day)
            Occupation.objects.create(
                kind=4, resource=mediator.pk, starts_at=begins, ends_at=begins + timedelta(days=1), holder="test"
            )
        found.append(place)
    return found


@given(st.randoms(use_true_random=True), st.sampled_from(Order), st.integers(1, 12), st.integers(1, 4))
@settings(max_examples=6)
def test_places_that_are_not_looked_at_have_nothing_better(
    chance: Random, order: Order, at_most: int, a_place_has: int
) -> None:
    with transaction.atomic():
        a_town(chance, 11)
        reason = a_reason(minutes=chance.choice([30, 60]), horizon_days=14)
        found = nearest(reason=reason, origin=HOME, now=NOW, at_most=at_most, a_place=a_place_has, order=order)
        every = Best(at_most)
        for way in minutes_from(HOME, Place.objects.all()):
            until = NOW + 2 * WEEK
            firsts = free(reason=reason, places=[way.place], since=NOW, until=until, now=NOW)[:a_place_has]
            for slot in firsts:
                days = (slot.starts_at.date() - NOW.date()).days
                every.offer(rank(order, way.minutes, days, slot.starts_at, way.place), slot)
        assert [offer.slot for offer in found] == list(every)
        transaction.set_rollback(True)


def test_the_number_of_questions_does_not_grow_with_the_places(django_assert_max_num_queries) -> None:
    reason = a_reason(needs_station=True, profession="gp", equipment=["stethoscope"])
    for _ in range(7):
        place = a_place()
        room = a_room(place)
        a_device(place, station=a_station(room))
        a_mediator(place)
        available(a_practitioner(), NOW, NOW + WEEK)
    everywhere = [place.pk for place in Place.objects.order_by("pk")]
    with django_assert_max_num_queries(11):
        assert free(reason=reason, places=everywhere, since=NOW, until=NOW + WEEK, now=NOW)
    # The way to each, what the best ones are called, and the last days of each.
    with django_assert_max_num_queries(14):
        assert len(nearest(reason=reason, origin=HOME, now=NOW)) == 10


def test_each_order_is_what_it_says() -> None:
    near, far = a_place(lat=48.65), a_place(lat=48.9)
    for place, weekday in ((near, 4), (far, 0)):
        a_room(place)
        a_mediator(place).working_hours.exclude(weekday=weekday).delete()
    reason = a_reason()

    def first(order: Order) -> Place:
        return nearest(reason=reason, origin=HOME, now=NOW, order=order)[0].place

    assert [first(order) for order in (Order.NEAREST, Order.SOONEST)] == [near, far]
    # Four days of waiting are worth forty minutes; the way is 37 minutes longer.
    found = nearest(reason=reason, origin=HOME, now=NOW)
    assert found[0].place == far
    assert found[0].minutes - found[-1].minutes < 40


def test_who_may_come_where() -> None:
    known, hidden, steps = a_place(), a_place(is_public=False), a_place(step_free="partly")
    gone, elsewhere = a_place(closed_at=NOW), a_place(lat=43.3)
    for place in (known, hidden, steps, gone, elsewhere):
        a_room(place)
        a_mediator(place)
    reason = a_reason()

    def places(**asked: object) -> set[Place]:
        return {offer.place for offer in nearest(reason=reason, origin=HOME, now=NOW, at_most=99, **asked)}

    assert places() == {known, steps, elsewhere}
    assert places(within_minutes=60) == {known, steps}
    assert places(step_free=True, within_minutes=60) == {known}
    assert places(public_only=False, within_minutes=60) == {known, steps, hidden}
    assert places(organisations=[steps.organisation_id]) == {steps}
    assert places(public_only=False, organisations=[hidden.organisation_id], within_minutes=60) == {
        known,
        steps,
        hidden,
    }
    reason.places.add(steps)
    assert places() == {steps}


def test_notice_and_horizon() -> None:
    place = a_place()
    a_room(place)
    a_mediator(place)
    reason = a_reason(notice_minutes=24 * 60, horizon_days=2)
    found = free(reason=reason, places=[place.pk], since=NOW, until=NOW + WEEK, now=NOW)
    assert found[0].starts_at >= NOW + timedelta(days=1)
    assert NOW + timedelta(days=1, hours=6) < found[-1].starts_at <= NOW + timedelta(days=2)
    at_once = free(reason=reason, places=[place.pk], since=NOW, until=NOW + WEEK, now=NOW, notice=False)
    assert NOW < at_once[0].starts_at < NOW + timedelta(hours=2)
    assert obstacle(at_once[0], now=NOW) == "notice"
    assert obstacle(at_once[0], now=NOW, notice=False) == ""
    assert obstacle(found[-1], now=NOW - timedelta(days=1)) == "horizon"


def test_what_begins_now_is_past_and_what_begins_next_is_not() -> None:
    place = a_place()
    a_room(place)
    a_mediator(place)
    reason = a_reason(notice_minutes=0)

    def first(now: datetime) -> datetime:
        return free(reason=reason, places=[place.pk], since=NOW, until=NOW + WEEK, now=now)[0].starts_at

    assert first(NOW) == NOW + timedelta(minutes=5)
    assert first(NOW + timedelta(minutes=4, seconds=30)) == NOW + timedelta(minutes=5)


def test_a_moment_that_was_offered_and_is_no_more() -> None:
    place = a_place()
    a_room(place)
    mediator = a_mediator(place)
    reason = a_reason()
    slot = nearest(reason=reason, origin=HOME, now=NOW)[0].slot
    assert still_free(slot, now=NOW)
    Occupation.objects.create(
        kind=4, resource=mediator.pk, starts_at=slot.starts_at, ends_at=slot.ends_at, holder="test"
    )
    assert obstacle(slot, now=NOW) == "taken"
    mediator.working_hours.all().delete()
    assert obstacle(slot, now=NOW) == "closed"
    assert obstacle(replace(slot, ends_at=slot.ends_at + timedelta(minutes=5)), now=NOW) == "ended"
    reason.ended_at = NOW
    reason.save()
    assert obstacle(slot, now=NOW) == "ended"


def test_a_device_that_broke_since_is_told() -> None:
    place = a_place()
    a_room(place)
    device = a_device(place)
    reason = a_reason(needs_mediator=False, equipment=["stethoscope"])
    slot = nearest(reason=reason, origin=HOME, now=NOW)[0].slot
    assert slot.devices == (device.pk,)
    device.state = "broken"
    device.save()
    assert obstacle(slot, now=NOW) == "device"


def test_the_third_next_is_the_measure_of_delay() -> None:
    place, idle = a_place(), a_place()
    a_room(place)
    mediator = a_mediator(place)
    mediator.working_hours.exclude(weekday__in=(1, 3)).delete()
    mediator.working_hours.exclude(begins="14:00").delete()
    reason = a_reason(minutes=90, airing_minutes=0)
    # Two on Tuesday afternoon, the third on Thursday at two o'clock: three days and three and a half hours from now.
    assert third_next(reason=reason, places=[place.pk, idle.pk], now=NOW) == {
        place.pk: pytest.approx(3 + 3.5 / 24),
        idle.pk: None,
    }


def test_where_somebody_comes_from() -> None:
    assert (origin_of("78517").name, origin_of(" rambouillet ").commune) == ("Rambouillet", "78517")
    at = origin_of((48.6443, 1.8293))
    assert (at.lat, at.lon, at.commune) == (48.6443, 1.8293, "78517")
    with pytest.raises(UnknownOriginError) as several:
        origin_of("78730")
    assert "78537" in {code for code, _, _ in several.value.suggestions}
    with pytest.raises(UnknownOriginError) as nothing:
        origin_of("xyzzy")
    assert nothing.value.suggestions == []


def test_roads_where_they_are_known_the_model_elsewhere(roads) -> None:
    castle = Origin(48.8986, 2.0936, "78551")
    inside, outside = a_place(lat=48.9, lon=2.1), a_place()
    ways = {way.place: way for way in minutes_from(castle, Place.objects.all())}
    assert not ways[inside.pk].approximate
    assert ways[outside.pk].approximate
    by_model = minutes_from(HOME, Place.objects.filter(pk=inside.pk))
    assert by_model[0].approximate
