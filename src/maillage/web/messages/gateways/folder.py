"""Messages into a folder: what a platform does until it is told of a server, so that nothing leaves by accident."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

from django.conf import settings


def keep(kind: str, key: str, suffix: str, content: bytes) -> Path:
    """One file for a key, whole or not at all; the first one stays. On the disk before this returns."""
    folder = settings.DATA / "outbox" / kind
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{blake2b(key.encode(), digest_size=16).hexdigest()}{suffix}"
    if file.exists():
        return file
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    aside.replace(file)
    return file
