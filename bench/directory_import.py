"""``python -m bench.directory_import [SERVICES]``: 100,000 services brought into an empty directory by the action that
pages and command line call, on both databases: received, read, compared, taken over, matched, indexed.

Then the same file again, and one in which one card in a hundred changed. Meanwhile another process writes all the
while: on SQLite as anybody does, on PostgreSQL as those do who keep the directory. The longest that it waited is told.
"""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from .directory_search import KINDS, NAMES
from .postgres import throw_away_postgres
from .process import measure

HEAD = (
    "| file of services | database | time | processor | lines a second | others wait at most | memory | goal |\n"
    "|---|---|---:|---:|---:|---:|---:|---|"
)
GOAL = "others wait < 5 s, < 1.5 GB"
SERVICES = 100_000
NOW = datetime(2026, 3, 4, 8, 15, tzinfo=UTC)
PAUSE_SECONDS, WRITTEN_SECONDS = 0.02, 0.5
FILES = {"new": "all new", "same": "the same again", "changed": "one in a hundred changed"}
COLUMNS = (
    "identifiant", "nom", "genre", "adresse", "code_postal", "ville", "code_insee", "latitude", "longitude",
    "telephone", "horaires", "services",
)  # fmt: skip


def rows(services: int = SERVICES) -> Iterator[str]:
    """One for each file on each database."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), services)
        yield from _rows("SQLite", "", folder)
        try:
            with throw_away_postgres(durable=True) as address:
                yield from _rows("PostgreSQL", address, folder)
        except SystemExit as error:
            print(error, file=sys.stderr)


def _rows(label: str, address: str, folder: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as data:
        known = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_")}
        os.environ.clear()
        os.environ.update(known | {"MAILLAGE_DATA": data, "MAILLAGE_DATABASE": address})
        process = measure(["-m", "bench.directory_import", "bring", folder])
    for found in json.loads(process.output):
        cells = (
            f"{found['seconds']:.1f} s",
            f"{found['processor']:.1f} s",
            f"{found['lines'] / found['seconds']:,.0f}",
            f"{found['waited']:.1f} s",
            f"{process.peak_mb:,.0f} MB",
        )
        yield f"| {FILES[found['file']]} | {label} | {' | '.join(cells)} | {GOAL} |"


def write(folder: Path, services: int) -> None:
    """Places with one service each, in communes drawn by their population."""
    from maillage.engine.sources.reference import load_reference

    chance = random.Random(11)
    communes = load_reference().communes.dropna(subset=["lat", "lon"])
    drawn = chance.choices(list(communes.index), weights=communes["population"].fillna(0).tolist(), k=services)
    towns = communes.loc[drawn, ["name", "lat", "lon", "postcodes"]].itertuples()
    lines = [_line(number, town, chance) for number, town in enumerate(towns)]
    changed = [
        [*line[:9], f"05{number:08}", *line[10:]] if number % 100 == 0 else line for number, line in enumerate(lines)
    ]
    for name, said in (("new", lines), ("same", lines), ("changed", changed)):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter=";").writerows([COLUMNS, *said])


def _line(number: int, town, chance: random.Random) -> list[str]:
    kind = chance.choice(list(KINDS))
    word, topics = KINDS[kind]
    return [
        f"S{number}",
        f"{word} {chance.choice(NAMES)} {chance.randrange(100)}",
        kind,
        f"{chance.randrange(1, 200)} rue des {chance.choice(NAMES)}",
        str(town.postcodes).split()[0],
        town.name,
        town.Index,
        f"{town.lat + chance.uniform(-0.02, 0.02):.5f}",
        f"{town.lon + chance.uniform(-0.02, 0.02):.5f}",
        f"04{number:08}",
        "Mo-Fr 09:00-12:30,13:30-17:30; PH off",
        chance.choice(topics),
    ]


def bring(folder: Path) -> list[dict]:
    """In a process of its own, on an empty database."""
    from maillage.web.server import ready

    ready()
    from maillage.web.directory.actions import deliveries, imports
    from maillage.web.directory.models import Delivery, Source

    found = []
    with somebody_else() as longest:
        for name in FILES:
            began, worked = time.perf_counter(), time.process_time()
            with (folder / f"{name}.csv").open("rb") as file:
                source = Source.objects.filter(form="own").first()
                chunks = iter(lambda file=file: file.read(1 << 20), b"")
                made = imports.receive(source=source, file=chunks, name="services.csv", by=None, now=NOW)
            deliveries.go_on(delivery=made.pk, now=NOW)
            told = {"seconds": time.perf_counter() - began, "processor": time.process_time() - worked}
            made = Delivery.objects.get(pk=made.pk)
            if made.state != "applied":
                raise SystemExit(f"{name}: {made.state}, {made.counts}, {made.problems[:3]}")
            # Who waited for the last of it has it by then.
            time.sleep(WRITTEN_SECONDS)
            told |= {"file": name, "lines": made.counts["read"], "waited": longest()}
            found.append(told)
            print(told, made.counts, file=sys.stderr, flush=True)
    return found


@contextmanager
def somebody_else() -> Iterator[Callable[[], float]]:
    """Who writes all the while, in a process of their own. Yields what says how long they waited at most since it was
    last asked."""
    with tempfile.NamedTemporaryFile("r") as waits:
        writer = subprocess.Popen([sys.executable, "-m", "bench.directory_import", "write", waits.name])
        try:
            yield lambda: max((float(line) for line in waits.read().split()), default=0.0)
        finally:
            writer.terminate()
            writer.wait()


def write_all_the_while(waits: Path) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.web.settings"
    django.setup()
    from django.db import OperationalError, transaction

    from maillage.web.directory.models import Revision, Source

    with waits.open("w", buffering=1) as told:
        while True:
            began = time.perf_counter()
            # Whoever waits for too long is told so, and has waited.
            with suppress(OperationalError), transaction.atomic():
                list(Source.objects.select_for_update())
                list(Revision.objects.select_for_update().filter(number=0))
            print(f"{time.perf_counter() - began:.3f}", file=told)
            time.sleep(PAUSE_SECONDS)


if __name__ == "__main__":
    if sys.argv[1:2] == ["bring"]:
        print(json.dumps(bring(Path(sys.argv[2]))))
    elif sys.argv[1:2] == ["write"]:
        write_all_the_while(Path(sys.argv[2]))
    else:
        count = int(sys.argv[1]) if sys.argv[1:] else SERVICES
        print(f"{count:,} services.\n\n{HEAD}")
        for row in rows(count):
            print(row, flush=True)
