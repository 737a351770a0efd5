"""``maillage hours`` as it is typed: the files, what they say together, and what is said of wishes that break."""

from __future__ import annotations

import io
import json
from datetime import date

import pandas as pd
import pytest
from click.testing import CliRunner
from icalendar import Calendar
from pypdf import PdfReader

from maillage.cli import main
from maillage.engine.sources.hours_week import DAYS, read_week

SITES = """name,commune,sessions,required
Centre social,78380,"Mo-Fr 09:00-12:00,14:00-17:00,17:30-20:00; Sa 09:00-12:00",{required}
Mairie,78550,"Tu,Th 09:00-12:00,14:00-17:00",
Hall,78410,Mo-Fr 08:00-12:00,
"""
MEDIATORS = """name,commune,hours,evenings,saturdays
Anne #read("x"),78380,21,yes,half
Bob,78380,14,no,half
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("hours")


def plan(folder, *words, required="", mediators=MEDIATORS, out="out"):
    (folder / "sites.csv").write_text(SITES.format(required=required))
    (folder / "mediators.csv").write_text(mediators)
    typed = ["hours", "plan", str(folder / "sites.csv"), "--mediators", str(folder / "mediators.csv")]
    options = ["--start", "2027-01-04", "--time-limit", "5", "--gap", "1", "-o", str(folder / out)]
    return CliRunner().invoke(main, [*typed, *options, *words])


@pytest.fixture(scope="module")
def planned(folder):
    result = plan(folder, "--no-costs")
    assert result.exit_code == 0, result.output
    return folder / "out"


def test_every_file_is_there(planned):
    names = sorted(path.relative_to(planned).as_posix() for path in planned.rglob("*.*"))
    assert names == [
        "duties.csv", "hours.json", "hours.pdf", "mediators/anne-read-x.ics", "mediators/bob.ics", "posters.pdf",
        "sites.csv", "weeks.pdf",
    ]  # fmt: skip


def test_the_hours_of_a_site_are_those_of_its_mediators(planned):
    sites, duties = pd.read_csv(planned / "sites.csv"), pd.read_csv(planned / "duties.csv")
    for row in sites[sites["opening_hours"] != "off"].to_dict("records"):
        opened = {(DAYS[s.day], m) for s in read_week(row["opening_hours"]) for m in range(s.start, s.end)}
        for week in (1, 2):
            held = duties[(duties["site"] == row["site"]) & (duties["week"] == week)]
            present = {
                (day, m)
                for day, start, end in held[["day", "from", "until"]].itertuples(index=False)
                for m in range(minutes(start), minutes(end))
            }
            assert present == opened


def minutes(text):
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def test_json_says_what_is_proven(planned):
    whole = json.loads((planned / "hours.json").read_text())
    assert whole["people"]["reached"] <= whole["people"]["at_most"]
    assert whole["people"]["gap"] <= 0.01
    assert whole["feasible"] is True
    assert sum(len(each["can_come"]) for each in whole["groups"]) == 25
    for who in whole["mediators"]:
        assert max(who["work_minutes"]) <= who["contract_minutes"]
        assert who["saturdays"] <= 1


def test_a_calendar_leaves_holidays_out(planned):
    duties = pd.read_csv(planned / "duties.csv")
    for name, file in (("Bob", "bob"), ('Anne #read("x")', "anne-read-x")):
        found = Calendar.from_ical((planned / "mediators" / f"{file}.ics").read_bytes())
        events = found.walk("VEVENT")
        assert len(events) == (duties["mediator"] == name).sum()
        for event in events:
            left_out = event.get("exdate", [])
            lists = left_out if isinstance(left_out, list) else [left_out]
            dates = {moment.dt.date() for each in lists for moment in each.dts}
            first = event["dtstart"].dt
            if first.weekday() == 0 and event["rrule"]["INTERVAL"] == [2]:
                easter = date(2027, 3, 29)
                assert (easter in dates) == ((easter - first.date()).days % 14 == 0)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("hours", ["Les horaires des sites", "Centre social", "L3131-1", "hypothèses déclarées", '#read("x")']),
        ("posters", ["Centre social", "Mairie", "Hall", "Dimanche", "fermé", "15 ou le 112"]),
        ("weeks", ['#read("x")', "Bob", "Semaine 2 sur 2", "repos"]),
    ],
)
def test_documents_are_tagged_and_say_it(planned, name, words):
    reader = PdfReader(io.BytesIO((planned / f"{name}.pdf").read_bytes()))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert [word for word in words if word not in text] == []


def test_what_a_rule_costs_is_said(folder):
    result = plan(folder, "--format", "json", "--alternate", "--not-before", "none", "--meal", "0", out="costs")
    assert result.exit_code == 0, result.output
    whole = json.loads((folder / "costs/hours.json").read_text())
    rules = [each["rule"] for each in whole["costs_of_rules"]]
    assert rules == ["evening_contracts", "saturday_contracts", "evenings", "moves"]
    assert all(0 <= each["more"] <= each["at_most"] + 1e-6 for each in whole["costs_of_rules"])
    assert result.output.count("Sans la règle") == 4


def test_a_wish_that_no_contract_allows_is_named_with_what_would_give(folder):
    mediators = "name,commune,hours,evenings,saturdays\nBob,78380,14,no,none\n"
    result = plan(folder, "--format", "json", required="Sa 09:00-12:00", mediators=mediators, out="broken")
    assert result.exit_code == 0, result.output
    assert "Centre social ouvert le samedi" in result.output.replace("\u00a0", " ")
    (found,) = json.loads((folder / "broken/hours.json").read_text())["conflicts"]
    assert found["session"] == "Sa 09:00-12:00"
    assert found["reasons"] == {"Bob": "saturdays"}
    assert set(found["would_help"]) == {"saturday_contracts", "mediator"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--start", "2027-01-05"), "no Monday"),
        (("--until", "2026-01-05"), "cannot be drawn up"),
        (("--not-before", "ten"), "no hour"),
        (("--format", "docx"), "No format"),
        (("--weeks", "3"), "One Saturday in two"),
        (("--factors", "1"), "Give --roads"),
        (("--groups", "nothing.csv"), "no such file"),
    ],
)
def test_what_cannot_be_asked_is_said(folder, words, says):
    result = plan(folder, *words, out="refused")
    assert result.exit_code == 2
    assert says in result.output
    assert not (folder / "refused").exists()


def wait(*words):
    return CliRunner().invoke(main, ["hours", "wait", *words])


def test_the_wait_in_words():
    result = wait("--requests-per-day", "20", "--max-days", "2", "--stations", "1", "--observed", "1000,800")
    assert result.exit_code == 0, result.output
    told = result.output.replace("\u202f", " ")
    assert "23 créneaux par jour suffisent pour attendre moins de 2 jours d'ouverture en moyenne" in told
    assert "2 postes (18 créneaux par poste) et 3 médiateurs." in told
    assert "Avec 1 poste : 111 % des créneaux sont demandés : l'attente s'allonge sans fin." in told
    assert "rendez-vous peuvent être donnés pour 18 créneaux" in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--requests-per-day", "0"), "above zero"),
        (("--requests-per-day", "5", "--max-days", "0"), "above zero"),
        (("--requests-per-day", "5", "--share", "1.5"), "between 0 and 1"),
        (("--requests-per-day", "5", "--observed", "many"), "two numbers"),
        (("--requests-per-day", "5", "--observed", "5,9"), "Give how many"),
        (("--requests-per-day", "5", "--walk-in", "-1"), "above zero"),
        (("--requests-per-day", "5", "--minutes", "600"), "Open longer"),
    ],
)
def test_a_wait_that_makes_no_sense_is_refused(words, says):
    result = wait(*words)
    assert result.exit_code == 2
    assert says in result.output
