"""Names on maps and charts: they never touch."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from maillage.outputs.drawing.axes import Linear, Mark, arrange_flags, keep_apart
from maillage.outputs.drawing.labels import Box, place_labels, text_width

names = st.text(alphabet="aeilmrstBÉLœ-' ", min_size=1, max_size=24)
FRAME = Box(0, 0, 400, 300)


@given(st.lists(st.tuples(names, st.floats(-20, 420), st.floats(-20, 320)), max_size=40), st.floats(6, 24))
def test_names_never_overlap_nor_leave_the_frame(wanted, size):
    placed = place_labels(wanted, FRAME, size=size, at_most=20)

    assert all(label.box.within(FRAME) for label in placed)
    assert not any(a.box.overlaps(b.box) for a, b in combinations(placed, 2))
    assert len(placed) <= 20


def test_the_first_name_has_the_first_choice():
    placed = place_labels([("Mantes", 200, 150), ("Limay", 201, 151)], FRAME, size=12)

    assert (placed[0].name, placed[0].x) == ("Mantes", 200)
    assert [label.name for label in placed] == ["Mantes", "Limay"]


def test_a_name_that_fits_nowhere_is_left_out():
    full = Box(0, 0, 400, 300)
    assert place_labels([("Mantes", 200, 150)], FRAME, size=12, taken=[full]) == []


def test_wide_letters_are_wider():
    assert text_width("MMM", 10) > text_width("nnn", 10) > text_width("iii", 10)


@given(st.lists(st.floats(0, 100), max_size=6))
def test_line_ends_are_kept_apart_in_their_order(wanted):
    placed = keep_apart(wanted, 10, low=0, high=100)

    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    ends = [placed[i] for i in order]
    assert all(b - a >= 10 - 1e-9 for a, b in pairwise(ends))
    assert all(0 - 1e-9 <= end <= 100 + 1e-9 for end in ends)


@given(st.lists(st.floats(0, 6), min_size=1, max_size=3))
def test_marks_near_each_other_stay_readable(values):
    marks = [Mark(value, f"France {value:.2f}") for value in values]
    flags = arrange_flags(marks, Linear(0, 6, 6, 294), 12, 300)

    for a, b in combinations(flags, 2):
        same_row = a.row == b.row
        assert not (same_row and a.left < b.right and b.left < a.right)
