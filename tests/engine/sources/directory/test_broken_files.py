"""Whatever a file holds, reading it gives cards and problems, or one error that says what is wrong with the file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.errors import SourceError
from maillage.engine.sources.directory import lists
from maillage.engine.sources.directory.card import Card
from maillage.engine.sources.directory.problem import MESSAGES, Problem, told
from maillage.engine.sources.directory.registry import FORMS, form_of

FILES = Path(__file__).parent / "files"
MEDNUM = (FILES / "mednum.csv").read_bytes()
OWN = b"Nom;Adresse;Ville;Latitude;Longitude;Lundi;Services\nLac;1 rue;Foix;42.9;1.6;9h-12h;psy\n"
FINESS = (
    b"finess;etalab;98;2026-05-12\nstructureet;010000024;010780054;CH;;;;900;RTE;DE PARIS;;;451;01;AIN;01440 VIRIAT;"
    b"0474454647;;355;C.H.;1102;;26010004500012;8610Z;03;;1;;1979-02-13;1979-02-13;2020-02-04;\n"
    b"geolocalisation;010000024;870262.2;6571540.8;1,ATLASANTE,96,BAN,EPSG:2154 RGF93 / Lambert-93;2026-05-04\n"
)
STRUCTURES = (FILES / "data-inclusion" / "structures-inclusion-2025-10-06.csv").read_bytes()
FORMER = (FILES / "data-inclusion-v0" / "structures-inclusion-2024-06-03.json").read_bytes()
WHOLE = {"mednum": MEDNUM, "own": OWN, "finess": FINESS, "data-inclusion": STRUCTURES}


def said_of(form: str, content: bytes, name: str = "liste.csv") -> list[Card | Problem]:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return list(FORMS[form].read(path, today=date(2026, 1, 1)))


def check(said: list[Card | Problem]) -> None:
    """What the rest of the platform counts on."""
    keys = [card.key for card in said if isinstance(card, Card)]
    assert len(keys) == len(set(keys))
    for each in said:
        if isinstance(each, Problem):
            assert each.line >= 1
            assert each.message == MESSAGES[each.code]
            continue
        assert 0 < len(each.key) <= 120
        assert 0 < len(each.name) <= 200
        assert len(each.hours) <= 500
        assert max(len(each.address), len(each.more_address), len(each.person)) <= 200
        assert each.kind in {"", *lists.KINDS}
        assert (each.lat is None) == (each.lon is None)
        for offer in each.offers:
            assert set(offer.topics) <= set(lists.TOPICS)
            assert set(offer.access) <= set(lists.ACCESS)


@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_file_with_bytes_cut_out_put_in_and_changed(form: str, data: st.DataObject) -> None:
    content = WHOLE[form]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        until = data.draw(st.integers(at, min(len(content), at + 40)))
        put = data.draw(
            st.binary(max_size=12) | st.sampled_from([b'"', b"\n", b";", b",", b"\x00", b"\xff", b"'", b"|"])
        )
        content = content[:at] + put + content[until:]
    with suppress(SourceError):
        check(said_of(form, content))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=40)
@given(st.data())
def test_objects_whose_values_are_anything(data: st.DataObject) -> None:
    (known,) = json.loads(FORMER)
    changed = {key: data.draw(JSON) if data.draw(st.booleans()) else value for key, value in known.items()}
    stray = data.draw(st.lists(JSON, max_size=2))
    check(said_of("data-inclusion", json.dumps([known, changed, *stray]).encode(), "structures.json"))


@settings(max_examples=30)
@given(st.binary(max_size=60))
def test_what_is_no_list_at_all(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "liste.csv")
        path.write_bytes(content)
        with pytest.raises(SourceError):
            form_of(path)
    for form in FORMS:
        with pytest.raises(SourceError):
            said_of(form, content)


@pytest.fixture
def python_s_own_limit() -> Iterator[None]:
    """Validators of tables lift it for the whole process."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("python_s_own_limit")
def test_a_cell_that_never_ends_is_an_error_of_its_line() -> None:
    with pytest.raises(SourceError, match="line 2: The file cannot be cut into rows and cells"):
        said_of("own", b"Nom;Ville;Description\nLac;Foix;" + b"a" * 1_000_000 + b"\nCafe;Foix;b\n")


def test_a_zip_that_is_none_and_a_zip_without_lists_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "liste.zip"
    path.write_bytes(b"PK\x03\x04" + b"\x00" * 50)
    with pytest.raises(SourceError):
        form_of(path)


@pytest.mark.parametrize(
    ("form", "content", "code", "expected"),
    [
        ("mednum", b"id,pivot,services\n1,2,3\n", "column-missing", "nom"),
        ("data-inclusion", b"source,structure_id,id,nom\na,b,c,d\n", "services-alone", "structures-"),
        ("mednum", b'[{"id": 1, "pivot"', "truncated", "a list of objects"),
        ("mednum", b"\x00\x01", "form-unknown", "CSV"),
    ],
)
def test_why_a_whole_file_is_refused_is_told_like_any_problem(
    form: str, content: bytes, code: str, expected: str
) -> None:
    with pytest.raises(SourceError) as refused:
        said_of(form, content)
    problem = told(refused.value)
    assert (problem.code, problem.message, problem.refused) == (code, MESSAGES[code], True)
    assert expected in problem.expected
