"""Keys of the platform: what they are called, and what is derived from them for each purpose.

A key is 32 random bytes, written in base64; the ring holds the present key first, then the earlier ones, which still
open what they sealed. A key's name is derived from the key itself: a wrong key can never answer to the name of the
right one. No key is ever used as it is: each purpose has its own, by HKDF (RFC 5869), so that what leaks from one says
nothing of another.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from maillage.engine.errors import MaillageError

KEY_BYTES = 32
NAME_DIGITS = 16
WHERE = "They stand in MAILLAGE_KEYS, or in the file `keys` of the data folder: bring it back from its backup."


class KeyringError(MaillageError):
    """Keys that are missing or are not keys. Never repeats a key."""


@dataclass(frozen=True)
class Key:
    """``secret``: 32 bytes, from which everything else is derived."""

    secret: bytes

    def __repr__(self) -> str:
        return f"Key({self.name})"

    @cached_property
    def name(self) -> str:
        """16 hexadecimal digits, which say nothing of the key."""
        return self.derived("name").hex()[:NAME_DIGITS]

    def derived(self, purpose: str) -> bytes:
        return _derived(self.secret, purpose)


@dataclass(frozen=True)
class Keyring:
    """``keys``: the present one first. Never empty, none twice."""

    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        if not self.keys:
            raise KeyringError("There are no keys.", hint=WHERE)
        if len(set(self.keys)) < len(self.keys):
            raise KeyringError("A key stands twice among the keys.", hint="Take one of them out.")

    def __iter__(self) -> Iterator[Key]:
        return iter(self.keys)

    @property
    def present(self) -> Key:
        return self.keys[0]

    def find(self, name: str) -> Key | None:
        return next((key for key in self.keys if key.name == name), None)

    def get(self, name: str) -> Key:
        """Raises KeyringError if no key has that name."""
        found = self.find(name)
        if found is None:
            raise KeyringError(f"The key {name} is missing.", hint=WHERE)
        return found


def read_keys(text: str) -> Keyring:
    """From lines, or words between spaces or commas, the present key first; what follows ``#`` is a remark."""
    words = [word for line in text.splitlines() for word in line.partition("#")[0].replace(",", " ").split()]
    return Keyring(tuple(_key(word, place) for place, word in enumerate(words, 1)))


def written(secret: bytes) -> str:
    """A key as it stands in the file."""
    return urlsafe_b64encode(secret).decode("ascii")


def _key(word: str, place: int) -> Key:
    try:
        secret = urlsafe_b64decode(word.encode("ascii"))
    except (Error, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise KeyringError(f"Key {place} is not 32 bytes in base64.", hint=WHERE)
    return Key(secret)


@lru_cache(maxsize=64)
def _derived(secret: bytes, purpose: str) -> bytes:
    info = f"maillage {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)
