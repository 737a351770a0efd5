"""Keys are made once, known to the database, and replaced on demand."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from maillage.web.disk import create_private, sync_folder

from ..fields.keyring import keyring
from ..models import KnownKey
from ..rules.keyring import KEY_BYTES, Key, KeyringError, written

REMARK = (
    "# Keys of maillage: the present one first. Without them the data cannot be read. Keep a copy apart from the data."
)


def prepare_keys(*, now: datetime) -> None:
    """Before the platform starts: makes its first key, or refuses a start without those that the database knows.

    Raises KeyringError.
    """
    if not settings.KEYS and not settings.KEYS_FILE.exists() and not KnownKey.objects.exists():
        write_keys([Key(secrets.token_bytes(KEY_BYTES))])
    KnownKey.require(keyring())
    know_keys(now=now)


def add_key(*, now: datetime) -> Key:
    """A new key, first in the file: from now on it seals and signs. Those before it still open what they sealed.

    Raises KeyringError if the keys stand in the environment, which is not ours to change.
    """
    if settings.KEYS:
        raise KeyringError("The keys stand in MAILLAGE_KEYS.", hint="Put a new one before them, and start again.")
    key = Key(secrets.token_bytes(KEY_BYTES))
    write_keys([key, *keyring()])
    know_keys(now=now)
    return key


@transaction.atomic
def know_keys(*, now: datetime) -> None:
    """From now on the platform does not start without them."""
    for key in keyring():
        KnownKey.objects.get_or_create(name=key.name, defaults={"since": now})


def write_keys(keys: list[Key]) -> None:
    """Aside, then renamed: a cut of power leaves the old file or the new one. Readable by its owner alone."""
    file: Path = settings.KEYS_FILE
    aside = file.with_name(f".{file.name}.new")
    aside.unlink(missing_ok=True)
    create_private(aside, "\n".join([REMARK, *(written(key.secret) for key in keys), ""]))
    aside.replace(file)
    sync_folder(file.parent)
