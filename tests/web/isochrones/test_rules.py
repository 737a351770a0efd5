"""A place as one writes it, minutes as one asks for them, estimates as they are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.isochrones.rules import bands, minutes_of, point_of, told, written

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("48.8986, 2.0936", (48.8986, 2.0936)),
        ("48.8986,2.0936", (48.8986, 2.0936)),
        (" 48.8986 2.0936 ", (48.8986, 2.0936)),
        ("48,8986 2,0936", (48.8986, 2.0936)),
        ("48,8986 ; 2,0936", (48.8986, 2.0936)),
        ("48,8986, 2,0936", (48.8986, 2.0936)),
        ("-21.1, 55.5", (-21.1, 55.5)),
        ("48, 2", (48.0, 2.0)),
        ("91, 2", None),
        ("48.9, 181", None),
        ("78551", None),
        ("Moisson", None),
        ("48.9", None),
        ("48.9, 2.1, 3", None),
        ("", None),
    ],
)
def test_a_place_is_read_as_people_write_it(text: str, place: tuple[float, float] | None) -> None:
    assert point_of(text) == place


@given(lat=LATITUDES, lon=LONGITUDES)
def test_an_address_leads_back_to_its_place(lat: float, lon: float) -> None:
    assert point_of(written(lat, lon)) == pytest.approx((lat, lon), abs=5.1e-5)


@given(st.text(max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    place = point_of(text)
    assert place is None or (abs(place[0]) <= 90 and abs(place[1]) <= 180)
    minutes = minutes_of(text)
    assert minutes is None or all(1 <= each <= 60 for each in minutes)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("10,15,20,30", (10.0, 15.0, 20.0, 30.0)),
        ("30, 10,10", (10.0, 30.0)),
        ("60", (60.0,)),
        ("61", None),
        ("0", None),
        ("-5", None),
        ("7.5", None),
        ("ten", None),
        ("", None),
        ("1,2,3,4,5,6,7", None),
        ("٣", None),
    ],
)
def test_minutes_that_may_be_asked_for(text: str, minutes: tuple[float, ...] | None) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(("estimate", "shown"), [(0, 0), (7.4, 7), (999, 999), (97_303, 97_300), (175_183, 175_000)])
def test_an_estimate_is_told_to_three_figures(estimate: float, shown: int) -> None:
    assert told(estimate) == shown


@given(st.floats(1, 1e8))
def test_what_is_told_is_within_half_a_hundredth(estimate: float) -> None:
    assert told(estimate) == pytest.approx(estimate, rel=0.005, abs=0.5)


def test_the_nearest_area_is_the_darkest_and_no_two_have_one_line() -> None:
    drawn = bands((30.0, 10.0, 20.0, 15.0))
    assert [band.minutes for band in drawn] == [10, 15, 20, 30]
    assert [band.shade for band in drawn] == sorted((band.shade for band in drawn), reverse=True)
    assert len({band.dash for band in drawn}) == 4
