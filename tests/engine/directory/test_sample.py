"""Precision and recall on pairs that were labelled by hand (sample/README.md)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from maillage.engine.directory.matching import DOUBTFUL, SAME, compared
from maillage.engine.sources.directory.card import Card

SAMPLE = Path(__file__).parent / "sample"


def rows(name: str) -> Iterator[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def scored() -> dict[str, list[tuple[str, float]]]:
    """Label and score of each pair that could be told, by draw and use."""
    lines = list(rows("cards.csv"))
    said = [
        {name: text for name, text in line.items() if name not in {"card", "source", "lat", "lon"}} for line in lines
    ]
    points = [{name: float(line[name]) for name in ("lat", "lon") if line[name]} for line in lines]
    cards = [Card(key=line["card"], **fields, **at) for line, fields, at in zip(lines, said, points, strict=True)]
    pairs = list(rows("pairs.csv"))
    chosen = [(int(pair["one"]) - 1, int(pair["other"]) - 1) for pair in pairs]
    matches = compared(cards, chosen, sources=[line["source"] for line in lines])
    parts: dict[str, list[tuple[str, float]]] = {}
    for pair, match in zip(pairs, matches, strict=True):
        if pair["label"] != "unsure":
            parts.setdefault(f"{pair['draw']}, {pair['use']}", []).append((pair["label"], match.score))
    return parts


def precision(part: str) -> float:
    accepted = [label for label, score in scored()[part] if score >= SAME]
    return accepted.count("same") / len(accepted)


def recall(part: str, at_least: float = SAME) -> float:
    scores = [score for label, score in scored()[part] if label == "same"]
    return sum(score >= at_least for score in scores) / len(scores)


@pytest.mark.parametrize("part", ["classes, develop", "classes, held-out", "fresh, held-out"])
def test_what_the_machine_joins_is_one_place(part):
    assert precision(part) >= 0.98


@pytest.mark.parametrize(("part", "expected"), [("classes, develop", 0.9), ("classes, held-out", 0.84), ("fresh, held-out", 0.9)])
def test_it_finds_what_is_one_place(part, expected):
    assert recall(part) >= expected


@pytest.mark.parametrize(("part", "expected"), [("classes, held-out", 0.91), ("fresh, held-out", 0.96)])
def test_what_it_leaves_is_mostly_shown_to_a_person(part, expected):
    assert recall(part, DOUBTFUL) >= expected


def test_there_are_enough_of_each():
    parts = scored()
    assert sum(map(len, parts.values())) >= 300
    assert min(sum(label == "same" for label, _score in part) for part in parts.values()) >= 29


def test_no_pair_stands_in_two_parts():
    pairs = [(pair["one"], pair["other"]) for pair in rows("pairs.csv")]
    assert len(pairs) == len(set(pairs))
