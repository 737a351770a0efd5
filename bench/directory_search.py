"""``python -m bench.directory_search``: 100,000 services of a directory, searched on both databases, beside what the
databases do by themselves.

Places, one service each, at communes drawn by their population, with names as lists have them. What we do is the whole
of a search: meanings, typing errors, towns, filters, what each further filter would leave, minutes, the first twenty
with their services. Beside it stand a bare ``icontains`` of Django (the first twenty and how many there are) and the
database's own full text (FTS5, a tsvector under GIN; the same two questions): neither knows meanings, typing errors or
minutes. Questions take turns in one run, none is asked twice.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from itertools import batched, count
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from .bookings import served
from .postgres import throw_away_postgres
from .process import measure

HEAD = (
    "| 100,000 services | database | median, ms | 95th percentile | processor, ms | SQL | goal |\n"
    "|---|---|---:|---:|---:|---:|---|"
)
GOAL = "< 50 ms"
SERVICES = 100_000
ASKED = 60
# A Wednesday, a quarter past nine in Paris.
NOW = datetime(2026, 3, 4, 8, 15, tzinfo=UTC)
KINDS = {
    "pharmacy": ("Pharmacie", ("pharmacy",)),
    "france-services": ("France services", ("procedures", "rights", "digital-skills")),
    "library": ("Médiathèque", ("internet-access", "digital-skills")),
    "ccas": ("CCAS", ("rights", "money", "food")),
    "social-centre": ("Centre social", ("family", "loneliness")),
    "health-house": ("Maison de santé", ("doctor", "nurse")),
    "mental-health-centre": ("Centre médico-psychologique", ("mental-health",)),
    "elderly-home": ("EHPAD", ("elderly",)),
    "mother-and-child": ("PMI", ("maternity-and-children",)),
    "association": ("Association", ("mobility", "reading-and-french")),
    "town-hall": ("Mairie", ("procedures",)),
    "employment-office": ("Mission locale", ("work",)),
}
NAMES = tuple(
    word
    for word in """
    acacias alouette arcades aurore avenir balance bel-air belvédère bleuets bruyères camélias capucines carrefour
    cascades cèdres centre cerisiers chapelle charmilles château chênes clairière cloître colline comète corniche
    courlis écluse églantine érables étoile falaise fontaine forge garenne genêts glycines grand-pré halles hameau
    hêtres horizon iris jardins lavande lavoir lilas lys magnolias marais marronniers mimosas montagne moulin muguet
    murier noyers oliviers orangerie ormes parc passerelle pavillon pêcheurs peupliers pinède plaine platanes pont
    port prairie prieuré quai remparts rivière rocher romarin roseraie sapins saules sentier soleil source tilleuls
    tour tramway vallon verger vignes village
""".split()  # noqa: SIM905 (a list of words)
)
HOURS = tuple(
    f"Mo-Fr {opens:02}:{minute:02}-12:{shuts:02},13:30-{closes}:00; PH off"
    for opens in (8, 9, 10)
    for minute in (0, 15, 30)
    for shuts in (0, 15, 30)
    for closes in (17, 18, 19)
)
ABOUT = "Accueil sans rendez-vous, accompagnement dans les démarches en ligne et prêt de matériel aux habitants."
# Pages: so many a second, of which so many nobody else asks for; the others are of a few hundred addresses, the second
# asked half as often as the first, the third a third as often.
A_SECOND, LOAD_SECONDS, OWN, POPULAR, HANDS = 50, 30, 0.1, 400, 64
WORDS = ("pharmacie", "psy", "ordinateur", "carte vitale", "médiathèque", "bébé", "mamie", "RSA", "bus", "emploi")
PORTS = count(8970)
# The first page of a server waits for the index.
PATIENCE_SECONDS = 600


def build() -> None:
    """Places and their services."""
    from maillage.web.directory.models import Entry, Record, Service, Source
    from maillage.web.territories.queries import reference

    chance = random.Random(7)
    communes = reference().communes.dropna(subset=["lat", "lon"])
    drawn = chance.choices(list(communes.index), weights=communes["population"].fillna(0).tolist(), k=SERVICES)
    towns = communes.loc[drawn, ["name", "lat", "lon", "postcodes"]].to_numpy()
    source = Source.objects.create(slug="bench", title="Bench")
    record = None
    for portion in batched(zip(drawn, towns, strict=True), 5_000):
        entries = Entry.objects.bulk_create(_entry(chance, code, *town) for code, town in portion)
        record = record or Record.objects.create(
            source=source, key="all", entry=entries[0], card={}, digest="", first_seen_at=NOW, last_seen_at=NOW
        )
        Service.objects.bulk_create(_service(chance, entry, record) for entry in entries)


def index() -> None:
    """All that is sought."""
    from maillage.web.directory.actions.index import reindex
    from maillage.web.directory.models import Entry

    reindex(list(Entry.objects.order_by("pk").values_list("pk", flat=True)), now=NOW)


def _entry(chance: random.Random, commune: str, town: str, lat: float, lon: float, postcodes: str):
    from maillage.web.directory.models import Entry

    kind = chance.choice(list(KINDS))
    return Entry(
        name=f"{KINDS[kind][0]} {chance.choice(NAMES)} {chance.choice(NAMES)}",
        kind=kind,
        address=f"{chance.randint(1, 90)} rue des {chance.choice(NAMES)}",
        postcode=str(postcodes).split()[0] if postcodes else "",
        city=town,
        commune=commune,
        lat=lat + chance.uniform(-0.02, 0.02),
        lon=lon + chance.uniform(-0.02, 0.02),
        hours=chance.choice(HOURS),
        step_free=chance.choice(["", "yes", "no"]),
        description=ABOUT,
        made_at=NOW,
        changed_at=NOW,
    )


def _service(chance: random.Random, entry, record):
    from maillage.web.directory.models import Service

    return Service(
        entry=entry,
        record=record,
        topics=[chance.choice(KINDS[entry.kind][1])],
        audiences=chance.choice([[], [], ["young"], ["elderly", "carers"]]),
        languages=chance.choice([["fr"], ["fr"], ["fr", "en"], ["fr", "ar"]]),
        fees=chance.choice(["", "free", "paid"]),
        ways=["on-site"],
    )


def questions(chance: random.Random) -> Iterator[dict[str, object]]:
    """As people ask: a word, a word and a town, a mistyped word, filters, what is open, everything."""
    from maillage.web.bookings.queries.slots import Origin
    from maillage.web.territories.queries import reference

    communes = reference().communes.dropna(subset=["lat", "lon"]).nlargest(2_000, "population")
    towns = list(communes[["name", "lat", "lon"]].itertuples(name=None))
    while True:
        code, name, lat, lon = chance.choice(towns)
        word, here = chance.choice(WORDS), Origin(lat, lon, code, name)
        wrong = chance.randrange(1, len(word) - 1)
        yield {"words": word}
        yield {"words": f"{word} {name}"}
        yield {"words": f"{word[:wrong]}{word[wrong + 1 :]} {chance.choice(NAMES)}"}
        yield {"words": chance.choice(NAMES), "near": here}
        yield {"near": here, "topics": ("doctor", "mental-health"), "fees": "free", "within_minutes": 30}
        yield {"near": here, "open_at": NOW, "step_free": True}
        yield {"audiences": ("young",), "languages": ("ar",)}
        yield {}


def ours() -> Callable[[dict[str, object]], int]:
    from maillage.web.directory.queries.search import find

    return lambda asked: find(**asked).total


def bare() -> Callable[[dict[str, object]], int]:
    from maillage.web.directory.models import Entry

    def ask(asked: dict[str, object]) -> int:
        rows = Entry.objects.filter(listed=True)
        for word in str(asked.get("words", NAMES[0])).split():
            rows = rows.filter(name__icontains=word)
        list(rows.order_by("name", "pk").prefetch_related("services")[:20])
        return rows.count()

    return ask


def full_text() -> Callable[[dict[str, object]], int]:
    """The words of the index in the database's own full text."""
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in FULL_TEXT[connection.vendor]:
            cursor.execute(statement)
    first, count, quoted = FULL_TEXT_ASKED[connection.vendor]

    def ask(asked: dict[str, object]) -> int:
        words = quoted.join(
            f'"{word}"' if quoted == " " else word for word in str(asked.get("words", NAMES[0])).split()
        )
        with connection.cursor() as cursor:
            cursor.execute(first, [words])
            cursor.fetchall()
            cursor.execute(count, [words])
            return cursor.fetchone()[0]

    return ask


FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE bench_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2')",
        "INSERT INTO bench_words (rowid, words) SELECT entry, words FROM directory_indexed",
    ),
    "postgresql": (
        "CREATE TABLE bench_words AS SELECT entry, to_tsvector('simple', words) AS words FROM directory_indexed",
        "CREATE INDEX bench_by_words ON bench_words USING gin (words)",
        "ANALYZE bench_words",
    ),
}
FULL_TEXT_ASKED = {
    "sqlite": (
        "SELECT rowid FROM bench_words WHERE bench_words MATCH %s ORDER BY rank LIMIT 20",
        "SELECT count(*) FROM bench_words WHERE bench_words MATCH %s",
        " ",
    ),
    "postgresql": (
        """SELECT entry FROM bench_words, to_tsquery('simple', %s) AS asked WHERE words @@ asked
        ORDER BY ts_rank(words, asked) DESC LIMIT 20""",
        "SELECT count(*) FROM bench_words WHERE words @@ to_tsquery('simple', %s)",
        " & ",
    ),
}
CONTESTANTS = {
    "the directory's search": ours,
    "bare Django, `icontains`": bare,
    "the database's full text": full_text,
}


def _measure_all(data: str, address: str) -> dict[str, object]:
    os.environ |= {"MAILLAGE_DATA": data, "MAILLAGE_DATABASE": address}
    from maillage.web.server import ready

    ready()
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    from maillage.web.directory.queries.index import current

    build()
    indexed, indexed_processor = _timed(index)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    loaded, loaded_processor = _timed(current)
    kept = current()
    asking = questions(random.Random(9))
    askers = {label: make() for label, make in CONTESTANTS.items()}
    times: dict[str, list[tuple[float, float, int]]] = {label: [] for label in askers}
    for number in range(ASKED):
        asked = next(asking)
        for label, ask in askers.items():
            reset_queries()
            took = [seconds * 1e3 for seconds in _timed(lambda ask=ask, asked=asked: ask(asked))]
            with CaptureQueriesContext(connection) as statements:
                if number < 2:
                    ask(asked)
            # The first question finds nothing ready: towns, words that mean something.
            if number:
                times[label].append((*took, len(statements)))
    return {
        "indexed": indexed,
        "indexed_processor": indexed_processor,
        "loaded": loaded,
        "loaded_processor": loaded_processor,
        "arrays_mb": kept.index.nbytes / 1e6,
        "grown_mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e3,
        "entries": len(kept.index),
        "words": len(kept.index.stems),
        "rows": {
            label: {
                "median": median(each[0] for each in found),
                "p95": quantiles([each[0] for each in found], n=20)[-1],
                "processor": median(each[1] for each in found),
                "sql": max(each[2] for each in found),
            }
            for label, found in times.items()
        },
    }


def _timed(do: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of this processor."""
    wall, processor = time.perf_counter(), time.process_time()
    do()
    return time.perf_counter() - wall, time.process_time() - processor


def rows() -> Iterator[str]:
    yield from _rows("SQLite", "")
    try:
        with throw_away_postgres(durable=True) as address:
            yield from _rows("PostgreSQL", address)
    except SystemExit as error:
        print(error, file=sys.stderr)


def _rows(database: str, address: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as data:
        found = json.loads(measure(["-m", "bench.directory_search", data, address]).output)
        for label, each in found["rows"].items():
            goal = GOAL if label == next(iter(CONTESTANTS)) else ""
            cells = (f"{each['median']:.1f}", f"{each['p95']:.1f}", f"{each['processor']:.1f}", each["sql"], goal)
            yield f"| {label} | {database} | {' | '.join(map(str, cells))} |"
        yield (
            f"| the index is read, once a process | {database} | {found['loaded'] * 1e3:,.0f} | | "
            f"{found['loaded_processor'] * 1e3:,.0f} | | "
            f"{found['arrays_mb']:.0f} MB of arrays, {found['grown_mb']:.0f} MB in all |"
        )
        yield (
            f"| all is indexed anew | {database} | {found['indexed'] * 1e3:,.0f} | | "
            f"{found['indexed_processor'] * 1e3:,.0f} | | |"
        )
        for what, each in _pages(data, address):
            yield f"| the page, {A_SECOND} a second, {what} | {database} | {each} | p95 < 300 ms, no error |"


def _pages(data: str, address: str) -> Iterator[tuple[str, str]]:
    """The page of the directory from the server as it is installed, so many a second whether it keeps up or not. What a
    reader waits for counts from when the page should have been asked for. Twice: no page is kept at first."""
    said = {"MAILLAGE_DATA": data, "MAILLAGE_DATABASE": address, "MAILLAGE_HTTPS": "0", "MAILLAGE_JOBS": "0"}
    port, chance, known = next(PORTS), random.Random(11), set()
    ask = addresses(chance)
    with served(["-m", "maillage", "serve", "--port", str(port)], port, "/annuaire/", said) as server:
        # The first search waits for the index.
        _page(port, "/annuaire/?q=acacias")
        for when in ("when nothing is kept", "later"):
            paths = [next(ask) for _ in range(A_SECOND * LOAD_SECONDS)]
            drawn = len(set(paths) - known) / len(paths)
            known.update(paths)
            busy, began = _processor_seconds(server), time.perf_counter() + 0.5
            with ThreadPoolExecutor(HANDS) as crowd:
                due = [began + number / A_SECOND for number in range(len(paths))]
                found = list(crowd.map(lambda one: _waited(port, *one), zip(due, paths, strict=True)))
            busy = (_processor_seconds(server) - busy) / len(paths)
            times, wrong = [seconds * 1e3 for seconds, _ in found], sum(status != 200 for _, status in found)
            cells = f"{median(times):,.0f} | {quantiles(times, n=20)[-1]:,.0f} | {busy * 1e3:.1f}"
            yield f"{when}: {drawn:.0%} never seen before", f"{cells} | {wrong} errors of {len(found):,}"


def addresses(chance: random.Random) -> Iterator[str]:
    """Those that many ask for, home first; and those of one reader: a word near a commune, or near where they are."""
    from maillage.engine.sources.reference import load_reference

    communes = load_reference().communes.dropna(subset=["lat", "lon"]).sort_values("population", ascending=False)
    codes = list(communes.index)
    popular = ["/annuaire/", *(_address(chance, commune=chance.choice(codes[:200])) for _ in range(POPULAR - 1))]
    weights = [1 / rank for rank in range(1, POPULAR + 1)]
    while True:
        if chance.random() >= OWN:
            yield chance.choices(popular, weights)[0]
        elif chance.random() < 0.5:
            yield _address(chance, commune=chance.choice(codes))
        else:
            yield _address(chance, ou=f"{chance.uniform(44, 49):.4f}, {chance.uniform(0, 5):.4f}")


def _address(chance: random.Random, **where: str) -> str:
    return f"/annuaire/?{urlencode({'q': chance.choice(WORDS), **where})}"


def _processor_seconds(server: int) -> float:
    """Of a process and of its children, as Linux counts it."""
    found = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent, *_, user, system = (int(stat.read_text().rpartition(")")[2].split()[at]) for at in (1, 11, 12))
        except OSError:
            continue
        if server in {int(stat.parent.name), parent}:
            found += user + system
    return found / os.sysconf("SC_CLK_TCK")


def _waited(port: int, due: float, path: str) -> tuple[float, int]:
    time.sleep(max(0.0, due - time.perf_counter()))
    try:
        status = _page(port, path)
    except (OSError, HTTPException):
        status = 0
    return time.perf_counter() - due, status


def _page(port: int, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def main() -> None:
    if len(sys.argv) == 3:
        print(json.dumps(_measure_all(sys.argv[1], sys.argv[2])))
        return
    print(HEAD)
    for row in rows():
        print(row, flush=True)


if __name__ == "__main__":
    main()
