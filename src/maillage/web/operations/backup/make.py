"""``maillage backup``: while people work."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

import maillage
from maillage.web.privacy.models import KnownKey

from . import archive, contents, rows
from .manifest import DATABASES, BackupError, Manifest

# Hidden: it is no part of what is backed up.
LAST = ".last-backup"


def backup(path: Path, *, now: datetime) -> Manifest:
    """Writes the archive ``path``, which must not be there. Raises BackupError.

    The rows first, then their files: a file that a row names is there, unless it was erased in between.
    """
    if path.exists():
        raise BackupError(f"{path} is there already.", hint="Choose another name: nothing is overwritten.")
    if not rows.has_rows():
        raise BackupError("There is nothing to back up: the database has no table.", hint="Check MAILLAGE_DATABASE.")
    database = DATABASES[connection.vendor]
    with archive.new_file(path) as file, tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as aside:
        copy = Path(aside) / database
        # Known before the copy is taken: keys and migrations are only ever added.
        told = Manifest(
            made_at=now.isoformat(timespec="seconds"),
            maillage=maillage.__version__,
            database=connection.vendor,
            migrations=tuple(rows.applied_migrations()),
            keys=tuple(KnownKey.objects.order_by("name").values_list("name", flat=True)),
            members={},
        )
        rows.copy_rows(copy)
        full = archive.write(file, told, [(database, copy), *contents.files(settings.DATA)])
    (settings.DATA / LAST).write_text(told.made_at)
    return full


def last_backup(data: Path) -> datetime | None:
    """When one was last made of this data folder; None if never."""
    file = data / LAST
    return datetime.fromisoformat(file.read_text()) if file.is_file() else None
