"""Files of sources, in the data folder until they are read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from .source import Delivery

# What a reader may look at to tell forms apart.
ENDING = re.compile(r"\.[a-z0-9]{1,8}", re.ASCII)


def folder() -> Path:
    found = settings.DATA / "deliveries"
    found.mkdir(parents=True, exist_ok=True)
    return found


def put_down(chunks: Iterable[bytes], name: str) -> tuple[Path, str]:
    """What arrives, under a name that nobody knows yet, and its SHA-256. Nothing stays of what breaks off."""
    file, digest = folder() / f"arriving-{uuid4()}{_ending(name)}", hashlib.sha256()
    try:
        with file.open("xb") as written:
            for chunk in chunks:
                digest.update(chunk)
                written.write(chunk)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    return file, digest.hexdigest()


def file_of(delivery: Delivery) -> Path:
    return folder() / f"{delivery.pk}{_ending(delivery.file_name)}"


def forget_file(delivery: Delivery) -> None:
    file_of(delivery).unlink(missing_ok=True)


def _ending(name: str) -> str:
    ending = Path(name).suffix.lower()
    return ending if ENDING.fullmatch(ending) else ""
