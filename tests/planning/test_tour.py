"""The command, from a list of stops in Yvelines to its files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from maillage.cli import main

STOPS = """commune,minutes,rhythm,weekdays,from,until,people
Moisson,120,weekly|fortnightly,,,,
Bréval,150,weekly,wed,,12:30,
Septeuil,150,weekly,,,,900
Orgerus,120,fortnightly|monthly,tue|thu,,,
78255,60,monthly,,,,
"""
START = ("--start", "2027-01-04")


@pytest.fixture
def run(tmp_path: Path):
    def call(*options: str, stops: str = STOPS):
        path = tmp_path / "stops.csv"
        path.write_text(stops, encoding="utf-8")
        words = ["tour", str(path), "--depot", "Mantes-la-Jolie", *START, "-o", str(tmp_path / "out"), *options]
        return CliRunner().invoke(main, words)

    return call


def test_five_communes_of_yvelines_have_their_rounds_and_the_same_again(run, tmp_path) -> None:
    first = run("--format", "json,ics,csv")
    assert first.exit_code == 0, first.output
    assert "toutes les 5 étapes" in first.output
    assert "c'est prouvé" in first.output
    plan = json.loads((tmp_path / "out" / "plan.json").read_text())
    assert plan["proven"]
    assert plan["rhythms"]["Moisson"] == "weekly"
    assert {visit["weekday"] for visit in plan["visits"] if visit["stop"] == "Bréval"} == {"wed"}
    people = {stop["name"]: stop["people"] for stop in plan["asked"]["stops"]}
    assert people["Septeuil"] == 900
    assert people["Freneuse"] > 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    run("--format", "json,ics,csv")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_a_base_on_the_way_is_named_and_slept_at(run, tmp_path) -> None:
    stops = "name,lat,lon,minutes,rhythm\nNord,49.05,1.55,300,weekly\nSud,49.03,1.50,300,weekly\n"
    done = run("--base", "Là-bas=49.04,1.53", "--weeks", "1", "--format", "json", stops=stops)
    assert done.exit_code == 0, done.output
    plan = json.loads((tmp_path / "out" / "plan.json").read_text())
    assert "Là-bas" in {night["base"] for night in plan["nights"]}


@pytest.mark.parametrize(
    ("options", "stops", "said"),
    [
        ((), "commune,minutes\nMoisson,700\n", "dépasse la journée"),
        ((), "commune,minutes\nMarseille,60\n", "Moisson|rentrerait|aucune route"),
        (("--weeks", "3"), "commune,minutes,rhythm\nMoisson,60,fortnightly\n", "ne tient pas dans un cycle de 3"),
        ((), "commune,minutes,weekdays\nMoisson,60,sun\n", "ne sort pas le dimanche"),
        ((), "commune,minutes\nNullepart,60\n", "Nullepart"),
        ((), "commune,minutes,from,until\nMoisson,120,07:00,08:45\n", "ne peut pas y être"),
        (("--day", "all day"), STOPS, "--day.*08:30-17:30"),
        (("--weekdays", "someday"), STOPS, "--weekdays"),
        (("--rhythm", "daily"), STOPS, "--rhythm"),
        (("--worth", "weekly"), STOPS, "--worth"),
        (("--start", "2027-01-05"), STOPS, "no Monday"),
        (("--until", "2026-01-05"), STOPS, "End after the start"),
        (("--format", "docx"), STOPS, "docx"),
        (("--roads", "nowhere"), STOPS, "nowhere"),
        (("--pause", "5"), STOPS, "L3121-16"),
        (("--driving", "5"), "commune,minutes\nMoisson,60\n", "de conduite"),
        (("--base", "Versaille"), STOPS, "Versailles"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(run, tmp_path, options, stops, said) -> None:
    import re

    refused = run(*options, stops=stops)
    assert refused.exit_code == 2, refused.output
    assert re.search(said, refused.output.replace("\u00a0", " ")), refused.output
    assert "Traceback" not in refused.output
    assert not (tmp_path / "out").exists()
