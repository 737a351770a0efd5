"""Text that only who has the keys can read, and that nobody can change or move to another column unseen.

    sealed1.<name of the key>.<base64url of: 12 random bytes, ciphertext, 16 bytes of authentication>

AES-256-GCM. What comes before the last dot and the name of the column are authenticated with the text: a sealed text
that is changed, cut, or put into another column does not open. It is not bound to its row, which has no number yet when
it is written first and is not known where ``values()`` reads it: who can write the database can give a person the
sealed text of another one.

Nothing here ever answers with what it could not open, nor seals what is sealed already.
"""

from __future__ import annotations

import hmac
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from maillage.engine.errors import MaillageError

from .keyring import Key, Keyring

FORM = "sealed1"
NONCE_BYTES = 12
INDEX_DIGITS = 32


class SealError(MaillageError):
    """A text that cannot be opened, or must not be sealed. Never repeats it."""


def seal(text: str, key: Key, column: str, *, nonce: bytes) -> str:
    """``column``: where it will stand, ``"accounts.user.phone"``. ``nonce``: 12 random bytes, never used before.

    Raises SealError for a text that looks sealed already.
    """
    if is_sealed(text):
        raise SealError(f"What was to be sealed for {column} is sealed already.", hint="Read it through its model.")
    head = begins(key)
    kept = nonce + AESGCM(key.derived("seal")).encrypt(nonce, text.encode(), _bound(head, column))
    return head + urlsafe_b64encode(kept).decode("ascii")


def unseal(sealed: str, keys: Keyring, column: str) -> str:
    """Raises SealError for what was not sealed for this column or was changed since, KeyringError without its key."""
    if not is_sealed(sealed):
        raise SealError(f"What stands in {column} is not sealed.", hint="It was not written through its model.")
    form, name, kept = sealed.split(".")
    key = keys.get(name)
    try:
        raw = urlsafe_b64decode(kept.encode("ascii"))
        opened = AESGCM(key.derived("seal")).decrypt(
            raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound(f"{form}.{name}.", column)
        )
    except (InvalidTag, ValueError):
        raise SealError(
            f"What stands in {column} does not open: it was changed, or belongs to another column.",
            hint="Bring the row back from a backup.",
        ) from None
    return opened.decode()


def is_sealed(text: str) -> bool:
    """Whether it has the form of a sealed text; no text that people write has."""
    return text.startswith(f"{FORM}.") and text.count(".") == 2


def begins(key: Key) -> str:
    """How every text that this key sealed begins."""
    return f"{FORM}.{key.name}."


def blind_index(text: str, key: Key, column: str) -> str:
    """32 hexadecimal digits, the same for texts that read the same: by them a sealed text is looked up unopened.

    They say which rows hold the same text, and to who has the key whether a guessed text is there; nothing else.
    """
    return hmac.digest(key.derived("index"), f"{column}\0{normal(text)}".encode(), "sha256").hex()[:INDEX_DIGITS]


def normal(text: str) -> str:
    """One spelling for texts that read the same: letters of one width and case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _bound(head: str, column: str) -> bytes:
    return f"{head}\0{column}".encode()
