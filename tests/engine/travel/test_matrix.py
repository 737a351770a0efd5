"""Times from a file: the three forms read alike, and whatever is wrong is told with its place."""

import numpy as np
import pandas as pd
import pytest

from maillage.engine.errors import SourceError, TravelError
from maillage.engine.sources.times import read_times
from maillage.engine.territory.places import Places
from maillage.engine.travel.crow_flight import CrowFlight
from maillage.engine.travel.matrix import MatrixRouter

SQUARE = '"id","01001","01002"\n"01001",0,600\n"01002",660,0\n'
LONG = "from,to,seconds\n01001,01001,0\n01001,01002,600\n01002,01001,660\n01002,01002,0\n"


def router_of(times, elsewhere=None):
    return MatrixRouter(
        times.origin, times.destination, times.minutes, times.codes, times.file, elsewhere or CrowFlight()
    )


def places(*codes):
    n = len(codes)
    return Places(np.array(codes), 46 + np.arange(n) * 0.05, np.full(n, 5.0), np.full(n, 5, dtype=np.int8))


@pytest.mark.parametrize("form", ["square", "long", "parquet"])
def test_three_forms_read_alike(tmp_path, form):
    path = tmp_path / f"times.{'parquet' if form == 'parquet' else 'csv'}"
    if form == "parquet":
        pd.DataFrame({"from": ["01001", "01002"], "to": ["01002", "01001"], "t": [600, 660]}).to_parquet(path)
    else:
        path.write_text(SQUARE if form == "square" else LONG)
    times = read_times(path, unit="seconds")
    minutes = dict(zip(zip(times.origin, times.destination, strict=True), times.minutes, strict=True))
    assert minutes["01001", "01002"] == 10
    assert minutes["01002", "01001"] == 11
    assert times.codes == ("01001", "01002")


def test_leading_zeros_that_a_spreadsheet_dropped_come_back(tmp_path):
    path = tmp_path / "times.csv"
    path.write_text(LONG.replace("01001", "1001"))
    assert read_times(path, unit="minutes").codes == ("01001", "01002")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (SQUARE.replace("600", "-600"), r"line 2, column '01002'.*Found: '-600'"),
        (SQUARE.replace("600", ""), r"line 2, column '01002'.*Found: ''"),
        (LONG.replace("660", "vite"), r"line 4, column 'seconds'.*Found: 'vite'"),
        (SQUARE.replace('"01002",660,0\n', ""), "1 rows and 2 columns are not for the same"),
        ("", "empty|single column"),
    ],
)
def test_a_wrong_file_is_told_with_its_place(tmp_path, content, message):
    path = tmp_path / "times.csv"
    path.write_text(content)
    with pytest.raises(SourceError, match=message):
        read_times(path, unit="seconds")


def test_a_truncated_parquet_is_told(tmp_path):
    path = tmp_path / "times.parquet"
    pd.DataFrame({"from": ["01001"], "to": ["01002"], "t": [1.0]}).to_parquet(path)
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(SourceError, match="cannot be read"):
        read_times(path, unit="minutes")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        read_times(tmp_path / "none.csv", unit="minutes")


def test_a_forgotten_unit_is_told(tmp_path):
    path = tmp_path / "times.csv"
    path.write_text(SQUARE)
    with pytest.raises(SourceError, match="--unit seconds or --unit minutes"):
        read_times(path, unit=None)


def test_the_table_rules_between_its_places_and_the_model_elsewhere(tmp_path):
    path = tmp_path / "times.csv"
    path.write_text(SQUARE)
    here = places("01001", "01002", "01003")
    pairs = router_of(read_times(path, unit="seconds")).pairs(here, here, within_minutes=30)
    minutes = dict(zip(zip(pairs.origin, pairs.destination, strict=True), pairs.minutes, strict=True))
    modelled = CrowFlight().pairs(here, here, within_minutes=30)
    model = dict(zip(zip(modelled.origin, modelled.destination, strict=True), modelled.minutes, strict=True))
    assert minutes[0, 1] == 10
    assert minutes[1, 0] == 11
    assert {pair: minutes[pair] for pair in minutes if 2 in pair} == {pair: model[pair] for pair in model if 2 in pair}


def test_a_pair_that_the_table_leaves_out_cannot_be_travelled(tmp_path):
    path = tmp_path / "times.csv"
    path.write_text("from,to,t\n01001,01001,0\n01002,01002,0\n")
    here = places("01001", "01002")
    pairs = router_of(read_times(path, unit="minutes")).pairs(here, here, within_minutes=60)
    assert list(zip(pairs.origin, pairs.destination, strict=True)) == [(0, 0), (1, 1)]


def test_a_matrix_that_lacks_communes_names_them(tmp_path):
    path = tmp_path / "times.csv"
    path.write_text(SQUARE)
    with pytest.raises(TravelError, match=r"lacks 1 communes of the territory: 01003"):
        router_of(read_times(path, unit="seconds")).check_covers(["01001", "01003"])
