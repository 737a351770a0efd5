"""Lists that bring places: everything that is wrong is told with its line and column, and nothing comes by halves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, replace
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.accounts.models import Organisation, User
from maillage.web.places.models import Place
from maillage.web.places.queries.imports import model, preview, preview_of
from maillage.web.places.rules.imports.drafts import Draft, Fault, Format, read_drafts
from maillage.web.places.rules.imports.mednum import MEDNUM
from maillage.web.places.rules.imports.own import OWN
from maillage.web.places.rules.imports.table import LINES_AT_MOST, FileError, read_table
from maillage.web.privacy.models import Entry
from maillage.web.scenarios.models import Scenario
from maillage.web.scenarios.rules.sites import Site

from ..given import an_organisation

OWN_TITLES = "identifiant;nom;commune;code_insee;code_postal;telephone;horaires;latitude;longitude;ouvert_aux_habitants"
RIGHT = "a1;Mairie annexe;Rambouillet;;78120;01 30 00 00 00;Mo-Fr 09:00-12:00;;;oui"
MEDNUM_LINE = {
    "id": "structure-1",
    "pivot": "43493312300029",
    "nom": "Anonymal",
    "commune": "Rambouillet",
    "code_postal": "78120",
    "code_insee": "78517",
    "adresse": "12 BIS RUE DE LECLERCQ",
    "latitude": 48.6443,
    "longitude": 1.8293,
    "typologie": "RFS|ASSO",
    "telephone": "+33180059880",
    "courriels": "contact@laquincaillerie.tl|responsable@laquincaillerie.tl",
    "horaires": "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00",
    "services": ["Aide aux démarches administratives"],
    "date_maj": "2024-04-02",
}


def own(*lines: str, titles: str = OWN_TITLES) -> bytes:
    return "\r\n".join([titles, *lines]).encode()


def read(content: bytes, form: Format = OWN) -> tuple[list[Draft], list[Fault]]:
    return read_drafts(read_table(content), form)


def test_the_model_is_read_by_its_own_reader() -> None:
    drafts, faults = read(model().encode())
    assert faults == []
    assert [(draft.key, draft.kind, draft.step_free, draft.is_public) for draft in drafts] == [
        ("annexe-1", "town-hall", "yes", True)
    ]
    assert drafts[0].phone == "+33130000000"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_spreadsheets_write_as_they_please(encoding: str, mark: str) -> None:
    text = mark.join(("Identifiant", "NOM", "Commune", "Accès sans marche")) + "\n"
    text += mark.join(("a1", "École « Été »", "Rambouillet", "Avec aide")) + "\n\n"
    drafts, faults = read(text.encode(encoding))
    assert faults == []
    assert (drafts[0].name, drafts[0].step_free) == ("École « Été »", "partly")


def test_every_fault_is_told_with_its_line_and_its_column() -> None:
    drafts, faults = read(
        own(
            RIGHT,
            ";Sans identifiant;Rambouillet;;;;;;;",
            "a3;;Rambouillet;;78 12X;0130;Mo 12:00-09:00;91;x;peut-être",
            "a1;Deux fois;Rambouillet;;;;;;;",
            "a5;Trop court",
            "a6;Un seul;Rambouillet;;;;;48,6;;",
            "a7;Sans téléphone;Rambouillet;;;;;;;oui",
        )
    )
    assert [draft.key for draft in drafts] == ["a1"]
    assert set(faults) == {
        Fault(3, "identifiant", "missing"),
        Fault(4, "nom", "missing"),
        Fault(4, "code_postal", "postcode", "78 12X"),
        Fault(4, "telephone", "phone", "0130"),
        Fault(4, "horaires", "hours", "Mo 12:00-09:00"),
        Fault(4, "latitude", "number", "91"),
        Fault(4, "longitude", "number", "x"),
        Fault(4, "ouvert_aux_habitants", "word", "peut-être"),
        Fault(5, "identifiant", "twice", "a1"),
        Fault(6, "", "cells"),
        Fault(7, "longitude", "half"),
        Fault(8, "telephone", "call"),
    }
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)


def test_a_cell_of_several_lines_moves_those_after_it() -> None:
    _drafts, faults = read(own('a1;"Mairie\nannexe";Rambouillet;;;;;;;', ";Sans identifiant;Rambouillet;;;;;;;"))
    assert faults == [Fault(4, "identifiant", "missing")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (OWN_TITLES.encode(), "empty"),
        (b"PK\x03\x04 a workbook", "workbook"),
        (b"identifiant;nom\x00;commune\n", "not-text"),
        ("identifiant;nom\n".encode("utf-16"), "not-text"),
        (b"identifiant;nom;commune\n\x81\x8d;a;b", "letters"),
        (b'identifiant;nom;commune\na1;"not closed;b\n', "not-csv"),
        (b"identifiant;nom;commune\n" + b"a" * 200_000, "not-csv"),
        (b"identifiant;nom;NOM;commune\na;b;c;d", "twice"),
        (b"identifiant;commune\na;b", "column"),
        (own(*[RIGHT] * (LINES_AT_MOST + 1)), "too-long"),
        (b"[1, 2]", "not-json"),
        (b"{}", "not-json"),
        (b'[{"id": NaN}]', "not-json"),
        (b"[" * 100_000, "not-json"),
    ],
)
def test_a_file_that_is_no_list_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(FileError) as refused:
        read(content)
    assert refused.value.reason == reason


@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for form in (OWN, MEDNUM):
        try:
            drafts, faults = read(content, form)
        except FileError:
            continue
        assert drafts or faults


@pytest.mark.parametrize("as_json", [True, False])
def test_the_national_standard_is_read(as_json: bool) -> None:
    lines = [MEDNUM_LINE, MEDNUM_LINE | {"id": "s2", "modalites_acces": "Ce lieu n'accueille pas de public"}]
    if as_json:
        content = json.dumps(lines).encode()
    else:
        cells = [[str(line.get(title, "")) for title in lines[1]] for line in lines]
        content = "\n".join([",".join(lines[1]), *(",".join(f'"{cell}"' for cell in row) for row in cells)]).encode()
    drafts, faults = read(content, MEDNUM)
    (draft,) = drafts
    assert (draft.key, draft.kind, draft.code) == ("structure-1", "france-services", "78517")
    assert (draft.email, draft.phone) == ("contact@laquincaillerie.tl", "+33180059880")
    assert draft.is_public is False, "somebody looks at it first"
    assert [(fault.column, fault.code) for fault in faults] == [("modalites_acces", "public")]


@pytest.mark.parametrize("left_out", ["id", "nom", "commune", "code_postal", "adresse"])
def test_what_the_standard_requires_is_required(left_out: str) -> None:
    line = {name: value for name, value in MEDNUM_LINE.items() if name != left_out}
    with pytest.raises(FileError) as refused:
        read(json.dumps([line]).encode(), MEDNUM)
    assert refused.value.told == {"column": left_out}
    _drafts, faults = read(json.dumps([MEDNUM_LINE | {left_out: ""}]).encode(), MEDNUM)
    assert faults == [Fault(1, left_out, "missing")]


# --- On the pages ------------------------------------------------------------------------------------------------


@pytest.fixture
def manager(person: Callable[..., User], client: Client) -> User:
    found = person(role="manager", name="Nadia Benali")
    client.force_login(found)
    return found


@pytest.fixture
def organisation(manager: User) -> Organisation:
    return Organisation.objects.get(is_own=True)


def sent(client: Client, content: bytes, organisation: Organisation, form: str = "own") -> tuple[int, str]:
    file = SimpleUploadedFile("liste.csv", content)
    said = {"file": file, "form": form, "organisation": organisation.pk}
    answer = client.post("/lieux/importer/", said)
    return answer.status_code, unescape(answer.content.decode())


def held(page: str) -> str:
    found = re.search(r'name="held" value="([^"]*)"', page)
    return found[1] if found else ""


def test_a_list_is_shown_first_and_comes_once(client: Client, organisation: Organisation) -> None:
    status, page = sent(client, own(RIGHT), organisation)
    assert (status, Place.objects.count()) == (200, 0), "nothing is written before one agrees"
    client.post("/lieux/importer/valider/", {"held": held(page)})
    place = Place.objects.get()
    assert (place.origin, place.commune, place.is_public) == (f"csv {organisation.pk}:a1", "78517", True)
    assert place.lat == pytest.approx(48.64, abs=0.02), "its town hall"
    assert list(Entry.objects.filter(verb="places.place_described").values_list("subject", flat=True)) == [
        f"places.place {place.pk}"
    ]
    # The same once more: by the button, then as a file in which the name was corrected.
    client.post("/lieux/importer/valider/", {"held": held(page)})
    _status, again = sent(client, own(RIGHT.replace("Mairie", "Grande mairie")), organisation)
    assert "1 est déjà là et reste comme il est" in again
    assert held(again) == ""
    assert Place.objects.get().name == "Mairie annexe"


def test_half_the_lines_wrong_all_are_told_and_the_others_may_come(client: Client, organisation: Organisation) -> None:
    lines = [f"k{n};Lieu {n};{'Rambouillet' if n % 2 else 'Nullepart-les-Bains'};;;;;;;" for n in range(120)]
    status, page = sent(client, own(*lines), organisation)
    assert (status, Place.objects.count()) == (200, 0)
    assert "60 lignes ne peuvent pas venir" in page
    assert "Les 50 premières erreurs sur 60." in page
    assert page.count("cette commune n’existe pas") == 50
    assert '<th scope="row">2</th><td>commune</td><td>Nullepart-les-Bains</td>' in page
    client.post("/lieux/importer/valider/", {"held": held(page)})
    assert Place.objects.count() == 60


def test_a_point_far_from_its_commune_and_a_name_of_several_are_refused(db: None) -> None:
    content = own(
        "a1;Loin;Rambouillet;;;;;43.3;5.4;",
        "a2;Lequel;Saint-Martin;;;;;;;",
        "a3;Lui;;78517;;;;;;",
    )
    found = preview(content, form="own", organisation=1)
    assert [(fault.line, fault.column) for fault in found.faults] == [(2, "latitude"), (3, "commune"), (4, "commune")]


def test_a_scenario_brings_the_sites_that_it_opens_and_was_published_with(db: None) -> None:
    opened = Site("mairie-78410", "Mairie · Moisson", "78410", 49.07, 1.67)
    closed = replace(opened, key="mairie-78003", open=False, rule="forbidden")
    later = replace(opened, key="point-1", name="Pas encore publié")
    scenario = Scenario(
        pk=12,
        published_values={site.register: asdict(site) for site in (opened, closed)},
        values={site.register: asdict(site) for site in (opened, closed, later)},
    )
    found = preview_of(scenario)
    assert list(found.drafts) == ["scenario 12 site:mairie-78410"]
    draft = found.drafts["scenario 12 site:mairie-78410"]
    assert (draft.name, draft.code, draft.lat, draft.lon) == ("Mairie · Moisson", "78410", 49.07, 1.67)
    assert (draft.hours, draft.is_public, found.wrong) == ("", False, 0)


def test_titles_that_mean_nothing_are_named(db: None) -> None:
    found = preview(b"identifiant;nom;commune;horaire\na1;Mairie;78517;Mo 09:00-12:00", form="own", organisation=1)
    assert found.ignored == ["horaire"]


def test_a_forged_a_borrowed_and_an_old_preview_bring_nothing(
    client: Client, organisation: Organisation, person: Callable[..., User], monkeypatch: pytest.MonkeyPatch
) -> None:
    _status, page = sent(client, own(RIGHT), organisation)
    other = Client()
    other.force_login(person(role="manager"))
    for who, what in ((client, held(page)[:-2] + "xx"), (client, ""), (other, held(page))):
        answer = who.post("/lieux/importer/valider/", {"held": what}, follow=True)
        assert "n’est plus valable" in unescape(answer.content.decode())
    monkeypatch.setattr("maillage.web.places.views.imports.SECONDS", -1)
    client.post("/lieux/importer/valider/", {"held": held(page)})
    assert Place.objects.count() == 0


def test_a_list_comes_whole_or_not_at_all(
    client: Client, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    _status, page = sent(client, own(RIGHT, RIGHT.replace("a1", "a2")), organisation)
    real, calls = Place.save, []

    def fail_at_the_second(self: Place, *args: object, **kwargs: object) -> None:
        calls.append(self)
        if len(calls) == 2:
            raise ConnectionError
        real(self, *args, **kwargs)

    monkeypatch.setattr(Place, "save", fail_at_the_second)
    with pytest.raises(ConnectionError):
        client.post("/lieux/importer/valider/", {"held": held(page)})
    assert (Place.objects.count(), Entry.objects.filter(verb__startswith="places.").count()) == (0, 0)


def test_an_oversized_and_a_hostile_file_are_refused_beside_the_field(
    client: Client, organisation: Organisation
) -> None:
    for content, words in ((b"a" * 2_000_001, "trop grand"), (b"PK\x03\x04", "classeur"), (b"\0\0", "texte")):
        status, page = sent(client, content, organisation)
        assert status == 422
        assert words in page[page.index('id="id_file_error"') :][:200]


def test_nobody_brings_places_to_an_organisation_of_others(
    client: Client, manager: User, person: Callable[..., User]
) -> None:
    other = an_organisation()
    lone = person()
    lone.memberships.create(organisation=an_organisation(), role="manager", since=lone.created_at)
    client.force_login(lone)
    status, _page = sent(client, own(RIGHT), other)
    assert (status, Place.objects.count()) == (422, 0)
