"""``python -m bench.slots``: how long the free moments nearest a person take to find, among 50 places and among 1,000.

Six weeks of teleconsultations, seven moments in ten taken: room, station, mediator and practitioner each. Who asks
comes from a commune drawn at random; the same question is not asked twice. Answers were never given before, except
that opening hours and working weeks, which hardly change, are known from the first one.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from statistics import median, quantiles

from .postgres import fresh_database, throw_away_postgres
from .process import measure

HEAD = (
    "| free moments nearest a person, ms | 50 places | 95th percentile | 1,000 places | 95th percentile | goal |\n"
    "|---|---:|---:|---:|---:|---|"
)
FEW, MANY = 50, 1_000
GOAL = "< 50 ms; 1,000 places ≤ 2 times 50"
ASKED, TAKEN_SHARE = 120, 0.7
# A Wednesday, a quarter past nine in Paris.
NOW = datetime(2026, 3, 4, 8, 15, tzinfo=UTC)
DAYS, MINUTES, AIRING = 42, 20, 10
HOURS = "Mo-Fr 09:00-12:30,13:30-18:00; Sa 09:00-12:00; PH off"
SHIFTS = ((clock(9), clock(12, 30)), (clock(13, 30), clock(17, 30)))
# Places whose practitioners are the same.
SHARING, PRACTITIONERS = 5, 4
COLUMNS = "(kind, resource, starts_at, ends_at, holder)"


def build(places: int) -> None:
    """Places at the communes nearest to Rambouillet, with all that is in them and taken of them."""
    from django.db import transaction

    from maillage.web.accounts.models import Organisation
    from maillage.web.places import models as rows
    from maillage.web.territories.queries import reference

    communes = reference().communes.dropna(subset=["lat", "lon"])
    near = ((communes["lat"] - 48.6443) ** 2 + ((communes["lon"] - 1.8293) * 0.66) ** 2).nsmallest(places).index
    with transaction.atomic():
        owner = Organisation.objects.create(kind="ccas", name="CCAS", created_at=NOW)
        sites = rows.Place.objects.bulk_create(
            rows.Place(organisation=owner, name=f"Lieu {code}", commune=code, lat=lat, lon=lon, hours=HOURS,
                       is_public=True, step_free="yes", opened_at=NOW, changed_at=NOW)
            for code, lat, lon in communes.loc[near, ["lat", "lon"]].itertuples()
        )  # fmt: skip
        rooms = rows.Room.objects.bulk_create(
            rows.Room(place=site, name=f"Salle {number}") for site in sites for number in (1, 2)
        )
        stations = rows.Station.objects.bulk_create(rows.Station(room=room, name="Cabine") for room in rooms)
        rows.Device.objects.bulk_create(
            rows.Device(place=station.room.place, station=station, kind=kind, serial=f"{kind}{station.pk}")
            for station in stations
            for kind in ("stethoscope", "blood-pressure", "oximeter")
        )
        mediators = rows.Mediator.objects.bulk_create(
            rows.Mediator(organisation=owner, name=f"Médiatrice {site.pk}", since=date(2025, 1, 1)) for site in sites
        )
        rows.WorkingHours.objects.bulk_create(
            rows.WorkingHours(mediator=mediator, place=site, weekday=day, begins=begins, ends=ends,
                              first_day=date(2025, 1, 1))
            for mediator, site in zip(mediators, sites, strict=True)
            for day in range(5)
            for begins, ends in SHIFTS
        )  # fmt: skip
        pools = [_pool(owner, sites[first : first + SHARING]) for first in range(0, places, SHARING)]
        _take(list(zip(sites, mediators, rooms[::2], stations[::2], strict=True)), pools)


def _pool(owner, sites) -> list:
    """Practitioners of some places, reached on weekdays."""
    from maillage.web.places.models import Availability, Practitioner

    pool = Practitioner.objects.bulk_create(
        Practitioner(organisation=owner, name=f"Dr {sites[0].pk} {number}") for number in range(PRACTITIONERS)
    )
    serving = Practitioner.places.through
    serving.objects.bulk_create(serving(practitioner=each, place=site) for each in pool for site in sites)
    Availability.objects.bulk_create(
        Availability(practitioner=each, starts_at=begins, ends_at=begins + timedelta(hours=9))
        for each in pool
        for begins in _mornings()
    )
    return pool


def _mornings() -> Iterator[datetime]:
    """Nine o'clock on weekdays: winter time, and summer time from 29 March on."""
    for number in range(DAYS + 1):
        day = NOW.date() + timedelta(days=number)
        if day.weekday() < 5:
            yield datetime(day.year, day.month, day.day, 8 if day < date(2026, 3, 29) else 7, tzinfo=UTC)


def _take(desks: list[tuple], pools: list[list]) -> None:
    from django.db import connection

    from maillage.web.bookings.models.exclusion import unguard

    chance, rows = random.Random(6), []
    whole, booked = timedelta(minutes=MINUTES + AIRING), timedelta(minutes=MINUTES)
    starts = [
        morning + begin + number * whole
        for morning in _mornings()
        for begin, count in ((timedelta(0), 7), (timedelta(hours=4, minutes=30), 8))
        for number in range(count)
    ]
    for start in starts:
        busy: set[int] = set()
        for number, (_, mediator, room, station) in enumerate(desks):
            able = [each for each in pools[number // SHARING] if each.pk not in busy]
            if not able or chance.random() > TAKEN_SHARE:
                continue
            doctor = chance.choice(able)
            busy.add(doctor.pk)
            for kind, row, ends in ((1, room, start + whole), (2, station, start + whole), (4, mediator, start + whole),
                                    (5, doctor, start + booked)):  # fmt: skip
                rows.append((kind, row.pk, str(start)[:19], str(ends)[:19], "bench"))
    # One resource after the other: the index grows at its end.
    rows.sort()
    if connection.vendor == "postgresql":
        # None of it is taken twice, and the constraint that says so is not what is measured.
        unguard(connection)
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY bookings_occupation {COLUMNS} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute("ANALYZE bookings_occupation")
        return
    with connection.cursor() as cursor:
        for first in range(0, len(rows), 10_000):
            cursor.executemany(
                f"INSERT INTO bookings_occupation {COLUMNS} VALUES (%s, %s, %s, %s, %s)", rows[first : first + 10_000]
            )


def questions() -> list[Callable[[], object]]:
    from maillage.web.bookings.queries.slots import Origin, nearest
    from maillage.web.places.models import Place, Reason

    reason = Reason.objects.create(
        title="Téléconsultation", minutes=MINUTES, airing_minutes=AIRING, needs_station=True, profession="gp",
        equipment=["stethoscope", "blood-pressure"],
    )  # fmt: skip
    chance = random.Random(9)
    homes = list(Place.objects.order_by("pk").values_list("lat", "lon", "commune"))
    asked = []
    for _ in range(ASKED):
        lat, lon, commune = chance.choice(homes)
        origin = Origin(lat + chance.uniform(-0.01, 0.01), lon + chance.uniform(-0.01, 0.01), commune)
        asked.append(lambda origin=origin: nearest(reason=reason, origin=origin, now=NOW))
    return asked


def _measure_all(data: str, address: str, places: int) -> dict[str, float]:
    os.environ |= {"MAILLAGE_DATA": data, "MAILLAGE_DATABASE": address}
    from maillage.web.server import ready

    ready()
    build(places)
    times = []
    for number, ask in enumerate(questions()):
        start = time.perf_counter()
        found = ask()
        if len(found) != 10:
            raise RuntimeError(f"{len(found)} offers")
        if number:
            times.append((time.perf_counter() - start) * 1e3)
    return {"median": median(times), "p95": quantiles(times, n=20)[-1]}


def rows() -> Iterator[str]:
    """One line a database."""
    yield _line("SQLite", [_measured("", FEW), _measured("", MANY)])
    try:
        with throw_away_postgres(durable=True) as address, fresh_database(address) as other:
            yield _line("PostgreSQL", [_measured(address, FEW), _measured(other, MANY)])
    except SystemExit as error:
        print(error, file=sys.stderr)


def _line(label: str, found: list[dict[str, float]]) -> str:
    cells = [f"{each[which]:.0f}" for each in found for which in ("median", "p95")]
    return f"| {label} | {' | '.join(cells)} | {GOAL} |"


def _measured(address: str, places: int) -> dict[str, float]:
    """In a process of its own, whose database is thrown away."""
    with tempfile.TemporaryDirectory() as data:
        return json.loads(measure(["-m", "bench.slots", data, address, str(places)]).output)


def main() -> None:
    if len(sys.argv) == 4:
        print(json.dumps(_measure_all(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
        return
    print(HEAD)
    for row in rows():
        print(row, flush=True)


if __name__ == "__main__":
    main()
