"""The page of a person: opened for a reason, complete, corrected by the model's own rules; and one's own data."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.accounts.models import User
from maillage.web.privacy.actions.persons import close_request, consult, receive_request, rectify
from maillage.web.privacy.models import Entry, Request
from maillage.web.privacy.models.classification import classification, models_by_table
from maillage.web.privacy.models.person import find_person, holdings_of, identity_of, kinds_of_persons, reference_of
from maillage.web.privacy.queries.access import access_file
from maillage.web.privacy.queries.desk import waiting_requests
from maillage.web.privacy.queries.held import held_about
from maillage.web.privacy.queries.persons import get_person, is_open_to, search_persons
from maillage.web.privacy.rules.likeness import folded, is_like
from maillage.web.privacy.rules.person import PersonRef
from maillage.web.privacy.rules.requests import due_on
from maillage.web.studies.models import Diagnosis

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PERSON = "/administration/donnees/personne/accounts.user/{}/"


@pytest.fixture
def as_dpo(client: Client, dpo: User) -> Client:
    client.force_login(dpo)
    return client


def open_page(client: Client, person: User) -> str:
    client.post(PERSON.format(person.pk) + "consulter/", {"reason": "Demande d’accès", "file": "2026-14"})
    return client.get(PERSON.format(person.pk)).content.decode()


@given(st.text(min_size=1, max_size=20), st.data())
def test_whoever_is_typed_in_part_and_in_capitals_is_found(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]
    assert is_like(part, [name]) == bool(folded(part).split())
    assert folded(folded(name)) == folded(name)


@given(st.from_regex(r"[a-z_]{1,20}\.[a-z_]{1,20}", fullmatch=True), st.integers(1, 10**18))
def test_a_reference_reads_back_as_it_was_written(kind: str, number: int) -> None:
    assert PersonRef.read(str(PersonRef(kind, number))) == PersonRef(kind, number)


@pytest.mark.parametrize("text", ["", "accounts.user", "accounts.user 0", "accounts.user 1 ", "User 1", "a.b 1\n"])
def test_a_reference_that_names_nobody_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        PersonRef.read(text)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 1, 1)))
def test_a_month_to_answer_is_never_longer_than_the_law_says(day: date) -> None:
    assert timedelta(28) <= due_on(day) - day <= timedelta(31)
    assert due_on(day).month == day.month % 12 + 1


@pytest.mark.django_db
def test_people_are_found_by_part_of_a_name_or_an_address(agent: User, dpo: User) -> None:
    assert [each.name for each in search_persons("dup mar")] == ["Marie Dupont"]
    assert [each.name for each in search_persons("INÈS")] == [each.name for each in search_persons("ines")] != []
    assert [each.email for each in search_persons("AGENT@")] == ["agent@exemple.fr"]
    assert {each.name for each in search_persons("exemple.fr")} == {"Marie Dupont", "Inès Moreau"}
    assert search_persons("") == search_persons("personne d’autre") == []


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "number"), [("accounts.user", 0), ("studies.diagnosis", 1), ("nothing", 1)])
def test_only_persons_have_a_page(kind: str, number: int) -> None:
    assert get_person(kind, number) is None


@pytest.mark.django_db
def test_accounts_are_persons_with_a_name_and_an_address(agent: User) -> None:
    assert "accounts.user" in kinds_of_persons()
    assert (identity_of(agent, "name"), identity_of(agent, "email")) == ("Marie Dupont", "agent@exemple.fr")
    assert find_person(reference_of(agent)) == agent


def test_every_row_that_names_the_person_is_held(agent: User, reader: User, make: Callable[..., Diagnosis]) -> None:
    """Against the slow way: every foreign key to people of every table, one by one."""
    make("78", published=True)
    found = {
        (holding.table.name, pk) for holding in holdings_of(agent) for pk in holding.rows.values_list("pk", flat=True)
    }
    slow = {
        (name, row.pk)
        for name, model in models_by_table().items()
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.related_model is User
        for row in model._base_manager.filter(**{field.attname: agent.pk})
    }
    assert slow
    assert slow <= found
    assert ("accounts_user", agent.pk) in found
    assert ("accounts_user", reader.pk) not in found


def test_the_page_asks_for_a_reason_and_writes_it_down(as_dpo: Client, agent: User, dpo: User) -> None:
    asked = as_dpo.get(PERSON.format(agent.pk)).content.decode()
    assert "Pourquoi ouvrez-vous cette page ?" in asked
    assert agent.email not in asked
    assert not Entry.objects.filter(verb="privacy.consulted").exists()
    page = open_page(as_dpo, agent)
    assert agent.email in page
    entry = Entry.objects.get(verb="privacy.consulted")
    assert (entry.by_id, entry.subject) == (dpo.pk, f"accounts.user {agent.pk}")
    assert entry.why == "Demande d’accès (2026-14)"
    assert "Inès Moreau" in page


def test_a_reason_that_could_name_somebody_is_refused(as_dpo: Client, agent: User) -> None:
    answer = as_dpo.post(
        PERSON.format(agent.pk) + "consulter/", {"reason": "Demande d’accès", "file": "pour Mme Dupont"}
    )
    assert answer.status_code == 422
    assert "Donnez un numéro" in answer.content.decode()
    assert not Entry.objects.filter(verb="privacy.consulted").exists()


def test_a_page_closes_after_half_an_hour_and_is_open_to_nobody_else(agent: User, dpo: User, reader: User) -> None:
    consult(person=agent, why="Contrôle", by=dpo, now=NOW)
    assert is_open_to(agent, dpo, now=NOW + timedelta(minutes=29))
    assert not is_open_to(agent, dpo, now=NOW + timedelta(minutes=31))
    assert not is_open_to(agent, reader, now=NOW)
    assert not is_open_to(reader, dpo, now=NOW)


@pytest.mark.parametrize("act", ["telecharger/json/", "corriger/", "demander/", "consentement/", "effacer/"])
def test_nothing_is_done_before_a_reason_is_given(as_dpo: Client, agent: User, act: str) -> None:
    rows = Entry.objects.count()
    answer = as_dpo.post(PERSON.format(agent.pk) + act, {"name": "Autre", "email": "x@y.fr", "kind": "access"})
    assert (answer.status_code, answer.url) == (302, PERSON.format(agent.pk))
    agent.refresh_from_db()
    assert (agent.name, Entry.objects.count()) == ("Marie Dupont", rows)


def test_who_is_not_the_officer_sees_nobody(client: Client, agent: User, reader: User) -> None:
    client.force_login(agent)
    assert client.get(PERSON.format(reader.pk)).status_code == 403
    assert client.get("/administration/donnees/").status_code == 403


def test_data_is_corrected_by_the_rules_of_the_model(as_dpo: Client, agent: User, reader: User) -> None:
    open_page(as_dpo, agent)
    where = PERSON.format(agent.pk) + "corriger/"
    answer = as_dpo.post(where, {"name": "Marie Durand", "email": "Marie.DURAND@exemple.fr ", "language": "fr"})
    assert answer.status_code == 302
    agent.refresh_from_db()
    assert (agent.name, agent.email) == ("Marie Durand", "marie.durand@exemple.fr")
    entry = Entry.objects.get(verb="privacy.rectified")
    assert set(entry.fields.split()) == {"name", "email"}
    assert not {"Durand", "marie.durand"} & set(f"{entry.fields} {entry.why}".split())
    taken = as_dpo.post(where, {"name": "Marie Durand", "email": reader.email, "language": "fr"})
    assert taken.status_code == 422
    assert 'id="id_email_error"' in taken.content.decode()
    agent.refresh_from_db()
    assert agent.email == "marie.durand@exemple.fr"


def test_the_same_values_correct_nothing_and_other_columns_are_refused(agent: User, dpo: User) -> None:
    assert rectify(person=agent, values={"name": agent.name}, by=dpo, now=NOW) == []
    assert not Entry.objects.filter(verb="privacy.rectified").exists()
    with pytest.raises(ValueError):
        rectify(person=agent, values={"password": "x"}, by=dpo, now=NOW)
    with pytest.raises(ValidationError):
        rectify(person=agent, values={"email": "not an address"}, by=dpo, now=NOW)


def test_an_export_has_everything_and_no_secret(agent: User, make: Callable[..., Diagnosis]) -> None:
    make("78", published=True)
    with translation.override("fr"):
        told = json.loads(access_file(agent, "json", now=NOW))
    tables = {each["table"]: each for each in told["held"]}
    (account,) = tables["accounts_user"]["rows"]
    assert account["email"]["value"] == agent.email
    assert account["password"] == {"label": "Empreinte du mot de passe", "value": None}
    assert tables["studies_diagnosis"]["about"] == "author"
    assert tables["studies_diagnosis"]["rows"][0]["made_by_id"]["value"] == "cette personne"
    assert agent.password not in json.dumps(told)


@pytest.mark.parametrize(("language", "title"), [("fr", "Vos données personnelles"), ("en", "Your personal data")])
def test_the_document_is_set_in_both_languages(agent: User, language: str, title: str) -> None:
    with translation.override(language):
        pdf = access_file(agent, "pdf", now=NOW)
    assert pdf.startswith(b"%PDF")
    assert b"/MarkInfo" in pdf
    assert title.encode("utf-16-be") in pdf or title.encode() in pdf


def test_an_export_tells_nothing_of_others(agent: User, dpo: User, reader: User) -> None:
    consult(person=agent, why="Contrôle", by=dpo, now=NOW)
    receive_request(person=agent, kind=Request.Kind.ACCESS, by=dpo, now=NOW)
    told = access_file(agent, "json", now=NOW).decode()
    for other in (dpo, reader):
        assert other.name not in told
        assert other.email not in told


def test_a_download_is_written_down_and_never_kept(as_dpo: Client, agent: User) -> None:
    open_page(as_dpo, agent)
    answer = as_dpo.post(PERSON.format(agent.pk) + "telecharger/json/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Entry.objects.get(verb="privacy.exported").subject == f"accounts.user {agent.pk}"
    assert as_dpo.post(PERSON.format(agent.pk) + "telecharger/csv/").status_code == 404


def test_everybody_reads_and_takes_their_own_and_nobody_elses(client: Client, agent: User, reader: User) -> None:
    client.force_login(reader)
    page = client.get("/compte/donnees/").content.decode()
    assert reader.email in page
    assert agent.email not in page
    told = json.loads(client.post("/compte/donnees/telecharger/json/").content)
    assert told["person"] == f"accounts.user {reader.pk}"
    assert Entry.objects.get(verb="privacy.exported").by_id == reader.pk


def test_what_one_asks_for_waits_for_the_officer_until_it_is_answered(client: Client, agent: User, dpo: User) -> None:
    client.force_login(agent)
    for _ in range(2):
        client.post("/compte/donnees/demander/", {"kind": "erasure"})
    (waiting,) = waiting_requests(now=timezone.now())
    assert (waiting.person.name, waiting.late) == ("Marie Dupont", False)
    assert waiting_requests(now=timezone.now() + timedelta(days=40))[0].late
    client.force_login(dpo)
    assert "Marie Dupont" in client.get("/administration/donnees/").content.decode()
    close_request(request=waiting.request, person=agent, by=dpo, now=NOW)
    assert waiting_requests(now=timezone.now()) == []
    assert client.post("/compte/donnees/demander/", {"kind": "nothing"}).status_code == 422


def test_every_shown_column_has_words(agent: User) -> None:
    for held in held_about(agent):
        assert held.label
        assert held.purpose
        assert held.kept
        assert held.source
        for row in held.rows:
            assert all(cell.label and cell.text for cell in row)


def test_every_table_about_people_says_whom_it_is_about() -> None:
    """Or it would be found by nobody: neither shown, nor exported, nor erased."""
    lost = [
        name
        for name, table in classification().tables.items()
        if table.concerns_people and not any(column.role for column in table.columns.values())
    ]
    assert lost == []
