"""Digests as lines of a file, to be copied where nobody who can change the journal can change them."""

from __future__ import annotations

import json
from dataclasses import asdict, fields

from maillage.engine.errors import MaillageError

from .chain import Digest


class DigestError(MaillageError):
    """A line that is no digest. Names it."""


def line_of(digest: Digest) -> str:
    """JSON, its names in the order of :class:`.chain.Digest`."""
    return json.dumps(asdict(digest), separators=(", ", ": "))


def read_digests(text: str, *, file: str) -> list[Digest]:
    """Of every line that is not empty. Raises DigestError."""
    lines = enumerate(text.splitlines(), 1)
    return [_digest(line, f"{file}, line {number}") for number, line in lines if line.strip()]


def _digest(line: str, place: str) -> Digest:
    try:
        digest = Digest(**json.loads(line))
    except (TypeError, ValueError):
        digest = None
    if digest is None or type(digest.number) is not int or not all(type(text) is str for text in _texts(digest)):
        names = ", ".join(field.name for field in fields(Digest))
        raise DigestError(f"{place}: this is no digest of a journal.", hint=f"Expected: JSON with {names}.")
    return digest


def _texts(digest: Digest) -> list[object]:
    return [digest.day, digest.last, digest.key, digest.signature]
