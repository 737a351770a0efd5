"""From a territory's name to the arrays of a problem, on the figures that ship."""

import numpy as np
import pandas as pd
import pytest

from maillage.engine.errors import SitingError, TerritoryError
from maillage.engine.siting.sites import Cabin
from maillage.engine.siting.wishes import Wishes
from maillage.engine.sources.reference import load_reference
from maillage.engine.travel.crow_flight import CrowFlight
from maillage.planning.question import ground_of, possible_sites, question


@pytest.fixture(scope="module")
def ground():
    return ground_of(["78"], load_reference(), CrowFlight())


def listed(**columns: list) -> pd.DataFrame:
    """A list of one's own as its reader gives it."""
    count = len(next(iter(columns.values())))
    empty = {"name": [""] * count, "owner": [""] * count, "commune": [""] * count, "status": [""] * count}
    unknown = {name: [np.nan] * count for name in ("lat", "lon", "cost", "capacity", "acts")}
    return pd.DataFrame(empty | unknown | columns, index=pd.Index([f"s{k}" for k in range(count)], name="key"))


def test_the_ground_is_the_territory_and_those_who_would_come_as_well(ground) -> None:
    assert len(ground.inside) == 259
    assert ground.inside["departement"].unique().tolist() == ["78"]
    assert not set(ground.around.index) & set(ground.inside.index)
    assert {"28", "95", "92", "91", "27"} <= set(ground.around["departement"])


def test_kinds_of_places_and_ones_own_list_make_one_table(ground) -> None:
    reference = load_reference()
    table = possible_sites(
        ground, reference, ["town_halls", "france_services"], listed=listed(commune=["78005"], status=["locked"])
    )
    assert table["kind"].value_counts().to_dict() == {"town_hall": 259, "france_services": 23, "own": 1}
    own = table.loc["s0"]
    assert (own["owner"], own["lat"]) == ("own", ground.inside.loc["78005", "lat"])
    asked = question(ground, table, Wishes(count=3), cabin=Cabin())
    assert asked.problem.wishes.locked == ("s0",)
    assert asked.problem.pairs.shape == (259, 283)
    # A commune is at its own town hall.
    place = asked.ground.inside.index.get_loc("78005")
    minutes = dict(
        zip(
            asked.problem.pairs.destination[asked.problem.pairs.origin == place],
            asked.problem.pairs.minutes[asked.problem.pairs.origin == place],
            strict=True,
        )
    )
    assert minutes[table.index.get_loc("mairie-78005")] == min(minutes.values())


def test_a_place_without_a_commune_belongs_to_the_nearest_town_hall(ground) -> None:
    acheres = ground.inside.loc["78005"]
    mine = listed(lat=[acheres["lat"] + 1e-4], lon=[acheres["lon"]])
    assert possible_sites(ground, load_reference(), [], listed=mine)["commune"].tolist() == ["78005"]


def test_what_a_cabin_offers_reaches_the_people_and_no_more(ground) -> None:
    table = possible_sites(ground, load_reference(), ["town_halls"])
    asked = question(ground, table, Wishes(count=1), cabin=Cabin(2, 20, 50, 2))
    assert asked.cabin.acts == 4_000
    received = asked.access.people @ asked.access.gain
    # Neighbours take the rest; deep inside the territory there are none.
    assert received.max() == pytest.approx(4_000)
    assert (received <= 4_000 + 1e-6).all()


def test_need_counts_people_by_what_their_age_asks(ground) -> None:
    table = possible_sites(ground, load_reference(), ["town_halls"])
    plain = question(ground, table, Wishes(), cabin=Cabin()).problem.demand
    by_need = question(ground, table, Wishes(), cabin=Cabin(), weigh_by="need").problem.demand
    expected = ground.inside["standardised_population"] / ground.inside["total_population"] * plain.people
    np.testing.assert_allclose(by_need.weight, expected)
    np.testing.assert_array_equal(plain.weight, plain.people)


def test_what_cannot_be_asked_is_told(ground) -> None:
    reference = load_reference()
    with pytest.raises(SitingError, match="France is no territory"):
        ground_of(["france"], reference, CrowFlight())
    with pytest.raises(TerritoryError):
        ground_of(["Xyzzy"], reference, CrowFlight())
    with pytest.raises(SitingError, match="APL of no commune"):
        ground_of(["97601"], reference, CrowFlight())
    with pytest.raises(SitingError, match="no place where a site could open"):
        possible_sites(ground, reference, [])
    with pytest.raises(SitingError, match=r"'cinemas'.*town_halls, france_services, pharmacies"):
        possible_sites(ground, reference, ["cinemas"])
    with pytest.raises(SitingError, match="Import an extraction of FINESS"):
        possible_sites(ground, reference, ["pharmacies"])
    with pytest.raises(SitingError, match="not in or near"):
        possible_sites(ground, reference, [], listed=listed(commune=["13055"]))
    with pytest.raises(SitingError, match=r"the key 'mairie-78005'"):
        possible_sites(
            ground, reference, ["town_halls"], listed=listed(commune=["78005"]).rename({"s0": "mairie-78005"})
        )
    table = possible_sites(ground, reference, ["town_halls"])
    with pytest.raises(SitingError, match="weighed by 'age'"):
        question(ground, table, Wishes(), cabin=Cabin(), weigh_by="age")
    with pytest.raises(SitingError, match="'nowhere' is not one of"):
        question(ground, table, Wishes(locked=("nowhere",)), cabin=Cabin())
    with pytest.raises(SitingError, match="hours_a_week is -1"):
        Cabin(hours_a_week=-1)
