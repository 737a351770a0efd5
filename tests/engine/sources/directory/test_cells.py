"""What one cell may say: text, contacts, numbers of the State, hours, positions."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.sources.directory import contacts, identifiers, opening
from maillage.engine.sources.directory.france import france, km_between, may_hold, name_key
from maillage.engine.sources.directory.lines import Line
from maillage.engine.sources.directory.plain import plain
from maillage.engine.sources.directory.readable import readable_address, readable_name
from maillage.engine.sources.directory.row import Row

FOIX = {"code_insee": "09122"}


@pytest.mark.parametrize(
    ("cell", "text", "markup", "formula"),
    [
        ("<p>Bonjour</p><script>alert(1)</script><b>vous", "Bonjour\nvous", True, False),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Aide", "Aide", True, False),
        ("&lt;&lt;b&gt;&gt;", "«b»", False, False),
        ("a &amp; b < c", "a & b < c", False, False),
        ("SAD <<PRÉSENCE>>", "SAD «PRÉSENCE»", False, False),
        ("droite\u202eehcuag\u200b", "droiteehcuag", True, False),
        ("=cmd|'/C calc'!A0", "cmd|'/C calc'!A0", False, True),
        (" + - @nom", "nom", False, True),
        ("- une\r\n- deux", "une\n- deux", False, False),
    ],
)
def test_only_text_is_taken(cell: str, text: str, markup: bool, formula: bool) -> None:
    assert (plain(cell, breaks=True).text, plain(cell).markup, plain(cell).formula) == (text, markup, formula)


@given(st.text(max_size=80))
def test_text_that_was_taken_is_taken_as_it_is_and_begins_no_formula(cell: str) -> None:
    once = plain(cell, breaks=True).text
    assert plain(once, breaks=True).text == once
    assert not once.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not re.search(r"[\x00-\x08\u200b-\u200f\u202a-\u202e\ufeff]", once)


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True), st.sampled_from([" ", ".", "-", ""]))
def test_a_phone_has_one_spelling_however_it_was_written(digits: str, between: str) -> None:
    spoken = between.join(digits[at : at + 2] for at in range(0, 10, 2))
    number = contacts.phone(digits)
    assert re.fullmatch(r"\+[0-9]{11,12}", number)
    assert contacts.phone(spoken) == contacts.phone(number) == contacts.phone(f"{spoken} / 06 00 00 00 00") == number


@pytest.mark.parametrize("said", ["0123", "+33 1 23", "appelez-nous", "00", "+", "01 23 45 67 8A", "4", "99999"])
def test_what_is_no_phone_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        contacts.phone(said)


@pytest.mark.parametrize(
    "said", ["javascript:alert(1)", "http://", "mairie", "http://a.fr/<b>", "ftp://a.fr", "x@a.fr"]
)
def test_what_is_no_page_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        contacts.page(said)


@pytest.mark.parametrize("said", ["a@b", "a@@b.fr", "=1@b.fr", ".a@b.fr", "a b@c", "a@b.test", f"{'a' * 65}@b.fr"])
def test_what_is_no_address_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        contacts.email(said)


@given(st.from_regex(r"[1-9][0-9]{12}", fullmatch=True))
def test_one_siret_in_ten_is_right(thirteen: str) -> None:
    if thirteen.startswith(identifiers.LA_POSTE):
        return
    right = [digit for digit in "0123456789" if _is_siret(thirteen + digit)]
    assert len(right) == 1


def _is_siret(said: str) -> bool:
    try:
        return identifiers.siret(said) == said
    except ValueError:
        return False


def test_establishments_of_la_poste_follow_their_own_rule() -> None:
    assert identifiers.siret("356 000 000 00048") == "35600000000048"
    assert _is_siret("35600000049837")
    assert not _is_siret("35600000049838")


@given(st.lists(st.integers(0, 24 * 4), min_size=2, max_size=6, unique=True))
def test_hours_of_a_french_day_are_those_of_openstreetmap(quarters: list[int]) -> None:
    times = sorted(quarters)
    spans = [(times[at], times[at + 1]) for at in range(0, len(times) - 1, 2)]
    said = " / ".join(f"{_clock(begin)} - {_clock(end)}" for begin, end in spans)
    week = opening.week({"We": said, "Fr": said})
    day = ",".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in spans)
    assert week == f"We {day}; Fr {day}; PH off"
    assert opening.osm(week) == week


def _clock(quarter: int) -> str:
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"


@given(st.integers(0, 94), st.integers(1, 20))
def test_hours_that_overlap_are_impossible(begin: int, more: int) -> None:
    end = min(begin + more, 95)
    with pytest.raises(opening.ImpossibleError):
        opening.week({"Mo": f"{_clock(begin)} - {_clock(end)} / {_clock(begin)} - {_clock(end + 1)}"})


@pytest.mark.parametrize("said", ["Mo 18:00-09:00", "Mo 09:00-12:00,11:00-13:00", "Mo 09:00-09:00"])
def test_hours_that_cannot_be_are_told_from_those_that_cannot_be_read(said: str) -> None:
    with pytest.raises(opening.ImpossibleError):
        opening.osm(said)
    with pytest.raises(ValueError, match="sur rendez-vous"):
        opening.osm("sur rendez-vous")
    assert opening.osm("Fr 20:00-02:00") == "Fr 20:00-02:00"
    assert opening.osm('"Mo 18:00-09:00"') == '"Mo 18:00-09:00"'


@given(st.sampled_from(["78551", "2A004", "97411", "97302", "59350"]), st.floats(-0.05, 0.05), st.floats(-0.05, 0.05))
def test_a_point_in_its_commune_is_taken_and_put_right_where_it_was_swapped(
    code: str, north: float, east: float
) -> None:
    commune = france().communes[code]
    lat, lon = (commune.lat or 0) + north, (commune.lon or 0) + east
    for cells in ({"lat": lat, "lon": lon}, {"lat": str(lon), "lon": str(lat)}):
        row = Row(Line(2, cells))
        assert row.position("lat", "lon", commune) == (lat, lon)
        assert [each.code for each in row.problems] == ([] if cells["lat"] == lat else ["coordinates-swapped"])


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        ("0", "0", "coordinates-zero"),
        ("50.85", "4.35", "coordinates-outside"),
        ("48.85", "2.35", "coordinates-far"),
        ("2.35", "48.85", "coordinates-outside"),
        ("42.9653", "", "coordinates-missing"),
        ("nord", "1.6", "coordinates-unreadable"),
        ("1e999", "nan", "coordinates-unreadable"),
    ],
)
def test_a_point_that_cannot_be_right_is_left_out_and_told(lat: str, lon: str, code: str) -> None:
    row = Row(Line(2, FOIX | {"lat": lat, "lon": lon}))
    assert row.position("lat", "lon", row.commune("code_insee")) == (None, None)
    assert row.problems[0].code == code
    assert not row.problems[0].refused


def test_france_is_also_overseas_and_ends_at_its_borders() -> None:
    some = list(france().communes.values())[::25]
    assert all(france().holds(commune.lat, commune.lon) for commune in some if commune.lat)
    abroad = {"Bruxelles": (50.85, 4.35), "Turin": (45.07, 7.69), "Barcelone": (41.39, 2.17), "Londres": (51.5, -0.12)}
    assert not [name for name, at in abroad.items() if france().holds(*at)]
    paris = france().commune("75101")
    assert paris is france().commune("75056")
    assert france().commune_named("St-Germain-en-Laye Cedex", "78100") is france().commune("78551")
    assert may_hold(france().communes["97353"], 3.0, -54.0)
    assert km_between(0, 179.9, 0, -179.9) == pytest.approx(22.2, abs=0.1)
    assert name_key("L'Haÿ-les-Roses") == "l hay les roses"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2024-04-02", date(2024, 4, 2)),
        ("02/04/2024", date(2024, 4, 2)),
        ("2024-04-02T10:00:00+02:00", date(2024, 4, 2)),
        (1712016000000, date(2024, 4, 2)),
        ("2024-02-31", None),
        ("1890-01-01", None),
        ("2024-04-04", None),
        ("hier", None),
    ],
)
def test_a_day_that_cannot_be_is_left_out(said: object, day: date | None) -> None:
    row = Row(Line(2, {"maj": said}), today=date(2024, 4, 3))
    assert row.day("maj") == day
    assert bool(row.problems) == (day is None)
    assert Row(Line(2, {"maj": "2024-04-04"})).day("maj") == date(2024, 4, 3) + timedelta(days=1)


@pytest.mark.parametrize(
    ("written", "readable"),
    [
        ("COMMUNE DE SAINT ETIENNE DU BOIS", "Commune de Saint-Étienne-du-Bois"),
        ("CENTRE COMMUNAL D'ACTION SOCIALE", "Centre communal d’action sociale"),
        ("CCAS DE L HAY LES ROSES", "CCAS de l’Hay les Roses"),
        ("Médiathèque Jean-Pierre", "Médiathèque Jean-Pierre"),
        ("", ""),
        ("3L", "3L"),
    ],
)
def test_names_in_capitals_are_made_readable(written: str, readable: str) -> None:
    assert readable_name(written, france().commune("01350")) == readable


def test_addresses_in_capitals_are_made_readable() -> None:
    assert readable_address("1 PL DE L'HOTEL DE VILLE") == "1 place de l’hôtel de ville"
    assert readable_address("BD IRENE JOLIOT CURIE") == "Boulevard Irene Joliot Curie"
    assert readable_address("12 bis rue Haute") == "12 bis rue Haute"
