"""The texts that people are shown before they are asked: each is known by what stands in it."""

from __future__ import annotations

import re
from hashlib import sha256

LONGEST = 8_000


def normal_text(text: str) -> str:
    """One text, one spelling: a browser's line ends and spaces at the ends of lines are no difference."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def digest_of(text: str) -> str:
    """SHA-256 of the exact text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()
