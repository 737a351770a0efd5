"""The chain of the journal: what is signed, and how the first row that was tampered with is found.

**The bytes.** A row is signed as a JSON array without spaces, in ASCII (other characters escaped), of: the text
``maillage journal 1``, the name of the key, number, moment (ISO 8601, UTC, microseconds), verb, who, subject, about,
fields, why, and the signature of the row before (64 zeros for the first). JSON quotes what it holds, so that no two
rows have the same bytes.

**The signature** is HMAC-SHA-256, with a key that is not in the database. Who changes the database alone, even with
every right in it, cannot sign: a row that was changed, inserted, removed or moved is found, and so is a whole chain
computed anew. What remains possible without the key is to put the database back to an earlier state of itself, such
as an old backup: it is found by the digest of any later day that was kept elsewhere. Who has the key and the database
can write another history from a day on; it too differs from the digests kept elsewhere.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime

FORM = "maillage journal 1"
FIRST = "0" * 64


@dataclass(frozen=True)
class Row:
    """A row of the journal. ``by``: who, as the table of people knows them; None: the machine.

    ``subject`` and ``about``: ``"accounts.user 12"``, a table and a row in it; ``about`` may be empty. ``fields``:
    names of columns. ``previous``: the signature of the row before. ``key``: the name of the key that signed.
    """

    number: int
    at: datetime
    verb: str
    by: int | None
    subject: str
    about: str
    fields: tuple[str, ...]
    why: str
    key: str
    previous: str
    signature: str = ""


@dataclass(frozen=True)
class Head:
    """The last row there is, signed apart so that rows cut off the end are missed."""

    number: int
    last: str
    key: str
    signature: str = ""


@dataclass(frozen=True)
class Digest:
    """The last row there was one night, signed; what is kept elsewhere, so that history has a witness."""

    day: str
    number: int
    last: str
    key: str
    signature: str = ""


# Name of a key -> the key for signatures derived from it.
Keys = Mapping[str, bytes]


def signed[Link: (Row, Head, Digest)](link: Link, key: bytes) -> Link:
    return replace(link, signature=signature(link, key))


def signature(link: Row | Head | Digest, key: bytes) -> str:
    return hmac.digest(key, signed_bytes(link), "sha256").hex()


def is_genuine(link: Row | Head | Digest, keys: Keys) -> bool:
    """Whether it is what was signed. False too where the key is not known."""
    key = keys.get(link.key)
    return key is not None and hmac.compare_digest(signature(link, key), link.signature)


def signed_bytes(link: Row | Head | Digest) -> bytes:
    """What the signature is of; the module says it field by field."""
    if isinstance(link, Row):
        moment = link.at.astimezone(UTC).isoformat(timespec="microseconds")
        parts = [FORM, link.key, link.number, moment, link.verb, link.by, link.subject, link.about,
                 list(link.fields), link.why, link.previous]  # fmt: skip
    else:
        parts = [FORM, type(link).__name__.lower(), *astuple(link)[:-1]]
    return json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode("ascii")
