"""What a diagnosis promises, on the figures that ship with the package."""

from dataclasses import replace

import numpy as np
import pytest

from maillage.engine.diagnosis.agreement import FRANCE_CROW_FLIGHT, ISERE_REAL_TIMES, agreement
from maillage.engine.diagnosis.columns import BY_NAME, COLUMNS
from maillage.engine.diagnosis.figures import columns_of
from maillage.engine.errors import IndicatorError, TerritoryError
from maillage.engine.sources.times import read_times
from maillage.engine.study import Study, run
from maillage.engine.travel.crow_flight import CrowFlight
from maillage.engine.travel.matrix import MatrixRouter


@pytest.fixture(scope="module")
def yvelines():
    return run(Study(("78",)))


@pytest.fixture(scope="module")
def france():
    return run(Study(("france",)))


def test_yvelines_has_the_official_figures_of_2023(yvelines):
    numbers = yvelines.summary
    assert numbers["communes"] == 259
    assert numbers["apl_mean"] == pytest.approx(2.577, abs=5e-4)
    assert numbers["communes_under_threshold"] == 154
    assert (numbers["people_under_threshold"], numbers["people_known"]) == (563_302, 1_456_365)
    assert yvelines.benchmarks["france"]["apl_mean"] == pytest.approx(3.745, abs=5e-4)
    ends = yvelines.communes.sort_values("apl")["name"]
    assert (ends.iloc[0], ends.iloc[-1]) == ("Moisson", "Bois-d'Arcy")
    assert (numbers["gps"], numbers["gps_60_plus"], numbers["communes_without_gp"]) == (1001, 379, 139)


@pytest.mark.parametrize(("code", "apl"), [("78", 2.577), ("38", 3.817), ("75", 4.957), ("13", 4.578)])
def test_departements_have_the_official_means_of_2023(yvelines, code, apl):
    assert yvelines.departements.loc[code, "apl"] == pytest.approx(apl, abs=5e-4)


def test_inside_a_territory_every_indicator_equals_that_of_the_national_run(yvelines, france):
    """The ring is wide enough: what is computed for a département is what France gives, to the last bit."""
    national = france.communes.loc[yvelines.communes.index]
    for column in COLUMNS:
        if column.kind in {"computed", "need", "priority", "why"} and column.name != "rank":
            ours, theirs = yvelines.communes[column.name], national[column.name]
            if column.unit == "code":
                assert ours.equals(theirs), column.name
            else:
                assert np.array_equal(ours, theirs, equal_nan=True), column.name


def test_the_computed_apl_of_france_has_as_many_acts_as_the_published(france):
    communes = france.communes
    published = communes["apl_2019"].fillna(communes["apl_2022"])
    assert france.acts_per_gp == pytest.approx(4_500, abs=200)
    weights = communes["standardised_population"]
    both = published.notna() & communes["apl_computed"].notna()
    means = [np.average(column[both], weights=weights[both]) for column in (communes["apl_computed"], published)]
    assert means[0] == pytest.approx(means[1], rel=0.02)


def test_agreement_with_the_official_apl_in_metropolitan_france(france):
    metropolitan = france.communes[~france.communes["departement"].str.startswith("97")]
    measured = agreement(metropolitan, scope=FRANCE_CROW_FLIGHT.scope)
    assert measured.pearson >= 0.72
    assert _rounded(measured) == FRANCE_CROW_FLIGHT


def test_agreement_with_the_official_apl_on_real_times(shared):
    times = read_times(shared / "data/isere-38/temps_voiture_communes_isere_osrm_2021_secondes.csv", unit="seconds")
    router = MatrixRouter(times.origin, times.destination, times.minutes, times.codes, times.file, CrowFlight())
    isere = run(Study(("38",), router=router))
    measured = agreement(isere.communes, scope=ISERE_REAL_TIMES.scope)
    assert measured.pearson >= 0.80
    assert _rounded(measured) == ISERE_REAL_TIMES


def test_the_parts_of_the_priority_add_up(yvelines):
    parts = yvelines.communes[[name for name in BY_NAME if name.startswith("priority_")]]
    assert np.allclose(parts.sum(axis=1), yvelines.communes["priority"])


def test_every_column_is_described_and_none_is_empty_of_everything(yvelines):
    columns = set(yvelines.communes.columns) - {"geometry"}
    assert columns == set(BY_NAME)
    assert yvelines.communes.notna().any().all()


def test_every_figure_has_a_source_with_its_vintage_and_licence(yvelines):
    described = {line.column for line in yvelines.provenance}
    assert described == {source for column in COLUMNS for source in column.sources}
    assert all(line.vintage and line.licence and line.title for line in yvelines.provenance)


@pytest.mark.parametrize("words", [("200059889",), ("78410",), ("78410", "78380"), ("75",), ("971",), ("2A",)])
def test_any_territory_has_a_diagnosis(words):
    result = run(Study(words))
    assert len(result.communes) == len(result.territory.codes)
    assert result.communes.index.is_monotonic_increasing


def test_an_island_without_any_access_has_a_diagnosis():
    """La Désirade: the official figure of 2023 is zero, of which there are no shares."""
    numbers = run(Study(("97110",))).summary
    assert numbers["apl_mean"] == 0
    assert np.isnan([numbers["gini"], numbers["palma"]]).all()


def test_what_is_known_of_no_commune_is_not_zero():
    """Sannerville was part of another commune when its GPs were counted."""
    result = run(Study(("14666",)))
    assert np.isnan([result.summary["gps"], result.summary["gp_density"]]).all()
    assert result.communes["gp_density"].isna().all()


def test_a_collectivity_that_cannot_be_located_is_told():
    with pytest.raises(TerritoryError, match="coordinates"):
        run(Study(("978",)))


@pytest.mark.parametrize("threshold", [0, -1, float("nan"), float("inf")])
def test_a_threshold_that_parts_nobody_is_told(threshold):
    with pytest.raises(IndicatorError, match="above zero"):
        Study(("78",), threshold=threshold)


def test_a_year_that_was_not_published_is_told():
    with pytest.raises(IndicatorError, match=r"2020.*2019.*2021"):
        Study(("78",), year=2020)


@pytest.mark.parametrize("year", [2015, 2022])
def test_an_earlier_vintage_is_shown_with_its_own_figures(year):
    result = run(Study(("78",), year=year))
    assert np.array_equal(result.communes["apl"], result.communes[f"apl_{year}"], equal_nan=True)
    assert result.summary["apl_mean"] == pytest.approx(result.trend.loc[year, "apl"])
    (apl,) = (column for column in columns_of(year) if column.name == "apl")
    assert [line.vintage for line in result.provenance if line.column in apl.sources] == [str(year)]


def _rounded(measured):
    return replace(measured, pearson=round(measured.pearson, 3), spearman=round(measured.spearman, 3))
