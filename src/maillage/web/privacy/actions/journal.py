"""What is done is written down in the transaction that does it: neither happens without the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, models, transaction

from maillage.web.inserting import insert
from maillage.web.prepared import Prepared

from ..fields.keyring import keyring
from ..models import Entry, Head
from ..models.entry import LONGEST_WHY
from ..rules import chain
from ..rules.verbs import VERBS

# A name of a column, or of a column of another table: "phone", "accounts.user.phone". A value rarely looks like one.
FIELD = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*", re.ASCII)

END = Prepared(lambda only: Head.objects.select_for_update().filter(id=only).values_list("number", "last"))
MOVE_END = "UPDATE privacy_head SET number = %s, last = %s, key = %s, signature = %s WHERE id = %s"


def record(
    *,
    verb: str,
    subject: models.Model,
    by: AbstractBaseUser | None,
    now: datetime,
    about: models.Model | None = None,
    fields: Iterable[str] = (),
    why: str = "",
) -> Entry:
    """Adds a row to the journal, in the caller's transaction: ``by`` (None: the machine) did ``verb`` to ``subject``.

    ``about``: the person concerned, where it is not the subject. ``fields``: names of the columns that were written or
    read. ``why``: the reason that was given, which names nobody.

    One writer at a time holds the end of the journal until its transaction ends: call this last in an action, so that
    others wait as briefly as can be and two never wait for each other.

    Raises TransactionManagementError outside a transaction, and ValueError for what no journal may hold: an unknown
    verb, a row that was not saved, a stranger, a field that is no name, a reason that is too long.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The journal is written in the transaction of what it records.")
    names = tuple(sorted(set(fields)))
    _check(verb, names, why, by)
    key = keyring().present
    secret = key.derived("journal")
    number, last = _hold_end()
    row = chain.signed(
        chain.Row(
            number=number + 1,
            at=now.astimezone(UTC),
            verb=verb,
            by=None if by is None else by.pk,
            subject=reference(subject),
            about="" if about is None else reference(about),
            fields=names,
            why=why.strip(),
            key=key.name,
            previous=last,
        ),
        secret,
    )
    entry = Entry(
        number=row.number,
        at=row.at,
        verb=row.verb,
        by_id=row.by,
        subject=row.subject,
        about=row.about,
        fields=" ".join(row.fields),
        why=row.why,
        key=row.key,
        previous=row.previous,
        signature=row.signature,
    )
    insert(entry)
    end = chain.signed(chain.Head(row.number, row.signature, key.name), secret)
    with connection.cursor() as cursor:
        cursor.execute(MOVE_END, [end.number, end.last, end.key, end.signature, Head.ONLY])
    return entry


def reference(row: models.Model) -> str:
    """How the journal names a row: ``"accounts.user 12"``."""
    if row.pk is None:
        raise ValueError(f"A {row._meta.label} that is not saved has no place in the journal.")
    return f"{row._meta.label_lower} {row.pk}"


def _check(verb: str, names: tuple[str, ...], why: str, by: AbstractBaseUser | None) -> None:
    if verb not in VERBS:
        raise ValueError(f"{verb!r} is not a verb of the journal: add it to privacy/rules/verbs.py.")
    if strange := [name for name in names if not FIELD.fullmatch(name)]:
        raise ValueError(f"{len(strange)} of the fields of {verb!r} are not names of columns.")
    if len(why) > LONGEST_WHY:
        raise ValueError(f"A reason of {len(why)} characters is too long for the journal, which takes {LONGEST_WHY}.")
    if by is not None and by.pk is None:
        raise ValueError(f"Whoever did {verb!r} has no account: None stands for the machine, and for nobody else.")


def _hold_end() -> tuple[int, str]:
    """Number and signature of the last row. Nobody else adds one until this transaction ends."""
    if not (held := END.ask(Head.ONLY)):
        Head.objects.get_or_create(id=Head.ONLY)
        held = END.ask(Head.ONLY)
    return held[0]
