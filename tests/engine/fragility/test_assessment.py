"""Yvelines and France, with the figures that ship: what the pages and the documentation say."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from maillage.engine.errors import IndicatorError
from maillage.engine.fragility.assessment import Assessment, France, Question, assess, france
from maillage.engine.fragility.columns import columns
from maillage.engine.fragility.shipped_points import shipped_points
from maillage.engine.fragility.weights import Weights
from maillage.engine.sources.imported import keep
from maillage.engine.sources.local_axes import local_axes
from maillage.engine.sources.reference import load_reference
from maillage.engine.sources.registry import recognise

IRIS = (
    "IRIS;COM;P21_NSCOL15P;P21_NSCOL15P_DIPLMIN\n784980101;78498;1000;300\n784980102;78498;3000;300\n"
    "784100000;78410;220;110\n"
)


@pytest.fixture(scope="module")
def everywhere() -> France:
    reference = load_reference()
    return france(reference, shipped_points(reference))


@pytest.fixture(scope="module")
def yvelines_codes(everywhere: France) -> pd.Index:
    return everywhere.communes.index[everywhere.communes["departement"] == "78"]


@pytest.fixture(scope="module")
def yvelines(everywhere: France, yvelines_codes: pd.Index) -> Assessment:
    return assess(Question(), everywhere, yvelines_codes)


def test_every_column_is_there_and_named(yvelines: Assessment) -> None:
    named = [column.name for column in columns()]
    assert set(yvelines.communes.columns) - {"lat", "lon"} == set(named)
    assert len(named) == len(set(named))


def test_the_points_of_the_axes_make_the_index(yvelines: Assessment) -> None:
    points = yvelines.communes.filter(regex="^points_").sum(axis=1)
    np.testing.assert_allclose(points, yvelines.communes["fragility"])


def test_people_of_the_communes_make_those_of_the_territory(yvelines: Assessment) -> None:
    table = yvelines.communes
    assert (table["not_reached"].dropna() <= table["in_difficulty"].loc[table["not_reached"].dropna().index]).all()
    lacking = table["apl"] < 2.5
    assert table["not_reached"].sum() == pytest.approx(table.loc[lacking, "in_difficulty"].sum())
    assert table["hours"].sum() == pytest.approx(table["not_reached"].sum() * 0.3 * 4)


def test_the_estimate_of_france_is_near_the_published_rate(everywhere: France) -> None:
    """15.4 % of people of 15 and more (Insee, 2021)."""
    found = assess(Question(), everywhere, everywhere.communes.index)
    adults = everywhere.communes["population"] * (1 - everywhere.communes["share_under_18_2016"])
    assert found.total("in_difficulty") / adults.sum() == pytest.approx(0.154, abs=0.01)


def test_it_agrees_with_the_published_index_as_the_documentation_says(yvelines: Assessment) -> None:
    assert yvelines.agreement.communes == 34_845
    assert yvelines.agreement.spearman == pytest.approx(0.74, abs=0.01)
    assert yvelines.agreement.weighted == pytest.approx(0.55, abs=0.01)


def test_a_territory_is_ranked_by_itself_but_measured_against_france(
    everywhere: France, yvelines: Assessment, yvelines_codes: pd.Index
) -> None:
    part = assess(Question(), everywhere, yvelines_codes[:20])
    alone = part.communes["fragility"]
    pd.testing.assert_series_equal(alone, yvelines.communes["fragility"].loc[alone.index])
    assert part.communes["rank"].max() <= 20


def test_figures_of_a_diagnosis_may_stand_for_the_published_ones(everywhere: France, yvelines_codes: pd.Index) -> None:
    nobody_lacks = pd.Series(9.0, index=yvelines_codes)
    assert assess(Question(), everywhere, yvelines_codes, apl=nobody_lacks).total("not_reached") == 0


def test_weights_on_nothing_that_is_known_are_refused(everywhere: France, yvelines_codes: pd.Index) -> None:
    with pytest.raises(IndicatorError, match="No axis that is known has any weight"):
        assess(Question(weights=Weights({"diploma": 1.0})), everywhere, yvelines_codes)


def test_a_file_by_iris_makes_the_axis_known_and_is_shown_finer(tmp_path: Path, yvelines_codes: pd.Index) -> None:
    path = tmp_path / "base-ic-diplomes-formation-2021.CSV"
    path.write_text(IRIS, encoding="utf-8")
    source = recognise(path)
    keep(source, source.read(path), tmp_path / "sources")
    reference = load_reference()
    local = local_axes(tmp_path / "sources", reference.communes.index, reference.successions)
    assert local.communes["diploma"].to_dict() == pytest.approx({"78410": 0.5, "78498": 600 / 4000})
    found = assess(Question(), france(reference, shipped_points(reference), local), yvelines_codes)
    assert "diploma" in [axis.name for axis in found.known]
    assert found.iris["diploma"].to_dict() == pytest.approx({"784980101": 0.3, "784980102": 0.1, "784100000": 0.5})
    assert found.communes.loc["78410", "points_diploma"] > found.communes.loc["78498", "points_diploma"]
    assert [line.source for line in found.provenance if line.table == "imported"] == ["diploma"]


def test_where_nothing_was_imported_nothing_is_known(tmp_path: Path) -> None:
    reference = load_reference()
    assert local_axes(tmp_path, reference.communes.index, reference.successions).communes.empty
