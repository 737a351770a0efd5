"""Precision and recall on pairs that were labelled by hand (sample/README.md): those that no weight was fitted to."""

from __future__ import annotations

from functools import cache

import pytest

from bench.directory_sample import Labelled, figures, fitted, labelled, of_all, wilson
from maillage.engine.directory.weights import PRIOR, WEIGHTS

HELD_OUT = "held-out"


@cache
def of(use: str, *draws: str) -> list[Labelled]:
    return [pair for pair in labelled() if pair.use == use and (not draws or pair.draw in draws)]


def test_what_the_machine_joins_is_one_place():
    assert figures(of(HELD_OUT)).precision >= 0.98


@pytest.mark.parametrize(
    ("draws", "expected"),
    [
        ((), 0.90),
        (("classes",), 0.90),
        (("fresh", "random", "later"), 0.94),
        # Drawn where the first weights doubted.
        (("graded",), 0.73),
    ],
)
def test_it_finds_what_is_one_place(draws: tuple[str, ...], expected: float):
    assert figures(of(HELD_OUT, *draws)).recall >= expected


def test_of_all_pairs_that_share_a_sign():
    precision, recall = of_all(of(HELD_OUT))
    assert precision >= 0.98
    assert recall >= 0.92


def test_what_it_leaves_is_mostly_shown_to_a_person():
    found = figures(of(HELD_OUT))
    assert found.shown / found.same >= 0.95


def test_there_are_enough_of_each():
    assert figures(of(HELD_OUT)).same >= 300
    assert figures(of(HELD_OUT)).told - figures(of(HELD_OUT)).same >= 400


def test_no_pair_stands_in_two_parts():
    pairs = [pair.cards for pair in labelled()]
    assert len(pairs) == len(set(pairs))


def test_nothing_that_weights_were_fitted_to_is_measured():
    fitted_to = {card for pair in of("develop") if pair.draw != "classes" for card in pair.cards}
    assert not fitted_to & {card for pair in of(HELD_OUT) for card in pair.cards}


def test_the_weights_are_those_of_the_development_pairs():
    """Fitted again, none goes far from where it stands."""
    stands = {**WEIGHTS, "PRIOR": PRIOR}
    assert all(abs(weight - stands[name]) <= 1.5 for name, weight in fitted(of("develop")).items())


def test_the_interval_is_wilsons():
    """From Newcombe 1998, table I: 81 of 263."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
