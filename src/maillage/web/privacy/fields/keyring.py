"""The keys that the platform was started with."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from ..rules.keyring import Keyring, read_keys


def keyring() -> Keyring:
    """Raises KeyringError if there are none, or if they are not keys."""
    return _read(settings.KEYS)


@lru_cache(maxsize=8)
def _read(text: str) -> Keyring:
    return read_keys(text)
