"""Which moments are free at a place: the rules against somebody who looks at every minute and every combination."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from itertools import product
from operator import or_

from hypothesis import given
from hypothesis import strategies as st

from maillage.web.bookings.rules.minutes import span
from maillage.web.bookings.rules.slots import Choice, Desk, Need, Resource, Supply, lacking, packed, search
from tests.web.bookings.each_minute import each

# A short day, so that many things happen in it; nothing is known beyond its end.
LENGTH = 40
KINDS = ("ecg", "scales")
WHOLE = span(0, LENGTH)

stretch = st.tuples(st.integers(0, LENGTH), st.integers(1, 20)).map(lambda at: span(at[0], at[0] + at[1]) & WHOLE)
moments = st.lists(stretch, max_size=3).map(lambda found: reduce(or_, found, 0))
there = st.one_of(st.just(WHOLE), moments.map(lambda gone: WHOLE & ~gone))


@st.composite
def resources(draw: st.DrawFn, first: int, most: int) -> list[Resource]:
    return [Resource(first + n, draw(there), draw(moments)) for n in range(draw(st.integers(1, most)))]


@st.composite
def supplies(draw: st.DrawFn) -> Supply:
    desks: list[Desk] = []
    for number in range(draw(st.integers(1, 2))):
        room = Resource(10 + number, WHOLE, draw(moments))
        bare = Desk(room, draw(st.booleans()))
        desks.append(bare)
        for station in range(draw(st.integers(1, 2))):
            ready = {kind: draw(there) for kind in KINDS if draw(st.booleans())}
            desks.append(replace(bare, station=Resource(20 + 2 * number + station, WHOLE, draw(moments)), ready=ready))
    return Supply(
        place=1,
        open=draw(there),
        jumps=draw(st.sampled_from([(), (), (20,)])),
        desks=desks,
        carried={kind: draw(resources(30 + 5 * at, 2)) for at, kind in enumerate(KINDS) if draw(st.booleans())},
        mediators=draw(resources(40, 2)),
        practitioners=draw(resources(50, 2)),
    )


@st.composite
def needs(draw: st.DrawFn) -> Need:
    return Need(
        minutes=draw(st.integers(1, 12)),
        airing=draw(st.sampled_from([0, 3, 8])),
        closed_room=draw(st.booleans()),
        station=draw(st.booleans()),
        kinds=draw(st.sampled_from([(), ("ecg",), KINDS])),
        mediator=draw(st.booleans()),
        practitioner=draw(st.booleans()),
    )


def is_there(resource: Resource, minutes: range) -> bool:
    return all(resource.there >> minute & 1 for minute in minutes)


def is_free(resource: Resource, minutes: range) -> bool:
    return not any(resource.taken >> minute & 1 for minute in minutes)


def combinations(supply: Supply, need: Need, start: int) -> Iterator[Choice]:
    """All that could be taken at a minute, one after the other."""
    during, whole = range(start, start + need.minutes), range(start, start + need.taken)
    if not all(supply.open >> minute & 1 for minute in during):
        return
    if any(start < jump < start + need.minutes for jump in supply.jumps):
        return
    for desk in supply.desks:
        if need.closed_room and not desk.is_closed:
            continue
        if need.station and desk.station is None:
            continue
        if desk.station is not None and not (need.station or need.kinds):
            continue
        fixtures = [desk.room] + ([desk.station] if desk.station else [])
        if not all(is_there(each, during) and is_free(each, whole) for each in fixtures):
            continue
        own = {kind for kind in need.kinds if all(desk.ready.get(kind, 0) >> minute & 1 for minute in during)}
        able = [
            [each.number for each in supply.carried.get(kind, ()) if is_there(each, during) and is_free(each, whole)]
            for kind in need.kinds
            if kind not in own
        ]
        mediators = [each.number for each in supply.mediators if is_there(each, during) and is_free(each, whole)]
        doctors = [each.number for each in supply.practitioners if is_there(each, during) and is_free(each, during)]
        for mediator, doctor, devices in product(
            mediators if need.mediator else [None], doctors if need.practitioner else [None], product(*able)
        ):
            station = desk.station.number if desk.station else None
            yield Choice(desk.room.number, station, tuple(sorted(devices)), mediator, doctor)


@given(supplies(), needs())
def test_nothing_is_missing_and_nothing_too_much(supply: Supply, need: Need) -> None:
    brute = {start for start in range(LENGTH) if any(combinations(supply, need, start))}
    assert set(each(search(supply, need).starts)) == brute


@given(supplies(), needs(), st.randoms())
def test_what_is_chosen_can_be_had_and_does_not_depend_on_the_order_of_rows(supply: Supply, need: Need, chance) -> None:
    def shuffled(found) -> list:
        return chance.sample(list(found), len(found))

    other = replace(
        supply,
        desks=shuffled(supply.desks),
        carried={kind: shuffled(found) for kind, found in shuffled(supply.carried.items())},
        mediators=shuffled(supply.mediators),
        practitioners=shuffled(supply.practitioners),
    )
    found, again = search(supply, need), search(other, need)
    for start in each(found.starts):
        choice = found.choose(start, WHOLE)
        assert choice in combinations(supply, need, start)
        assert choice == again.choose(start, WHOLE)


@given(supplies(), needs(), st.data())
def test_what_is_refused_is_what_cannot_be_had(supply: Supply, need: Need, data: st.DataObject) -> None:
    """Whatever somebody asks for: the answer says no exactly where the combination is not there."""
    asked = Choice(
        room=data.draw(st.sampled_from([10, 11])),
        station=data.draw(st.sampled_from([None, 20, 21])) if need.station or need.kinds else None,
        devices=tuple(data.draw(st.sets(st.sampled_from([30, 31, 35]), max_size=2))) if need.kinds else (),
        mediator=data.draw(st.sampled_from([40, 41])) if need.mediator else None,
        practitioner=data.draw(st.sampled_from([50, 51])) if need.practitioner else None,
    )
    for start in range(LENGTH - need.taken):
        able = set(combinations(supply, need, start))
        refused = lacking(supply, need, asked, start)
        if replace(asked, devices=tuple(sorted(asked.devices))) in able:
            assert refused == ""
        elif not refused:
            # It may bring a device more than is needed, never one less.
            spare = [replace(each, devices=()) for each in able if set(each.devices) <= set(asked.devices)]
            assert replace(asked, devices=()) in spare


@given(supplies(), needs())
def test_what_was_free_is_taken_once_it_is_booked(supply: Supply, need: Need) -> None:
    found = search(supply, need)
    if not found.starts:
        return
    start = next(each(found.starts))
    choice, whole = found.choose(start, WHOLE), span(start, start + need.taken)
    assert lacking(supply, need, choice, start) == ""

    def booked(resource: Resource) -> Resource:
        return replace(resource, taken=resource.taken | whole) if resource.number == choice.room else resource

    later = replace(supply, desks=[replace(desk, room=booked(desk.room)) for desk in supply.desks])
    assert lacking(later, need, choice, start) == "taken"
    assert all(lacking(later, need, choice, minute) for minute in range(start + 1, start + need.taken))


@given(st.integers(0, 1 << 200), st.integers(1, 8).map(lambda fives: 5 * fives))
def test_offered_moments_are_free_on_the_clock_and_leave_no_gap(starts: int, step: int) -> None:
    offered = list(packed(starts, step))
    assert all(starts >> start & 1 and start % 5 == 0 for start in offered)
    assert offered == sorted(set(offered))
    for start in each(starts):
        if start % 5 == 0 and start not in offered:
            stretch = range(start, -1, -1)
            before = next(each for each in stretch if each in offered)
            assert start - before < step
            assert all(starts >> minute & 1 for minute in range(before, start))


def test_whoever_has_least_to_do_that_day_is_chosen() -> None:
    busy, idle = Resource(1, WHOLE, span(0, 20)), Resource(2, WHOLE, span(0, 10))
    supply = Supply(1, WHOLE, desks=[Desk(Resource(7, WHOLE))], mediators=[busy, idle])
    found = search(supply, Need(minutes=20))
    assert found.choose(20, day=WHOLE).mediator == 2
    assert found.choose(20, day=span(20, LENGTH)).mediator == 1


def test_a_closed_room_and_a_station_are_left_to_who_needs_them() -> None:
    closed, open_one = Resource(1, WHOLE), Resource(2, WHOLE, span(0, 10))
    desks = [Desk(closed), Desk(closed, station=Resource(5, WHOLE)), Desk(open_one, is_closed=False)]
    supply = Supply(1, WHOLE, desks=desks)
    anywhere = search(supply, Need(minutes=20, closed_room=False, mediator=False)).choose(20, WHOLE)
    apart = search(supply, Need(minutes=20, mediator=False)).choose(20, WHOLE)
    seated = search(supply, Need(minutes=20, mediator=False, station=True)).choose(20, WHOLE)
    assert [(each.room, each.station) for each in (anywhere, apart, seated)] == [(2, None), (1, None), (1, 5)]


def test_nobody_need_stay_while_the_room_is_aired_but_nobody_comes_in_either() -> None:
    mediator = Resource(4, span(0, 30))
    supply = Supply(1, span(0, 30), desks=[Desk(Resource(7, WHOLE))], mediators=[mediator])
    assert list(each(search(supply, Need(minutes=30, airing=10)).starts)) == [0]
    taken = replace(supply, desks=[Desk(Resource(7, WHOLE, span(39, 40)))])
    assert search(taken, Need(minutes=30, airing=10)).starts == 0
    assert search(taken, Need(minutes=30, airing=9)).starts == 1
