"""Reads the journal from its first row on, a few at a time: the same memory however long it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings

from ..fields.keyring import keyring
from ..rules import chain
from ..rules.digests import read_digests
from ..rules.verification import Verdict, verify
from .entry import Digest, Entry, Head

BATCH = 2_000
COLUMNS = ("number", "at", "verb", "by_id", "subject", "about", "fields", "why", "key", "previous", "signature")


def read_rows() -> Iterator[chain.Row]:
    """In their order. No transaction is held open: rows that are added meanwhile come at the end."""
    last = 0
    while batch := list(Entry.objects.filter(number__gt=last).order_by("number").values_list(*COLUMNS)[:BATCH]):
        for number, at, verb, by, subject, about, fields, *rest in batch:
            yield chain.Row(number, at, verb, by, subject, about, tuple(fields.split()), *rest)
        last = batch[-1][0]


def verify_rows(witnesses: Sequence[Path] = (), *, own: bool = True) -> Verdict:
    """Holds all of it against the digests of the database, of the files ``witnesses``, copies that were kept elsewhere,
    and of the data folder. ``own=False``: not of the data folder, for a database that is not the one of this folder.

    Raises KeyringError without the keys, DigestError for a file that holds no digests.
    """
    head = Head.objects.filter(id=Head.ONLY).first()
    digests = [digest.link for digest in Digest.objects.order_by("day")]
    there = own and settings.JOURNAL_DIGESTS.exists()
    for file in (*witnesses, *([settings.JOURNAL_DIGESTS] if there else [])):
        digests += read_digests(file.read_text(encoding="utf-8", errors="replace"), file=file.name)
    keys = {key.name: key.derived("journal") for key in keyring()}
    return verify(read_rows(), head.link if head else None, digests, keys)
