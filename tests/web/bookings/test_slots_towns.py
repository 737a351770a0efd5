"""Free moments of whole towns, read from the database, against somebody who walks through them minute by minute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.territory.public_holidays import public_holidays
from maillage.web.bookings.models import Occupation
from maillage.web.bookings.queries.slots import free, obstacle
from maillage.web.bookings.rules.slot import Slot
from maillage.web.places.models import Absence, Closing, Reason, Station
from tests.web.given import (
    a_device,
    a_mediator,
    a_place,
    a_practitioner,
    a_reason,
    a_room,
    a_station,
    at_work,
    available,
)

pytestmark = pytest.mark.django_db

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ZONES = {"78517": ("78", "Europe/Paris"), "67482": ("67", "Europe/Paris"), "97411": ("974", "Indian/Reunion")}
# The first day of two: the clocks go forward, and back; 8 May; 26 December, which is a holiday in Alsace alone.
FIRST_DAYS = (date(2026, 3, 28), date(2026, 10, 24), date(2026, 5, 7), date(2026, 12, 25), date(2026, 3, 10))
# Nobody opens or closes in an hour that the clocks skip or show twice.
CLOCKS = (time(0), time(1, 15), time(4), time(9), time(12, 30), time(13, 30), time(18), time(23))


@dataclass
class Thing:
    """``there``, ``taken``: minutes of UTC."""

    number: int
    there: set[datetime]
    taken: set[datetime] = field(default_factory=set)


# Room, whether it is closed, station, and when a device of its own is ready, by kind.
type Desk = tuple[Thing, bool, Thing | None, dict[str, set[datetime]]]


@dataclass
class Town:
    place: int
    reason: Reason
    zone: ZoneInfo
    minutes: list[datetime]
    open: set[datetime]
    desks: list[Desk]
    carried: list[tuple[str, Thing]]
    mediators: list[Thing]
    practitioners: list[Thing]

    def had_at(self, start: datetime) -> Iterator[Slot]:
        """Everything that could be booked at a moment, but for who else might do it."""
        if start not in self.open:
            return
        during = [start + number * MINUTE for number in range(self.reason.minutes)]
        whole = [start + number * MINUTE for number in range(self.reason.minutes + self.reason.airing_minutes)]
        if not self.open.issuperset(during) or start.astimezone(self.zone).utcoffset() != (
            during[-1].astimezone(self.zone).utcoffset()
        ):
            return

        def able(thing: Thing, until: list[datetime] = whole) -> bool:
            return thing.there.issuperset(during) and thing.taken.isdisjoint(until)

        mediators = [each for each in self.mediators if able(each)] if self.reason.needs_mediator else [None]
        doctors = [each for each in self.practitioners if able(each, during)] if self.reason.profession else [None]
        for room, is_closed, station, ready in self.desks:
            if not self.suits(is_closed, station) or not able(room) or (station and not able(station)):
                continue
            missing = [kind for kind in self.reason.equipment if not ready.get(kind, set()).issuperset(during)]
            brought = [[each for kind, each in self.carried if kind == wanted and able(each)] for wanted in missing]
            for mediator in mediators:
                for doctor in doctors:
                    for devices in _one_of_each(brought):
                        yield Slot(
                            place=self.place,
                            reason=self.reason.pk,
                            room=room.number,
                            starts_at=start,
                            ends_at=start + self.reason.minutes * MINUTE,
                            airing=self.reason.airing_minutes * MINUTE,
                            station=station.number if station else None,
                            devices=tuple(sorted(each.number for each in devices)),
                            mediator=mediator.number if mediator else None,
                            practitioner=doctor.number if doctor else None,
                        )

    def suits(self, is_closed: bool, station: Thing | None) -> bool:
        """A station is for who needs one, or a device of it."""
        if station is None:
            return not self.reason.needs_station and (is_closed or not self.reason.needs_closed_room)
        wanted = self.reason.needs_station or bool(self.reason.equipment)
        return wanted and (is_closed or not self.reason.needs_closed_room)

    def offered(self, since: datetime) -> list[datetime]:
        """The first moment of each free stretch of a day, then one length after the other."""
        step = -(-(self.reason.minutes + self.reason.airing_minutes) // 5) * 5
        found, next_one, before = [], None, None
        for start in self.minutes:
            if start < since or not any(self.had_at(start)):
                continue
            same_day = before and before.astimezone(self.zone).date() == start.astimezone(self.zone).date()
            if before != start - MINUTE or not same_day:
                next_one = None
            before = start
            if start.minute % 5 == 0 and (next_one is None or start == next_one):
                found.append(start)
                next_one = start + step * MINUTE
        return found


def _one_of_each(brought: list[list[Thing]]) -> Iterator[list[Thing]]:
    if not brought:
        yield []
        return
    for one in brought[0]:
        for others in _one_of_each(brought[1:]):
            yield [one, *others]


class Builder:
    """A town of two days, drawn at random: its rows, and the same as sets of minutes."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        commune, self.first = chance.choice(sorted(ZONES)), chance.choice(FIRST_DAYS)
        departement, zone = ZONES[commune]
        self.zone, self.holidays = ZoneInfo(zone), public_holidays(2026, departement)
        self.begins, ends = (
            datetime.combine(day, time(0), self.zone).astimezone(UTC) for day in (self.first, self.first + 2 * DAY)
        )
        # An hour more, as what begins before midnight ends after it.
        self.minutes = [self.begins + number * MINUTE for number in range((ends - self.begins) // MINUTE + 60)]
        self.clock = {minute: minute.astimezone(self.zone) for minute in self.minutes}
        self.lines = self.week()
        days = ",".join(OSM_DAYS[day] for day in sorted(self.lines[0]))
        hours = ",".join(f"{since:%H:%M}-{until:%H:%M}" for since, until in self.lines[1])
        self.place = a_place(commune=commune, hours=f"{days} {hours}; PH off")

    def town(self) -> Town:
        chance = self.chance
        closed = {self.first + DAY} if chance.random() < 0.2 else set()
        for day in closed:
            Closing.objects.create(place=self.place, first_day=day, last_day=day)
        reason = a_reason(
            minutes=chance.randint(5, 40),
            airing_minutes=chance.choice([0, 7, 15]),
            needs_mediator=chance.random() < 0.7,
            needs_closed_room=chance.random() < 0.7,
            needs_station=chance.random() < 0.3,
            profession=chance.choice(["", "gp"]),
            equipment=chance.choice([[], ["ecg"], ["ecg", "scales"]]),
            notice_minutes=chance.choice([0, 90]),
        )
        return Town(
            place=self.place.pk,
            reason=reason,
            zone=self.zone,
            minutes=self.minutes[:-60],
            open=self.by_the_clock([self.lines], but=closed),
            desks=[desk for _ in range(chance.randint(1, 2)) for desk in self.room()],
            carried=[self.device(None) for _ in range(chance.randint(1, 4))],
            mediators=[self.mediator() for _ in range(chance.randint(1, 2))],
            practitioners=[self.practitioner() for _ in range(chance.randint(1, 3))],
        )

    def room(self) -> list[Desk]:
        room = a_room(self.place, is_closed=self.chance.random() < 0.8)
        here = self.thing("ROOM", room.pk, set(self.minutes))
        desks: list[Desk] = [(here, room.is_closed, None, {})]
        if self.chance.random() < 0.7:
            station, ready = a_station(room), {}
            for kind, own in (self.device(station) for _ in range(self.chance.randint(0, 3))):
                ready[kind] = ready.get(kind, set()) | own.there
            desks.append((here, room.is_closed, self.thing("STATION", station.pk, set(self.minutes)), ready))
        return desks

    def device(self, station: Station | None) -> tuple[str, Thing]:
        kind = self.chance.choice(["ecg", "scales"])
        until = self.chance.choice([None, None, self.first, self.first - DAY])
        state = self.chance.choice(["in-use", "in-use", "in-use", "broken"])
        row = a_device(self.place, station=station, kind=kind, calibrated_until=until, calibrated_on=None, state=state)
        able = {each for each, here in self.clock.items() if until is None or here.date() <= until}
        return kind, self.thing("DEVICE", row.pk, set() if state == "broken" else able)

    def mediator(self) -> Thing:
        row, lines = a_mediator(), [self.week() for _ in range(self.chance.randint(1, 2))]
        for days, spans in lines:
            for day in days:
                for since, until in spans:
                    at_work(row, self.place, weekday=day, begins=since, ends=until)
        away = self.stretches(1, 600)
        for since, until in away:
            Absence.objects.create(mediator=row, starts_at=since, ends_at=until)
        return self.thing("MEDIATOR", row.pk, self.by_the_clock(lines, but=set()) - self.within(away))

    def practitioner(self) -> Thing:
        row = a_practitioner(profession=self.chance.choice(["gp", "gp", "gp", "nurse"]))
        serves, reached = self.chance.choice(["all", "here", "here", "elsewhere"]), self.stretches(5, 700)
        if serves != "all":
            row.places.add(self.place if serves == "here" else a_place())
        for since, until in reached:
            available(row, since, until)
        able = self.within(reached) if row.profession == "gp" and serves != "elsewhere" else set()
        return self.thing("PRACTITIONER", row.pk, able)

    def week(self) -> tuple[set[int], list[tuple[time, time]]]:
        """Days, and one or two times of each that may meet."""
        times = [tuple(sorted(self.chance.sample(CLOCKS, 2))) for _ in range(self.chance.randint(1, 2))]
        return set(self.chance.sample(range(7), self.chance.randint(5, 7))), times

    def stretches(self, most: int, longest: int) -> list[tuple[datetime, datetime]]:
        """Apart from each other."""
        starts = range(0, len(self.minutes), longest)
        chosen = self.chance.sample(starts, min(len(starts), self.chance.randint(0, most)))
        lengths = [self.chance.randint(1, longest) for _ in chosen]
        at = [self.begins + start * MINUTE for start in chosen]
        return [(begins, begins + length * MINUTE) for begins, length in zip(at, lengths, strict=True)]

    def by_the_clock(self, lines: list[tuple[set[int], list[tuple[time, time]]]], but: set[date]) -> set[datetime]:
        found = set()
        for minute, here in self.clock.items():
            if here.date() in self.holidays or here.date() in but:
                continue
            if any(
                here.weekday() in days and any(since <= here.time() < until for since, until in spans)
                for days, spans in lines
            ):
                found.add(minute)
        return found

    def within(self, found: list[tuple[datetime, datetime]]) -> set[datetime]:
        return {since + number * MINUTE for since, until in found for number in range((until - since) // MINUTE)}

    def thing(self, kind: str, number: int, there: set[datetime]) -> Thing:
        taken = self.stretches(6, 150)
        for starts_at, ends_at in taken:
            Occupation.objects.create(
                kind=Occupation.Kind[kind], resource=number, starts_at=starts_at, ends_at=ends_at, holder="test"
            )
        return Thing(number, there, self.within(taken))


@given(st.randoms(use_true_random=True))
@settings(max_examples=15)
def test_no_moment_is_missing_and_none_too_much(chance: Random) -> None:
    with transaction.atomic():
        town = Builder(chance).town()
        now = town.minutes[chance.randint(0, 600)] - DAY / 4
        since, until = town.minutes[0], town.minutes[-1] + MINUTE
        found = free(reason=town.reason, places=[town.place], since=since, until=until, now=now)
        soonest = now + max(timedelta(minutes=town.reason.notice_minutes), MINUTE)
        assert [slot.starts_at for slot in found] == town.offered(soonest)
        for slot in found:
            assert slot in set(town.had_at(slot.starts_at))
        firsts = free(reason=town.reason, places=[town.place], since=since, until=until, now=now, at_most=2)
        assert firsts == found[:2]
        transaction.set_rollback(True)


@given(st.randoms(use_true_random=True))
@settings(max_examples=8)
def test_a_moment_is_refused_exactly_where_it_cannot_be_had(chance: Random) -> None:
    with transaction.atomic():
        town = Builder(chance).town()
        now = town.minutes[0] - DAY
        some = [each for each in town.minutes if any(town.had_at(each))]
        for start in chance.sample(some, min(len(some), 3)):
            able = list(town.had_at(start))
            slot = chance.choice(able)
            assert obstacle(slot, now=now) == ""
            assert obstacle(slot, now=slot.starts_at) == "past"
            earlier = replace(slot, starts_at=slot.starts_at - MINUTE, ends_at=slot.ends_at - MINUTE)
            assert (obstacle(earlier, now=now) == "") == (earlier in set(town.had_at(earlier.starts_at)))
            for mediator in town.mediators if town.reason.needs_mediator else []:
                other = replace(slot, mediator=mediator.number)
                assert (obstacle(other, now=now) == "") == (other in able)
        transaction.set_rollback(True)
