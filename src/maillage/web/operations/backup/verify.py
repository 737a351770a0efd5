"""``maillage verify``: whether a backup is whole, and what it holds is what was written."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from maillage.web.privacy.fields.keyring import keyring
from maillage.web.privacy.queries.verification import verify_journal
from maillage.web.privacy.rules.keyring import KeyringError
from maillage.web.privacy.rules.verification import sentence

from . import archive, rows
from .manifest import DATABASES, BackupError, Manifest, missing_migrations


@dataclass(frozen=True)
class Verified:
    """A backup that can be brought back. ``journal``: what its journal says, empty where nobody could look;
    ``keys``: those that it needs and this platform has not."""

    manifest: Manifest
    journal: str
    keys: tuple[str, ...]


def verify(path: Path, *, room: Path | None = None) -> Verified:
    """Unpacks it into a folder of its own (in ``room``, else beside the file), looks at all of it, throws it away.

    Raises BackupError.
    """
    with (
        archive.opened(path) as (members, told),
        tempfile.TemporaryDirectory(prefix=".verify-", dir=room or path.absolute().parent) as aside,
    ):
        archive.extract(members, told, Path(aside))
        return look_at(Path(aside), told)


def look_at(folder: Path, told: Manifest) -> Verified:
    """An unpacked backup: its database opens, its form is known, its journal is what was written."""
    unknown = missing_migrations(told, rows.known_migrations())
    if unknown:
        raise BackupError(
            f"This backup was made by a later version ({told.maillage}): its database has been through {unknown[0]}.",
            hint="Install that version first.",
        )
    copy = folder / DATABASES[told.database]
    rows.check_copy(copy)
    missing = _missing_keys(told)
    if told.database != "sqlite" or missing or "privacy.0001_journal" not in told.migrations:
        return Verified(told, "", missing)
    with rows.reading_copy(copy):
        verdict = verify_journal(own=False)
    if not verdict.sound:
        raise BackupError(f"The journal in the backup is not what was written. {sentence(verdict)}")
    return Verified(told, sentence(verdict), missing)


def _missing_keys(told: Manifest) -> tuple[str, ...]:
    try:
        there = keyring()
    except KeyringError:
        return told.keys
    return tuple(name for name in told.keys if there.find(name) is None)
