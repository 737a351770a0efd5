"""The page of the journal: what is found, in whose words, who may see it, and that who looked is seen too."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from maillage.web.accounts.models import User
from maillage.web.privacy.actions.journal import record
from maillage.web.privacy.models import Entry
from maillage.web.privacy.models.guards import unguard
from maillage.web.privacy.queries import journal as queries
from maillage.web.privacy.rules.verbs import VERBS
from maillage.web.privacy.views import journal as views

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PAGE = "/administration/journal/"


@pytest.fixture(autouse=True)
def digests(settings, tmp_path: Path) -> None:
    settings.JOURNAL_DIGESTS = tmp_path / "journal-digests.jsonl"


@pytest.fixture
def desk(client: Client, dpo: User) -> Client:
    client.force_login(dpo)
    return client


def read(client: Client, query: str = "") -> str:
    answer = client.get(f"{PAGE}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(page: str) -> list[int]:
    """Of the rows shown."""
    return [int(part.partition("<")[0]) for part in page.split('class="journal-number">')[1:]]


def last() -> Entry:
    return Entry.objects.order_by("number").last()


def test_only_who_protects_data_may_read_it(as_agent: Client) -> None:
    answers = [as_agent.get(PAGE), as_agent.get(f"{PAGE}journal.csv"), as_agent.post(reverse("privacy:verify_journal"))]
    assert {answer.status_code for answer in answers} == {403}


def test_a_row_is_a_sentence(desk: Client, dpo: User, reader: User) -> None:
    record(verb="accounts.invited", subject=reader, by=dpo, now=NOW, fields=["email"], why="nouvelle équipe")
    page = read(desk)
    assert f"<b>Inès Moreau</b> {VERBS['accounts.invited']} · {reader.name}" in page
    assert "Motif : nouvelle équipe" in page
    english = desk.get(f"/en{PAGE}").content.decode()
    assert f"<b>Inès Moreau</b> invited · {reader.name}" in english
    assert "Reason: nouvelle équipe" in english


def test_the_way_in_is_told_in_words(desk: Client, reader: User) -> None:
    record(verb="accounts.signed_in", subject=reader, by=reader, now=NOW, why="password, card")
    assert "Motif : mot de passe, carte de codes" in read(desk)
    assert "Reason: password, code card" in desk.get(f"/en{PAGE}").content.decode()


def test_a_person_who_was_erased_is_a_number(desk: Client, dpo: User, reader: User) -> None:
    record(verb="accounts.invited", subject=reader, by=dpo, now=NOW)
    gone, name = reader.pk, reader.name
    User.objects.filter(pk=gone).delete()
    page = read(desk)
    assert name not in page
    assert f"une personne effacée (n° {gone})" in page
    assert f"une personne effacée (n° {gone})" in read(desk, f"?personne=accounts.user+{gone}")


def test_a_verb_and_a_table_that_are_no_more_are_shown_as_they_were_written(desk: Client, dpo: User) -> None:
    unguard(connection)
    number = record(verb="accounts.invited", subject=dpo, by=None, now=NOW).number
    Entry.objects.filter(number=number).update(verb="gone.done", subject="gone.table 7")
    assert "gone.done · gone.table, n° 7" in read(desk)


def test_filters_narrow_what_is_shown(desk: Client, dpo: User, reader: User) -> None:
    first = record(verb="accounts.invited", subject=reader, by=dpo, now=NOW).number
    second = record(verb="accounts.joined", subject=dpo, by=None, now=NOW + timedelta(days=1)).number
    assert numbers(read(desk, "?acte=accounts.invited"))[0] == first
    assert second not in numbers(read(desk, "?acte=accounts.invited"))
    assert numbers(read(desk, "?du=2026-03-03&au=2026-03-03")) == [second]
    assert numbers(read(desk, "?du=2026-03-02&au=2026-03-02")) == [first]
    assert "Aucune ligne" in read(desk, "?objet=studies.diagnosis")
    assert second in numbers(read(desk, "?objet=accounts.user"))
    assert first not in numbers(read(desk, f"?personne={quote(dpo.email)}&acte=accounts.joined"))


def test_the_day_is_that_of_paris(desk: Client, dpo: User) -> None:
    late = record(verb="accounts.joined", subject=dpo, by=None, now=datetime(2026, 3, 2, 23, 30, tzinfo=UTC)).number
    assert numbers(read(desk, "?du=2026-03-03&au=2026-03-03")) == [late]


def test_what_a_person_did_and_what_was_done_to_them_are_found(desk: Client, dpo: User, reader: User) -> None:
    done = record(verb="accounts.joined", subject=dpo, by=reader, now=NOW).number
    suffered = record(verb="accounts.joined", subject=dpo, about=reader, by=None, now=NOW).number
    found = numbers(read(desk, f"?personne={quote(reader.email)}"))
    assert {done, suffered} <= set(found)


def test_who_searches_for_a_person_is_in_the_journal_once_a_search(desk: Client, dpo: User, reader: User) -> None:
    for _ in range(2):
        read(desk, f"?personne={quote(reader.email)}")
    entries = Entry.objects.filter(verb="privacy.journal_read")
    assert [(each.by, each.subject) for each in entries] == [(dpo, f"accounts.user {reader.pk}")]
    read(desk)
    assert entries.count() == 1


def test_when_a_name_is_that_of_several_one_is_chosen(desk: Client, person: Callable[..., User]) -> None:
    people = [person(name=f"Camille Durand {each}") for each in "AB"]
    page = read(desk, "?personne=durand&acte=accounts.joined")
    assert all(f"personne=accounts.user+{each.pk}&amp;acte=accounts.joined" in page for each in people)
    assert not Entry.objects.filter(verb="privacy.journal_read").exists()
    assert "Personne ne porte ce nom" in read(desk, "?personne=inconnue")


@pytest.mark.parametrize("query", ["?du=hier", "?acte=rien", "?avant=x", "?du=2026-03-03&au=2026-03-02", "?objet=x.y"])
def test_what_cannot_be_understood_is_said_beside_its_field(desk: Client, query: str) -> None:
    answer = desk.get(f"{PAGE}{query}")
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode() or "avant" in query
    sent_back = desk.get(f"{PAGE}journal.csv{query}")
    assert sent_back.status_code == 302
    assert sent_back.url.startswith(f"{PAGE}?")


def test_pages_hold_all_rows_each_once(desk: Client, dpo: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 3)
    for _ in range(5):
        record(verb="accounts.joined", subject=dpo, by=None, now=NOW)
    everything, query = [], ""
    while True:
        page = read(desk, query)
        everything += numbers(page)
        if 'rel="next"' not in page:
            break
        query = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    assert everything == list(range(last().number, 0, -1))


def test_the_download_has_the_rows_that_were_searched_for(
    desk: Client, dpo: User, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "TAKEN", 2)
    for _ in range(5):
        record(verb="accounts.joined", subject=reader, by=dpo, now=NOW, why='=HYPERLINK("x")')
    answer = desk.get(f"{PAGE}journal.csv?acte=accounts.joined&du=2026-03-02&au=2026-03-02")
    rows = list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))
    asked = Entry.objects.filter(verb="accounts.joined", at=NOW).order_by("-number")
    assert [int(row["number"]) for row in rows] == [entry.number for entry in asked]
    assert {row["who"] for row in rows} == {"Inès Moreau"}
    assert {row["why"] for row in rows} == {'\'=HYPERLINK("x")'}
    assert (last().verb, last().by) == ("privacy.journal_downloaded", dpo)


def test_verifying_says_that_it_is_intact_and_writes_it_down(desk: Client, dpo: User) -> None:
    page = desk.post(reverse("privacy:verify_journal"), follow=True).content.decode()
    assert "Le journal est intact" in page
    assert (last().verb, last().by) == ("privacy.journal_verified", dpo)


def test_verifying_names_the_first_broken_row(desk: Client, dpo: User) -> None:
    record(verb="accounts.joined", subject=dpo, by=None, now=NOW)
    broken = record(verb="accounts.joined", subject=dpo, by=None, now=NOW).number
    unguard(connection)
    Entry.objects.filter(number=broken).update(why="x")
    page = desk.post(reverse("privacy:verify_journal"), follow=True).content.decode()
    assert f"rompu à la ligne {broken} : cette ligne a été modifiée" in page


def test_a_long_journal_is_verified_by_a_job(
    desk: Client, dpo: User, monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[[], list[str]]
) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 0)
    page = desk.post(reverse("privacy:verify_journal"), follow=True).content.decode()
    assert "sa vérification a été demandée" in page
    run_jobs()
    assert (last().verb, last().by) == ("privacy.journal_verified", None)


def test_no_verb_names_a_person_or_ends_a_sentence() -> None:
    assert list(VERBS) == sorted(VERBS)
    assert not [words for words in VERBS.values() if words.endswith((".", ":")) or words[0].isupper()]
