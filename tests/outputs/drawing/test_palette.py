"""Classes: every value in one, none lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from maillage.outputs.drawing.histogram import bins
from maillage.outputs.drawing.palette import (
    APL_SCALE,
    BROWN,
    GREY,
    NO_DATA,
    TEAL,
    Scale,
    round_breaks,
    sequential,
    ticks,
)

figures = arrays(
    float, st.integers(1, 60), elements=st.floats(-1e5, 1e5).map(lambda v: round(v, 3)) | st.just(float("nan"))
)


def test_a_break_belongs_to_the_class_above_it():
    assert APL_SCALE.classify(np.array([2.499, 2.5, np.nan])).tolist() == [3, 4, -1]


def test_the_threshold_parts_brown_from_teal():
    red, _, blue = (int(APL_SCALE.colour(2.49)[i : i + 2], 16) for i in (1, 3, 5))
    assert red > blue
    red, _, blue = (int(APL_SCALE.colour(2.5)[i : i + 2], 16) for i in (1, 3, 5))
    assert blue > red


def test_what_is_missing_has_its_own_colour():
    assert APL_SCALE.colour(float("nan")) == NO_DATA


def test_a_scale_that_does_not_ascend_is_refused():
    with pytest.raises(ValueError, match="ascend"):
        Scale((2.0, 1.0), ("a", "b", "c"))
    with pytest.raises(ValueError, match="colours"):
        Scale((1.0,), ("a",))


@given(figures)
def test_round_breaks_ascend_within_the_values(values):
    present = values[np.isfinite(values)]
    breaks = round_breaks(present, 6)

    assert list(breaks) == sorted(set(breaks))
    assert all(present.min() < b <= present.max() for b in breaks)
    assert len(sequential(values).colours) == len(breaks) + 1


@given(figures, st.booleans())
def test_the_histogram_counts_every_commune_once_and_in_its_class(values, official):
    scale = APL_SCALE if official else sequential(values)
    edges, counts = bins(values, scale)
    by_bin = np.zeros(len(scale.colours), int)
    np.add.at(by_bin, scale.classify((edges[:-1] + edges[1:]) / 2), counts)
    classes = scale.classify(values)

    assert by_bin.tolist() == np.bincount(classes[classes >= 0], minlength=len(scale.colours)).tolist()
    assert len(counts) < 400


@pytest.mark.parametrize("paper", ["#ffffff", "#fbfaf7", "#12181f"])
@pytest.mark.parametrize("colour", [TEAL, BROWN, GREY])
def test_lines_stand_out_of_both_papers(colour, paper):
    assert _contrast(colour, paper) >= 3


def test_ticks_are_round_and_inside():
    assert list(ticks(0, 5, 5)) == [0, 1, 2, 3, 4, 5]
    assert list(ticks(3, 3)) == [3]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """WCAG 2's relative luminance."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
