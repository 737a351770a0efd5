"""The journal in the database: who may add to it, that nobody may do anything else, that numbers have no gap."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from maillage.cli import main
from maillage.web.accounts.models import User
from maillage.web.privacy.actions import verification
from maillage.web.privacy.actions.digests import keep_digest
from maillage.web.privacy.actions.journal import record
from maillage.web.privacy.actions.start import make_ready
from maillage.web.privacy.fields.keyring import keyring
from maillage.web.privacy.models import Digest, Entry, Head, KnownKey, reading
from maillage.web.privacy.models.guards import unguard
from maillage.web.privacy.queries.verification import guards_that_miss, verify_journal
from maillage.web.privacy.rules import chain
from maillage.web.privacy.rules.digests import DigestError, read_digests
from maillage.web.privacy.rules.keyring import written
from maillage.web.privacy.rules.verification import Fault, Verdict

NOW = datetime(2026, 3, 2, 9, 30, 12, 345678, tzinfo=UTC)
VERB = "privacy.journal_read"


@pytest.fixture(autouse=True)
def digests(settings, tmp_path: Path) -> Path:
    settings.JOURNAL_DIGESTS = tmp_path / "journal-digests.jsonl"
    return settings.JOURNAL_DIGESTS


@pytest.fixture
def key(db) -> KnownKey:
    """Any row: something to write about, in a journal that is still empty."""
    return KnownKey.objects.create(name=keyring().present.name, since=NOW)


@pytest.fixture
def processes(transactional_db, tmp_path: Path) -> Iterator[None]:
    """Threads have connections of their own to the same database, as processes have. The SQLite of the tests is in
    memory, where that cannot be: they are given a copy of it in a file."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    with sqlite3.connect(tmp_path / "shared.sqlite3") as file:
        connection.connection.backup(file)
    file.close()
    in_memory = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(tmp_path / "shared.sqlite3")
    yield
    # Before Django closes it after the test: under another name it would, and lose what is in memory.
    connection.settings_dict["NAME"] = in_memory


def test_an_entry_says_who_did_what_to_which_row(agent: User, reader: User) -> None:
    entry = record(verb=VERB, subject=reader, by=agent, now=NOW, about=reader, fields=["phone", "email"], why=" motif ")
    kept = Entry.objects.get(number=entry.number)
    assert (kept.at, kept.verb, kept.by, kept.subject) == (NOW, VERB, agent, f"accounts.user {reader.pk}")
    assert (kept.about, kept.fields, kept.why) == (f"accounts.user {reader.pk}", "email phone", "motif")
    assert chain.is_genuine(kept.row, {key.name: key.derived("journal") for key in keyring()})


def test_entries_are_numbered_and_linked(key: KnownKey) -> None:
    first, second = (record(verb=VERB, subject=key, by=None, now=NOW) for _ in range(2))
    assert (first.number, second.number) == (1, 2)
    assert (first.previous, second.previous) == (chain.FIRST, first.signature)
    assert Head.objects.get().last == second.signature


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"verb": "nobody.did"}, "not a verb"),
        ({"fields": ["Marie Dupont"]}, "not names of columns"),
        ({"fields": ["marie@exemple.fr"]}, "not names of columns"),
        ({"subject": User(name="Marie")}, "not saved"),
        ({"by": AnonymousUser()}, "has no account"),
        ({"why": "x" * 501}, "500"),
    ],
)
def test_what_no_journal_may_hold_is_refused(key: KnownKey, wrong: dict, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        record(**({"verb": VERB, "subject": key, "by": None, "now": NOW} | wrong))
    assert not Entry.objects.exists()


def test_a_row_outlives_the_person_who_wrote_it(key: KnownKey, reader: User) -> None:
    number = record(verb=VERB, subject=key, by=reader, now=NOW).number
    gone = reader.pk
    User.objects.filter(pk=gone).delete()
    assert Entry.objects.get(number=number).by_id == gone
    assert verify_journal().sound


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE privacy_entry SET why = 'x'",
        "DELETE FROM privacy_entry",
        "UPDATE privacy_digest SET number = 9",
        "DELETE FROM privacy_digest",
        "UPDATE privacy_head SET last = 'x'",
        "UPDATE privacy_head SET number = 0",
        "DELETE FROM privacy_head",
    ],
)
def test_the_database_refuses_everything_but_adding(key: KnownKey, act: str) -> None:
    record(verb=VERB, subject=key, by=None, now=NOW)
    Digest.objects.create(day=NOW.date(), number=1, last="a", key="b", signature="c")
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


@pytest.mark.parametrize("table", ["privacy_entry", "privacy_digest", "privacy_head"])
def test_postgresql_refuses_to_empty_the_journal(db, table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


def test_all_guards_stand_after_all_migrations(db) -> None:
    assert guards_that_miss() == []


def test_a_start_puts_back_the_guards_that_a_migration_dropped(key: KnownKey) -> None:
    record(verb=VERB, subject=key, by=None, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute(
            f"DROP TRIGGER privacy_entry_no_update{' ON privacy_entry' * (connection.vendor == 'postgresql')}"
        )
    assert guards_that_miss() == ["privacy_entry_no_update"]
    make_ready(now=NOW)
    assert guards_that_miss() == []
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        Entry.objects.update(why="x")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    key = KnownKey.objects.create(name="k", since=NOW)
    with pytest.raises(TransactionManagementError):
        record(verb=VERB, subject=key, by=None, now=NOW)


# --- Verified in the database ---------------------------------------------------------------------------------


def test_rows_of_several_keys_are_sound(key: KnownKey, settings) -> None:
    record(verb=VERB, subject=key, by=None, now=NOW)
    settings.KEYS = f"{written(b'n' * 32)} {settings.KEYS}"
    record(verb=VERB, subject=key, by=None, now=NOW, why="à sa demande")
    assert verify_journal() == Verdict(2)
    settings.KEYS = written(b"n" * 32)
    assert verify_journal() == Verdict(0, 1, Fault.CHANGED)


@pytest.mark.parametrize(
    ("act", "number", "fault"),
    [
        ("UPDATE privacy_entry SET why = 'x' WHERE number = 3", 3, Fault.CHANGED),
        ("UPDATE privacy_entry SET by_id = 7 WHERE number = 1", 1, Fault.CHANGED),
        ("DELETE FROM privacy_entry WHERE number = 2", 2, Fault.REMOVED),
        ("DELETE FROM privacy_entry WHERE number > 3", 4, Fault.CUT),
        ("DELETE FROM privacy_entry", 1, Fault.CUT),
        ("DELETE FROM privacy_head", 5, Fault.NO_END),
        ("UPDATE privacy_head SET number = 4", 4, Fault.WITNESS),
    ],
)
def test_who_gets_past_the_guards_is_found(key: KnownKey, act: str, number: int, fault: Fault) -> None:
    for _ in range(5):
        record(verb=VERB, subject=key, by=None, now=NOW)
    unguard(connection)
    with connection.cursor() as cursor:
        cursor.execute(act)
    found = verify_journal()
    assert (found.number, found.fault) == (number, fault)


def test_rows_are_read_in_order_however_many_batches_it_takes(key: KnownKey, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(7):
        record(verb=VERB, subject=key, by=None, now=NOW)
    monkeypatch.setattr(reading, "BATCH", 3)
    assert [row.number for row in reading.read_rows()] == [1, 2, 3, 4, 5, 6, 7]


def test_that_a_journal_is_sound_is_a_row_of_it(key: KnownKey) -> None:
    assert verification.verify_journal(by=None, now=NOW) == Verdict(0)
    record(verb=VERB, subject=key, by=None, now=NOW)
    assert verification.verify_journal(by=None, now=NOW) == Verdict(1)
    assert Entry.objects.get(number=2).subject == "privacy.entry 1"
    assert verify_journal() == Verdict(2)


# --- Digests --------------------------------------------------------------------------------------------------


def test_a_digest_is_kept_once_a_day_in_database_and_file(key: KnownKey, digests: Path) -> None:
    assert keep_digest(now=NOW) is None
    record(verb=VERB, subject=key, by=None, now=NOW)
    keep_digest(now=NOW)
    record(verb=VERB, subject=key, by=None, now=NOW)
    keep_digest(now=NOW + timedelta(hours=1))
    keep_digest(now=NOW + timedelta(days=1))
    assert [(digest.day.day, digest.number) for digest in Digest.objects.order_by("day")] == [(2, 1), (3, 2)]
    kept = read_digests(digests.read_text(), file="digests")
    assert kept == [digest.link for digest in Digest.objects.order_by("day")]
    assert verify_journal() == Verdict(2)


def test_a_file_that_misses_a_day_is_completed(key: KnownKey, digests: Path) -> None:
    record(verb=VERB, subject=key, by=None, now=NOW)
    keep_digest(now=NOW)
    digests.unlink()
    keep_digest(now=NOW + timedelta(days=1))
    assert len(digests.read_text().splitlines()) == 2


def test_an_earlier_state_of_the_database_is_found_by_the_file(key: KnownKey, digests: Path) -> None:
    record(verb=VERB, subject=key, by=None, now=NOW)
    earlier = Head.objects.get()
    record(verb=VERB, subject=key, by=None, now=NOW)
    keep_digest(now=NOW)
    unguard(connection)
    Entry.objects.filter(number=2).delete()
    Digest.objects.all().delete()
    earlier.save()
    assert verify_journal() == Verdict(1, 2, Fault.CUT)
    assert verify_journal(own=False).sound
    copy = digests.rename(digests.with_name("copy.jsonl"))
    assert verify_journal().sound
    assert verify_journal([copy]) == Verdict(1, 2, Fault.CUT)


@pytest.mark.parametrize("line", ["nothing", "[]", '{"day": "2026-03-02"}', '{"day":1,"number":"2","last":3,"key":4}'])
def test_a_line_that_is_no_digest_is_named(line: str) -> None:
    with pytest.raises(DigestError, match="digests, line 2"):
        read_digests(f"\n{line}\n", file="digests")


def test_the_command_says_that_it_is_sound_or_where_it_is_broken(key: KnownKey, digests: Path) -> None:
    for _ in range(3):
        record(verb=VERB, subject=key, by=None, now=NOW)
    told = CliRunner().invoke(main, ["journal", "verify"])
    assert (told.exit_code, told.output) == (0, "The journal is sound: 3 rows.\n")
    unguard(connection)
    Entry.objects.filter(number=2).update(why="autre chose")
    told = CliRunner().invoke(main, ["journal", "verify"])
    assert told.exit_code == 1
    assert "broken at row 2: it was changed. The 1 rows before it are sound." in told.output
    assert "lacks" in told.output
    digests.write_bytes(b"\xff nonsense")
    told = CliRunner().invoke(main, ["journal", "verify", "--against", str(digests)])
    assert told.exit_code == 2
    assert "line 1: this is no digest" in told.output


# --- Many at once ---------------------------------------------------------------------------------------------


def test_numbers_have_no_gap_however_many_write_and_fail_at_once(processes: None) -> None:
    """Every third transaction comes to nothing: neither its row nor its number is left."""

    def write(worker: int) -> None:
        try:
            for turn in range(12):
                with suppress(ZeroDivisionError), transaction.atomic():
                    subject = KnownKey.objects.create(name=f"{worker}-{turn}", since=NOW)
                    record(verb=VERB, subject=subject, by=None, now=NOW)
                    1 / (turn % 3)
        finally:
            connection.close()

    def read() -> tuple[Verdict, set[str]]:
        try:
            return verify_journal(), {
                f"privacy.knownkey {name}" for name in KnownKey.objects.values_list("pk", flat=True)
            }
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    with ThreadPoolExecutor(1) as pool:
        verdict, subjects = pool.submit(read).result()
    assert verdict == Verdict(48)
    assert len(subjects) == 48
