"""``python -m bench``: the table of docs/performance.md, measured here and now."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from . import (
    bookings,
    directory_import,
    directory_matching,
    directory_search,
    hours,
    platform,
    roads,
    siting,
    slots,
    tour,
)
from .contestants import CONTESTANTS, E2SFCA, OTHERS
from .machine import machine
from .process import Measured, best, measure

HEAD = "| what | time | against the limit | peak memory | goal |\n|---|---:|---:|---:|---|"
GOALS = {"ours": "≤ 2 times the limit", "pysal": "≥ 50 times slower than ours"}
COMMANDS = {
    ("diagnose", "78"): (3, "< 4 s"),
    ("diagnose", "france", "--format", "json,csv,gpkg"): (2, "< 20 s, < 2 GB"),
}
TABLES = {
    "the platform": platform,
    "free moments": slots,
    "bookings": bookings,
    "rosters": hours,
    "100,000 services: the same place found": directory_matching,
    "100,000 services: taken over": directory_import,
    "100,000 services: searched": directory_search,
}


def indicators(folder: Path) -> Iterator[str]:
    """One line for each contestant, in the order of the list: the limit comes first."""
    limit = None
    for name in (*E2SFCA, *OTHERS):
        say(name)
        process = measure(["-m", "bench.contestants", name, str(folder)])
        found = json.loads(process.output)
        seconds = found["seconds"]
        limit = limit or seconds
        if found["apart"] is not None and not found["apart"] < 1e-9:
            raise SystemExit(f"{name} does not give the answer of the bare products: {found['apart']} apart.")
        yield line(CONTESTANTS[name].label, clock(seconds), f"{seconds / limit:.1f} ×", process, GOALS.get(name, ""))


def commands(folder: Path) -> Iterator[str]:
    """One line for each command, from its start to its end."""
    for words, (runs, goal) in COMMANDS.items():
        said = "maillage " + " ".join(words)
        say(said)
        process = best(["-m", "maillage", *words, "--out", str(folder / words[1])], runs=runs)
        time = f"{clock(process.seconds)} ({clock(process.processor_seconds)} of processor)"
        yield line(f"`{said}`, whole process", time, "", process, goal)


def line(label: str, time: str, against: str, process: Measured, goal: str) -> str:
    return f"| {label} | {time} | {against} | {process.peak_mb:,.0f} MB | {goal} |"


def clock(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        say("the national case")
        case = json.loads(measure(["-m", "bench.contestants", "case", scratch]).output)
        print(
            f"E2SFCA of {case['communes']:,} communes over {case['pairs']:,} pairs; best call within three seconds.\n"
        )
        print(HEAD)
        for row in chain(indicators(folder), commands(folder)):
            print(row, flush=True)
        if roads.EXTRACT.exists():
            print(f"\n{roads.HEAD}")
            for row in roads.rows(folder):
                print(row, flush=True)
        say("the goals of access on the model case")
        print(f"\n{measure(['-m', 'bench.siting_access']).output}")
        if siting.INSTANCES.exists():
            print()
            for row in siting.rows():
                print(row, flush=True)
        for what, table in TABLES.items():
            say(what)
            print(f"\n{table.HEAD}")
            for row in table.rows():
                print(row, flush=True)
        if tour.INSTANCES.is_dir():
            say("bus rounds")
            print(f"\n{tour.HEAD}")
            for row in chain(tour.rows(), tour.sixty_rows()):
                print(row, flush=True)
    print(f"\n{machine()}")


if __name__ == "__main__":
    main()
