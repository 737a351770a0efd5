"""``python -m bench.directory_sample``: precision and recall of matching on pairs that were labelled by hand.

The pairs, and how they were drawn and labelled: tests/engine/directory/sample/README.md. ``--fit`` prints the weights
that the development pairs ask for, and what they would do with communes that they were not fitted on.
"""

from __future__ import annotations

import csv
import hashlib
import math
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from maillage.engine.directory import weights
from maillage.engine.directory.matching import DOUBTFUL, SAME
from maillage.engine.directory.scoring import scores
from maillage.engine.directory.traits import traits_of
from maillage.engine.sources.directory.card import Card

SAMPLE = Path(__file__).resolve().parents[1] / "tests/engine/directory/sample"
NOT_OF_THE_CARD = {"card", "source", "lat", "lon"}
# How many of the pairs that share a sign are in each stratum of the draws `random`, `graded` and `later`.
STRATA = {"1": 4203, "2": 480, "3": 192, "4": 243, "5": 351, "6": 3459}
# How far the fit may go from the weights it starts from: a standard deviation, in logarithms of odds.
FREEDOM = 1.5
# Few pairs that share a sign are far apart, which would make it seem harmless: these weights stay.
HELD = {"distance-1000", "distance-3000", "distance-far", "address-number-apart"}
FOLDS = 10
# Samples drawn again, for the interval of what is weighted.
AGAIN = 1_000
HEAD = "| pairs | told | precision | recall | found or shown to a person |\n|---|---:|---|---|---:|"


@dataclass(frozen=True)
class Labelled:
    """A pair that could be told. ``signs``: codes of ``weights``."""

    cards: tuple[int, int]
    draw: str
    use: str
    stratum: str
    commune: str
    same: bool
    score: float
    signs: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    told: int
    joined: int
    rightly: int
    same: int
    shown: int

    @property
    def precision(self) -> float:
        return self.rightly / self.joined

    @property
    def recall(self) -> float:
        return self.rightly / self.same


@cache
def labelled() -> tuple[Labelled, ...]:
    lines = list(_rows("cards.csv"))
    cards = [_card(line) for line in lines]
    pairs = [pair for pair in _rows("pairs.csv") if pair["label"] != "unsure"]
    one, other = (np.array([int(pair[name]) - 1 for pair in pairs], np.int64) for name in ("one", "other"))
    found = scores(traits_of(cards, [line["source"] for line in lines]), one, other)
    codes = ("", *weights.WEIGHTS)
    return tuple(
        Labelled(
            cards=(int(pair["one"]), int(pair["other"])),
            draw=pair["draw"],
            use=pair["use"],
            stratum=pair["stratum"],
            commune=cards[one[rank]].commune or cards[one[rank]].postcode,
            same=pair["label"] == "same",
            score=float(found.score[rank]),
            signs=tuple(codes[sign] for sign in found.signs[:, rank] if sign),
        )
        for rank, pair in enumerate(pairs)
    )


def figures(pairs: Sequence[Labelled]) -> Figures:
    return Figures(
        told=len(pairs),
        joined=sum(pair.score >= SAME for pair in pairs),
        rightly=sum(pair.score >= SAME and pair.same for pair in pairs),
        same=sum(pair.same for pair in pairs),
        shown=sum(pair.score >= DOUBTFUL and pair.same for pair in pairs),
    )


def wilson(part: float, whole: float, z: float = 1.96) -> tuple[float, float]:
    """The interval in which the share lies, 95 times of 100."""
    share, spread = part / whole, 1 + z * z / whole
    centre = share + z * z / (2 * whole)
    half = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return (centre - half) / spread, min(1.0, (centre + half) / spread)


def of_all(pairs: Sequence[Labelled]) -> tuple[float, float]:
    """Precision and recall for all pairs that share a sign: each stratum counts for as many as there are."""
    weight = {
        stratum: count / max(1, sum(pair.stratum == stratum for pair in pairs)) for stratum, count in STRATA.items()
    }
    drawn = [pair for pair in pairs if pair.stratum]
    joined = sum(weight[pair.stratum] for pair in drawn if pair.score >= SAME)
    same = sum(weight[pair.stratum] for pair in drawn if pair.same)
    rightly = sum(weight[pair.stratum] for pair in drawn if pair.same and pair.score >= SAME)
    return rightly / joined, rightly / same


def interval_of_all(pairs: Sequence[Labelled]) -> list[tuple[float, float]]:
    """Where 95 of 100 samples lie that are drawn again from each stratum, of precision and of recall."""
    chance = random.Random(1)
    strata = [[pair for pair in pairs if pair.stratum == stratum] for stratum in STRATA]
    drawn = [of_all([pair for some in strata for pair in chance.choices(some, k=len(some))]) for _ in range(AGAIN)]
    ends = (AGAIN // 40, AGAIN - AGAIN // 40 - 1)
    return [(found[ends[0]], found[ends[1]]) for found in (sorted(some) for some in zip(*drawn, strict=True))]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _card(line: dict[str, str]) -> Card:
    said = {name: text for name, text in line.items() if name not in NOT_OF_THE_CARD}
    point = {name: float(line[name]) for name in ("lat", "lon") if line[name]}
    return Card(key=line["card"], **said, **point)


def _table(pairs: Sequence[Labelled]) -> Iterator[str]:
    yield HEAD
    for use in ("develop", "held-out"):
        of_use = [pair for pair in pairs if pair.use == use]
        for draw in sorted({pair.draw for pair in of_use}):
            yield _line(f"{use}, {draw}", [pair for pair in of_use if pair.draw == draw])
        yield _line(f"{use}, all but graded", [pair for pair in of_use if pair.draw != "graded"])
        yield _line(f"{use}, all", of_use)
        shares = [
            f"{share:.3f} ({low:.2f} to {high:.2f})"
            for share, (low, high) in zip(of_all(of_use), interval_of_all(of_use), strict=True)
        ]
        yield f"| {use}, as among all 8,928 pairs that share a sign | | {' | '.join(shares)} | |"


def _line(name: str, pairs: Sequence[Labelled]) -> str:
    found = figures(pairs)
    return (
        f"| {name} | {found.told} | {_share(found.rightly, found.joined)} | {_share(found.rightly, found.same)} | "
        f"{found.shown / found.same:.3f} |"
    )


def _share(part: int, whole: int) -> str:
    low, high = wilson(part, whole)
    return f"{part} of {whole}: {part / whole:.3f} ({low:.2f} to {high:.2f})"


def fitted(pairs: Sequence[Labelled]) -> dict[str, float]:
    """Weights by penalised logistic regression around those that stand; none may weigh against its meaning."""
    from scipy.optimize import minimize

    names = [*weights.WEIGHTS, "PRIOR"]
    start = np.array([*weights.WEIGHTS.values(), weights.PRIOR])
    signs = _matrix(pairs)
    same = np.array([pair.same for pair in pairs], float)

    def cost(tried: np.ndarray) -> tuple[float, np.ndarray]:
        odds, away = signs @ tried, (tried - start) / FREEDOM
        surprise = np.logaddexp(0, np.where(same == 1, -odds, odds)).sum()
        return surprise + (away @ away) / 2, signs.T @ (1 / (1 + np.exp(-odds)) - same) + away / FREEDOM

    bounds = [_bounds(name, weight) for name, weight in zip(names, start, strict=True)]
    found = minimize(cost, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return {name: round(float(weight), 1) for name, weight in zip(names, found, strict=True)}


def _bounds(name: str, weight: float) -> tuple[float | None, float | None]:
    if name in HELD:
        return weight, weight
    return (0, None) if weight > 0 else (None, 0)


def elsewhere(pairs: Sequence[Labelled]) -> Iterator[tuple[Labelled, float]]:
    """The score of each pair with weights fitted on the pairs of other communes."""
    fold = [hashlib.sha256(pair.commune.encode()).digest()[0] % FOLDS for pair in pairs]
    for number in range(FOLDS):
        found = fitted([pair for pair, its in zip(pairs, fold, strict=True) if its != number])
        for pair, its in zip(pairs, fold, strict=True):
            if its == number:
                odds = found["PRIOR"] + sum(found[sign] for sign in pair.signs)
                yield pair, 1 / (1 + math.exp(-odds))


def _matrix(pairs: Sequence[Labelled]) -> np.ndarray:
    rank = {name: number for number, name in enumerate(weights.WEIGHTS)}
    signs = np.zeros((len(pairs), len(rank) + 1))
    signs[:, -1] = 1
    for row, pair in enumerate(pairs):
        for sign in pair.signs:
            signs[row, rank[sign]] = 1
    return signs


def main(words: list[str]) -> None:
    if words != ["--fit"]:
        print("\n".join(_table(labelled())))
        return
    develop = [pair for pair in labelled() if pair.use == "develop"]
    for name, weight in fitted(develop).items():
        print(f"{name:20} {weights.WEIGHTS.get(name, weights.PRIOR):6.1f} {weight:6.1f}")
    joined = [(pair, score) for pair, score in elsewhere(develop) if score >= SAME]
    rightly = sum(pair.same for pair, _score in joined)
    print(f"{rightly} of {len(joined)} joined rightly, of {sum(pair.same for pair in develop)}, fitted elsewhere")


if __name__ == "__main__":
    main(sys.argv[1:])
