"""The lists of sites, mediators and groups: read in English and French, refused with the line that is wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from opening_hours import OpeningHours

from maillage.engine.errors import SourceError
from maillage.engine.sources.hours_files import read_groups, read_hours_sites, read_mediators
from maillage.engine.sources.hours_week import Session, read_week
from maillage.outputs.hours.opened import osm

MONDAY = datetime(2027, 1, 4)  # noqa: DTZ001 - the hours of a place have no zone


@pytest.fixture
def write(tmp_path):
    def written(text, name="list.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00",
        "Mo,Tu 09:00-12:00; Th 14:00-17:00; Su 10:00-11:30",
        "Tu-Th 08:15-12:00; Fr,Sa 17:30-20:00",
    ],
)
def test_hours_are_written_as_others_read_them(text):
    week = read_week(text)
    assert osm(week) == text
    others = OpeningHours(osm(week))
    for half_hour in range(7 * 48):
        moment = MONDAY + timedelta(minutes=30 * half_hour + 1)
        clock = moment.hour * 60 + moment.minute
        here = any(each.day == moment.weekday() and each.start <= clock < each.end for each in week)
        assert others.is_open(moment) == here


def test_sessions_that_touch_stay_apart():
    assert [s.start for s in read_week("Mo 14:00-17:30,17:30-20:00")] == [840, 1050]


@pytest.mark.parametrize(
    "text", ["Monday 9-12", "Mo 12:00-09:00", "Mo 09:00-25:00", "Mo 09:00-12:00,11:00-13:00", "Mo"]
)
def test_hours_that_cannot_be_read(text):
    with pytest.raises(ValueError):
        read_week(text)


def test_a_week_goes_round():
    assert [s.day for s in read_week("Sa-Mo 09:00-12:00")] == [0, 5, 6]


def test_sites_in_french(write):
    path = write(
        "nom;commune;horaires;obligatoires;au_moins;autonome\n"
        'Mairie;78380;"Mo-Fr 09:00-12:00; Sa 09:00-12:00";Sa 09:00-12:00;7,5;\n'
        "Hall;78646;Mo-Su 08:00-20:00;;;oui\n"
    )
    table = read_hours_sites(path)
    assert table["at_least"].tolist()[0] == 7.5
    assert table["autonomous"].tolist() == [False, True]
    assert [len(each) for each in table["sessions"]] == [6, 7]
    assert table["required"][0] == (Session(5, 540, 720),)


def test_mediators_with_their_defaults(write):
    table = read_mediators(write("name,commune,hours\nAnne,78380,28\n"))
    assert table[["evenings", "saturdays"]].values.tolist() == [[True, "half"]]
    table = read_mediators(write("nom,base,heures,soirs,samedis\nAnne,78380,28,non,un sur deux\n"))
    assert table[["evenings", "saturdays"]].values.tolist() == [[False, "half"]]


@pytest.mark.parametrize(
    ("read", "text", "line", "says"),
    [
        (read_hours_sites, "name,commune\nA,78380\n", 1, "sessions"),
        (read_hours_sites, "name,commune,sessions\nA,78380,\n", 2, "When could"),
        (read_hours_sites, "name,commune,sessions\nA,78380,lundi matin\n", 2, "days and hours such as"),
        (read_hours_sites, "name,sessions\nA,Mo 09:00-12:00\n", 2, "no place"),
        (read_hours_sites, "name,commune,sessions\nA,1,Mo 09:00-12:00\nA,2,Mo 09:00-12:00\n", 3, "twice"),
        (read_hours_sites, "name,commune,sessions,required\nA,1,Mo 09:00-12:00,Tu 09:00-12:00\n", 2, "not one of"),
        (read_hours_sites, "name,lat,lon,sessions\nA,148,2,Mo 09:00-12:00\n", 2, "degrees"),
        (read_mediators, "name,commune,hours\nAnne,78380,\n", 2, "How many hours"),
        (read_mediators, "name,commune,hours,saturdays\nAnne,78380,28,sometimes\n", 2, "half"),
        (read_groups, "group,age,share,morning,afternoon,evening,saturday,sunday\nA,old,1,1,1,1,1,1\n", 2, "older"),
        (read_groups, "group,age,share,morning,afternoon,evening,saturday,sunday\nA,adult,1,40,1,1,1,1\n", 2, "share"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(write, read, text, line, says):
    with pytest.raises(SourceError, match=says) as caught:
        read(write(text))
    assert caught.value.line == line


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        read_mediators(tmp_path / "nothing.csv")


def test_pairs_of_a_week_are_in_order():
    week = read_week("We 14:00-17:00; Mo 09:00-12:00")
    assert all(a < b for a, b in pairwise(week))
