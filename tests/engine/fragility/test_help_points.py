"""Points of help: the nearest is the nearest, and one more never takes anybody farther."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.errors import IndicatorError
from maillage.engine.fragility.axes import FARTHEST_MINUTES
from maillage.engine.fragility.help_points import at_town_hall, effect, gains, minutes_to_help, point_table
from maillage.engine.territory.places import Places
from maillage.engine.travel.crow_flight import CrowFlight

USUAL = "Rural à habitat dispersé"
COMMUNES = pd.DataFrame(
    {
        "name": ["A", "B", "C", "D"],
        "lat": [48.80, 48.90, 49.30, np.nan],
        "lon": [1.90, 1.95, 1.50, np.nan],
        "density_class": USUAL,
    },
    index=pd.Index(["78001", "78002", "78003", "78004"], name="code"),
)
PEOPLE = pd.Series([100.0, 50.0, 30.0, 5.0], index=COMMUNES.index)
DENSITY = COMMUNES["density_class"]
POINTS = point_table([("fs-1", "France services", "france-services", "78001", 48.80, 1.90)], DENSITY)

somewhere = st.tuples(st.floats(48.5, 49.4), st.floats(1.4, 2.2))


def table(places: list[tuple[float, float]]) -> pd.DataFrame:
    return point_table([(f"p{n}", "", "new", "78001", lat, lon) for n, (lat, lon) in enumerate(places)], DENSITY)


@settings(max_examples=20)
@given(st.lists(somewhere, max_size=6))
def test_minutes_are_those_of_the_slow_way(places: list[tuple[float, float]]) -> None:
    points, router = table(places), CrowFlight()
    found = minutes_to_help(COMMUNES, points, router)
    for code in ("78001", "78002", "78003"):
        here = Places.of_communes(COMMUNES.loc[[code]])
        there = Places.of_communes(points)
        every = router.pairs(here, there, within_minutes=500).minutes
        assert found["minutes"][code] == pytest.approx(min([*every, FARTHEST_MINUTES]))
    assert np.isnan(found["minutes"]["78004"])


@settings(max_examples=20)
@given(st.lists(somewhere, max_size=4), somewhere)
def test_one_more_point_takes_nobody_farther(places: list[tuple[float, float]], new: tuple[float, float]) -> None:
    added = point_table([("+", "", "new", "78001", *new)], DENSITY)
    found = effect(COMMUNES, PEOPLE, table(places), added=added, router=CrowFlight())
    assert (found.after.dropna() <= found.before.dropna() + 1e-9).all()
    assert found.lost == 0
    assert found.people_after == pytest.approx(found.people_before + found.gained)


def test_what_a_point_brings_is_counted_in_people() -> None:
    added = point_table([at_town_hall("78003", COMMUNES)], DENSITY)
    found = effect(COMMUNES, PEOPLE, POINTS, added=added, router=CrowFlight())
    assert (found.before["78001"], found.after["78003"]) == (0, 0)
    # B is 11 km from A's town hall, beyond a quarter of an hour; only C is helped by a point in C.
    assert found.before["78002"] > 15
    assert (found.people_before, found.people_after, found.gained) == (100, 130, 30)
    assert list(found.changed) == ["78003"]


def test_closing_undoes_opening() -> None:
    added = point_table([at_town_hall("78003", COMMUNES)], DENSITY)
    opened = effect(COMMUNES, PEOPLE, POINTS, added=added, router=CrowFlight())
    nothing = POINTS.iloc[:0]
    closed = effect(
        COMMUNES, PEOPLE, pd.concat([POINTS, added]), added=nothing, removed=["+78003"], router=CrowFlight()
    )
    pd.testing.assert_series_equal(closed.after, opened.before)
    assert closed.lost == opened.gained


def test_a_point_beyond_the_border_keeps_its_own_density() -> None:
    """What a table of the territory alone does not know of its neighbours must not change their minutes."""
    classes = DENSITY.mask(DENSITY.index == "78001", "Grands centres urbains")
    points = point_table([("fs-1", "", "new", "78001", 48.80, 1.90)], classes)
    whole = minutes_to_help(COMMUNES, points, CrowFlight())
    part = minutes_to_help(COMMUNES.loc[["78002"]], points, CrowFlight())
    assert part["minutes"]["78002"] == whole["minutes"]["78002"]


def test_without_any_point_everybody_is_an_hour_away() -> None:
    found = minutes_to_help(COMMUNES, POINTS.iloc[:0], CrowFlight())
    assert found["minutes"].to_list() == pytest.approx([60, 60, 60, np.nan], nan_ok=True)
    assert found["key"].isna().all()


def test_a_point_that_cannot_be_is_refused() -> None:
    with pytest.raises(IndicatorError, match="No help can be placed in commune '99999'"):
        at_town_hall("99999", COMMUNES)
    with pytest.raises(IndicatorError, match="No help can be placed in commune '78004'"):
        at_town_hall("78004", COMMUNES)
    with pytest.raises(IndicatorError, match="no point of help 'fs-9' to close"):
        effect(COMMUNES, PEOPLE, POINTS, added=POINTS.iloc[:0], removed=["fs-9"], router=CrowFlight())


def test_what_each_commune_would_bring_is_what_opening_there_brings() -> None:
    before = minutes_to_help(COMMUNES, POINTS, CrowFlight())["minutes"]
    found = gains(COMMUNES, PEOPLE, before, router=CrowFlight())
    assert list(found.index) == ["78002", "78003", "78001"]
    for code, people, saved in found.itertuples():
        added = point_table([at_town_hall(str(code), COMMUNES)], DENSITY)
        after = effect(COMMUNES, PEOPLE, POINTS, added=added, router=CrowFlight())
        assert after.gained == people
        assert ((after.before - after.after) * PEOPLE).sum() == pytest.approx(saved, abs=1e-3)
