"""The journal in the database: who may add to it, that nobody may do anything else, that numbers have no gap."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from maillage.web.accounts.models import User
from maillage.web.privacy.actions.journal import record
from maillage.web.privacy.fields.keyring import keyring
from maillage.web.privacy.models import Digest, Entry, Head
from maillage.web.privacy.models.guards import missing_guards
from maillage.web.privacy.rules import chain

NOW = datetime(2026, 3, 2, 9, 30, 12, 345678, tzinfo=UTC)
VERB = "privacy.journal_read"


def test_an_entry_says_who_did_what_to_which_row(agent: User, reader: User) -> None:
    entry = record(
        verb=VERB, subject=reader, by=agent, now=NOW, about=reader, fields=["phone", "email"], why=" demande "
    )
    kept = Entry.objects.get()
    assert kept == entry
    assert (kept.number, kept.at, kept.by, kept.subject) == (1, NOW, agent, f"accounts.user {reader.pk}")
    assert (kept.about, kept.fields, kept.why) == (f"accounts.user {reader.pk}", "email phone", "demande")
    assert chain.is_genuine(kept.row, {key.name: key.derived("journal") for key in keyring()})


def test_entries_are_numbered_and_linked(agent: User) -> None:
    first, second = (record(verb=VERB, subject=agent, by=None, now=NOW) for _ in range(2))
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
    ],
)
def test_what_no_journal_may_hold_is_refused(agent: User, wrong: dict, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        record(**({"verb": VERB, "subject": agent, "by": agent, "now": NOW} | wrong))
    assert not Entry.objects.exists()


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
def test_the_database_refuses_everything_but_adding(agent: User, act: str) -> None:
    record(verb=VERB, subject=agent, by=agent, now=NOW)
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
    assert missing_guards(connection) == []


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded(agent: User) -> None:
    with pytest.raises(TransactionManagementError):
        record(verb=VERB, subject=agent, by=agent, now=NOW)
