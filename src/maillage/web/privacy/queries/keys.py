"""Whether the platform has the keys that its database was written with."""

from __future__ import annotations

from django.conf import settings

from ..fields.keyring import keyring
from ..models import KnownKey
from ..rules.keyring import KeyringError


def keys_problem() -> str:
    """What is wrong with the keys and what to do, in a sentence or two; empty if nothing is."""
    try:
        KnownKey.require(keyring())
    except KeyringError as error:
        return str(error)
    if not settings.KEYS and settings.KEYS_FILE.stat().st_mode & 0o077:
        return f"Others than its owner may read {settings.KEYS_FILE.name}. Say: chmod 600 {settings.KEYS_FILE}"
    return ""
