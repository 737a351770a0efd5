"""What a backup says of itself, read as if somebody hostile had written it. Plain values in, decisions out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from maillage.engine.errors import MaillageError

NAME = "manifest.json"
FORMAT = 1
BYTES_AT_MOST = 64_000_000
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
# A name is a path of plain words under one of the two roots: it can lead nowhere else.
WORD = r"[A-Za-z0-9_-][A-Za-z0-9._-]*"
MEMBER = re.compile(rf"{WORD}(?:/{WORD})*")
DIGEST = re.compile(r"[0-9a-f]{64}")


class BackupError(MaillageError):
    """A backup cannot be made, or a file is not a backup that can be brought back."""


@dataclass(frozen=True)
class Member:
    """A file of the archive: its size, and what its content must come to."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """``migrations``: the form of the database, "accounts.0002_organisations"; ``keys``: names of those that it was
    written with; ``members``: name in the archive → what it must be."""

    made_at: str
    maillage: str
    database: str
    migrations: tuple[str, ...]
    keys: tuple[str, ...]
    members: Mapping[str, Member]

    @property
    def bytes(self) -> int:
        return sum(member.bytes for member in self.members.values())


def written(manifest: Manifest) -> bytes:
    return json.dumps({"format": FORMAT} | asdict(manifest), indent=1, sort_keys=True).encode()


def read(text: bytes) -> Manifest:
    """Raises BackupError, which says what is wrong."""
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise BackupError(
                f"This backup has format {told['format']!s:.20}, and this version reads format {FORMAT}.",
                hint="Restore it with the version of maillage that made it.",
            )
        manifest = Manifest(
            made_at=_text(told["made_at"]),
            maillage=_text(told["maillage"]),
            database=_text(told["database"]),
            migrations=tuple(_text(each) for each in told["migrations"]),
            keys=tuple(_text(each) for each in told["keys"]),
            members={_text(name): _member(each) for name, each in told["members"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BackupError("The list of contents of this backup cannot be read.", hint="Take another copy.") from error
    _check_names(manifest)
    return manifest


def missing_migrations(manifest: Manifest, known: Iterable[str]) -> list[str]:
    """What the backup's database has been through and this version knows nothing of."""
    return sorted(set(manifest.migrations) - set(known))


def _check_names(manifest: Manifest) -> None:
    if manifest.database not in DATABASES or DATABASES[manifest.database] not in manifest.members:
        raise BackupError("This backup holds no database.", hint="Take another copy.")
    roots = (DATABASES[manifest.database], "data/")
    for name in manifest.members:
        if not MEMBER.fullmatch(name) or not (name == roots[0] or name.startswith(roots[1])):
            raise BackupError(f"This backup names a file that is none of ours: {name!r:.80}.", hint="Do not use it.")


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 500:
        raise TypeError(value)
    return value


def _member(value: Any) -> Member:
    size, digest = value["bytes"], value["sha256"]
    if not isinstance(size, int) or isinstance(size, bool) or size < 0 or not DIGEST.fullmatch(_text(digest)):
        raise TypeError(value)
    return Member(size, digest)
