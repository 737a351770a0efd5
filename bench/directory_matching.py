"""``python -m bench.directory_matching [CARDS]``: which of many cards are one place, beside Splink.

Made-up lists: every place stands in one to three of them, written otherwise in each (capitals, « av. », a lost
telephone, a point some metres off). Names repeat within a town as seldom as in real lists, some three in a thousand.
What is found is held against what was made. Each runs in a process of its own, from cards to pairs. Splink runs on the
same columns, with its own training, on DuckDB.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from .process import measure

HEAD = (
    "| cards matched | time | processor | peak memory | precision | recall | goal |\n|---|---:|---:|---:|---:|---:|---|"
)
GOAL = "< 60 s of processor, < 2 GB"
CARDS = 100_000
COLUMNS = ("place", "source", "key", "name", "address", "postcode", "city", "commune", "lat", "lon", "phone", "siret")
KINDS = ("Médiathèque", "Centre social", "Association", "Pharmacie", "Maison de santé", "France services")
WORDS = (
    *("Jean", "Moulin", "Victor", "Hugo", "Louise", "Michel", "Jules", "Ferry", "Pasteur", "Prévert", "Curie"),
    *("Aragon", "Beauvoir", "Zola", "Verne", "Sand"),
)
SYLLABLES = (
    *("ba", "bré", "cha", "der", "fau", "gan", "lé", "lin", "mar", "mou"),
    *("nor", "pel", "quen", "ré", "ric", "sau", "tel", "tour", "val", "vin"),
)
STREETS = ("rue", "avenue", "boulevard", "place", "chemin")
SHORT = {"avenue": "av.", "boulevard": "BD", "place": "PL", "rue": "R"}


def rows(cards: int = CARDS) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cards.csv"
        write(path, cards)
        for name, label in (("ours", "maillage"), ("splink", "Splink")):
            try:
                process = measure(["-m", "bench.directory_matching", name, str(path)])
            except SystemExit as error:
                print(error, file=sys.stderr)
                continue
            found = json.loads(process.output.splitlines()[-1])
            yield (
                f"| {cards:,} by {label} | {process.seconds:.1f} s | {process.processor_seconds:.1f} s | "
                f"{process.peak_mb:,.0f} MB | {found['precision']:.3f} | {found['recall']:.3f} | "
                f"{GOAL if name == 'ours' else ''} |"
            )


def write(path: Path, cards: int) -> None:
    from maillage.engine.sources.reference import load_reference

    chance = random.Random(5)
    communes = load_reference().communes.dropna(subset=["lat", "lon"])
    drawn = chance.choices(list(communes.index), weights=communes["population"].fillna(0).tolist(), k=cards)
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(COLUMNS)
        written = 0
        for place, code in enumerate(drawn):
            for line in _place(place, code, communes.loc[code], chance):
                if written < cards:
                    sheet.writerow(line)
                    written += 1


def _place(place: int, code: str, town, chance: random.Random) -> Iterator[list[object]]:
    """Its cards in the lists that have it."""
    kind, own = chance.choice(KINDS), f"{chance.choice(WORDS)} {''.join(chance.choices(SYLLABLES, k=3)).capitalize()}"
    street = f"{chance.choice(STREETS)} {' '.join(chance.sample(WORDS, 2))}"
    number, phone = chance.randint(1, 80), f"+331{place:08}"
    lat, lon = town["lat"] + chance.gauss(0, 0.008), town["lon"] + chance.gauss(0, 0.008)
    postcode = str(town["postcodes"] or "")[:5]
    name = f"{kind} {own}"
    for source in chance.sample(("a", "b", "c"), k=chance.choice((1, 1, 2, 3))):
        said, where = (name.upper(), street.upper()) if source == "b" else (name, street)
        way, _space, rest = where.partition(" ")
        if source != "a":
            where = f"{SHORT.get(way.lower(), way)} {rest}"
        yield [
            place, source, f"{source}{place}", said, f"{number} {where}", postcode, town["name"], code,
            round(lat + chance.gauss(0, 0.0002), 6), round(lon + chance.gauss(0, 0.0003), 6),
            phone if chance.random() < 0.6 else "", f"{place:014}" if chance.random() < 0.3 else "",
        ]  # fmt: skip


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def ours(path: Path) -> Iterator[tuple[int, int]]:
    from maillage.engine.directory.matching import pairs
    from maillage.engine.sources.directory.card import Card

    lines = read(path)
    texts = ("key", "name", "address", "postcode", "city", "commune", "phone", "siret")
    cards = [
        Card(**{name: line[name] for name in texts}, lat=float(line["lat"]), lon=float(line["lon"])) for line in lines
    ]
    for match in pairs(cards, sources=[line["source"] for line in lines]):
        if match.is_same:
            yield match.one, match.other


def splink(path: Path) -> Iterator[tuple[int, int]]:
    """As its documentation begins: random sampling, then expectation-maximisation on two blocks."""
    import pandas as pd
    import splink.comparison_library as likeness
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    frame = pd.DataFrame(read(path)).replace("", None)
    frame["unique_id"] = range(len(frame))
    for column in ("name", "address"):
        frame[column] = frame[column].str.casefold()
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            likeness.JaroWinklerAtThresholds("name", [0.95, 0.88]),
            likeness.JaroWinklerAtThresholds("address", [0.95, 0.88]),
            likeness.ExactMatch("phone"),
            likeness.ExactMatch("siret"),
            likeness.ExactMatch("commune"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("commune", "substr(name, 1, 6)"),
            block_on("phone"),
            block_on("siret"),
        ],
    )
    api = DuckDBAPI()
    linker = Linker(api.register(frame), settings) if hasattr(api, "register") else Linker(frame, settings, api)
    linker.training.estimate_probability_two_random_records_match([block_on("siret")], recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("phone"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("commune", "substr(name, 1, 6)"))
    found = linker.inference.predict(threshold_match_probability=0.9).as_pandas_dataframe()
    return zip(found["unique_id_l"], found["unique_id_r"], strict=True)


def judged(path: Path, found: Iterator[tuple[int, int]]) -> dict[str, float]:
    places = [line["place"] for line in read(path)]
    sizes: dict[str, int] = {}
    for place in places:
        sizes[place] = sizes.get(place, 0) + 1
    true = sum(size * (size - 1) // 2 for size in sizes.values())
    pairs = {(min(one, other), max(one, other)) for one, other in found}
    right = sum(places[one] == places[other] for one, other in pairs)
    return {"precision": right / max(len(pairs), 1), "recall": right / max(true, 1)}


def main(words: list[str]) -> None:
    if words and words[0] in {"ours", "splink"}:
        path = Path(words[1])
        print(json.dumps(judged(path, {"ours": ours, "splink": splink}[words[0]](path))))
        return
    start = time.perf_counter()
    print(HEAD)
    for row in rows(int(words[0]) if words else CARDS):
        print(row, flush=True)
    print(f"{time.perf_counter() - start:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
