"""Keys of the API, as they are written: ``mlg_`` + eight characters by which one is known + the secret."""

from __future__ import annotations

import re
from hashlib import sha256

PREFIX_LENGTH, SECRET_LENGTH = 8, 43
TOKEN = re.compile(rf"mlg_([A-Za-z0-9]{{{PREFIX_LENGTH}}})_([A-Za-z0-9_-]{{{SECRET_LENGTH}}})")


def written(prefix: str, secret: str) -> str:
    return f"mlg_{prefix}_{secret}"


def prefix_of(token: str) -> str:
    """Empty if it is no key at all."""
    found = TOKEN.fullmatch(token)
    return found[1] if found else ""


def digest(token: str) -> str:
    """Of 256 random bits: nobody finds them by trying, so no slow hash is needed."""
    return sha256(token.encode()).hexdigest()
