"""Communes computed apart, with their ring: the figures are those of the whole, to the last bit."""

from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from maillage.engine.diagnosis.with_ring import computed, computed_apart
from maillage.engine.errors import TerritoryError
from maillage.engine.sources.reference import load_reference
from maillage.engine.travel.crow_flight import CrowFlight

# Small départements side by side, one across the sea, and a collectivity that cannot be located.
DEPARTEMENTS = ["92", "93", "94", "90", "2A", "972", "978"]


@pytest.fixture(scope="module")
def codes():
    communes = load_reference().communes
    return communes.index[communes["departement"].isin(DEPARTEMENTS)]


def test_departements_apart_give_what_they_give_together(codes):
    told = []
    with ThreadPoolExecutor(2) as executor:
        apart = computed_apart(codes, CrowFlight(), load_reference(), executor, lambda *step: told.append(step))
    together = computed(codes, CrowFlight(), load_reference())
    pd.testing.assert_frame_equal(apart, together, check_exact=True)
    assert len(together) > 300
    assert told == [("access", done / 6) for done in range(1, 7)]


def test_what_cannot_be_located_is_told_apart_as_together(codes):
    nowhere = [code for code in codes if code.startswith("978")]
    with pytest.raises(TerritoryError, match="coordinates"):
        computed(nowhere, CrowFlight(), load_reference())
    with ThreadPoolExecutor(1) as executor, pytest.raises(TerritoryError, match="coordinates"):
        computed_apart(nowhere, CrowFlight(), load_reference(), executor)
