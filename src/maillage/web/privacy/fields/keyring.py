"""The keys of the platform: of the environment, else of the file in the data folder, read again when it changes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ..rules.keyring import Keyring, read_keys


def keyring() -> Keyring:
    """Raises KeyringError if there are none, or if they are not keys."""
    if settings.KEYS:
        return _read(settings.KEYS)
    try:
        changed = settings.KEYS_FILE.stat().st_mtime_ns
    except FileNotFoundError:
        return _read("")
    return _read_file(settings.KEYS_FILE, changed)


@lru_cache(maxsize=8)
def _read(text: str) -> Keyring:
    return read_keys(text)


@lru_cache(maxsize=8)
def _read_file(file: Path, changed: int) -> Keyring:
    return read_keys(file.read_text())
