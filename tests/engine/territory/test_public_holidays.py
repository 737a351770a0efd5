"""Public holidays, against the State's own list."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from maillage.engine.territory.public_holidays import public_holidays

ZONES = {
    "78": "Métropole",
    "67": "Alsace-Moselle",
    "971": "Guadeloupe",
    "972": "Martinique",
    "973": "Guyane",
    "974": "La Réunion",
    "976": "Mayotte",
}


@pytest.mark.parametrize("departement", ZONES)
def test_the_days_of_each_year_are_those_of_the_official_list(shared, departement) -> None:
    path = shared / "data/national/jours_feries_france.csv"
    if not path.is_file():
        pytest.skip("the official list is not there")
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if ZONES[departement] in row["zones"].split("|")]
    listed = {date.fromisoformat(row["date"]) for row in rows}
    years = range(2018, max(day.year for day in listed))
    assert years
    for year in years:
        assert set(public_holidays(year, departement)) == {day for day in listed if day.year == year}


def test_without_a_departement_they_are_the_eleven_of_the_code() -> None:
    assert len(public_holidays(2027)) == 11
