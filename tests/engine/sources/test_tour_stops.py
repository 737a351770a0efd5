"""The list of stops that anybody can fill in, and what is said where it is wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from maillage.engine.errors import SourceError
from maillage.engine.sources.tour_stops import clock, read_tour_stops, weekdays


@pytest.fixture
def listed(tmp_path: Path):
    def write(text: str):
        path = tmp_path / "stops.csv"
        path.write_text(text, encoding="utf-8")
        return read_tour_stops(path)

    return write


def test_french_and_english_lists_say_the_same(listed) -> None:
    english = listed("commune,minutes,rhythm,weekdays,from,until\nMoisson,120,weekly|monthly,tue|thu,09:00,12:30\n")
    french = listed("commune;durée;rythme;jours;de;jusqu'à\nMoisson;120;hebdomadaire|mensuel;mar|jeu;9h;12h30\n")
    assert english.to_dict("records")[0] | {"lat": 0, "lon": 0, "setup": 0, "people": 0} == french.to_dict("records")[
        0
    ] | {"lat": 0, "lon": 0, "setup": 0, "people": 0}
    row = english.iloc[0]
    assert (row["rhythm"], row["weekdays"], row["from"], row["until"]) == (("weekly", "monthly"), (1, 3), 540, 750)
    assert np.isnan(row["people"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("commune,rhythm\nMoisson,weekly\n", "column minutes"),
        ("commune,minutes\n,60\n", "line 2.*no place"),
        ("lat,minutes\n48.9,60\n", "line 2.*no place"),
        ("commune,minutes\nMoisson,\n", "line 2.*How long"),
        ("commune,minutes\nMoisson,0\n", "line 2.*How long"),
        ("commune,minutes\nMoisson,-5\n", "line 2.*0 or more"),
        ("commune,minutes\nMoisson,long\n", "line 2.*not a number"),
        ("commune,minutes,rhythm\nA,60,weekly\nB,60,daily\n", "line 3.*rhythm.*weekly, fortnightly"),
        ("commune,minutes,weekdays\nMoisson,60,someday\n", "line 2.*weekdays.*mon"),
        ("commune,minutes,from\nMoisson,60,25:00\n", "line 2.*from.*09:30"),
        ("lat,lon,minutes\n489,2,60\n", "line 2.*degrees"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(listed, text, said) -> None:
    with pytest.raises(SourceError, match=said):
        listed(text)


def test_a_file_that_is_not_there(tmp_path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_tour_stops(tmp_path / "nothing.csv")


@pytest.mark.parametrize("text", ["24:01", "9.30", "9:60", "neuf", ":30"])
def test_what_is_no_hour_is_refused(text) -> None:
    with pytest.raises(ValueError, match="hour"):
        clock(text)


def test_weekdays_may_be_a_span() -> None:
    assert weekdays("mon-fri") == (0, 1, 2, 3, 4)
    with pytest.raises(ValueError, match="weekdays"):
        weekdays("fri-mon")
