"""The part of an address that names a diagnosis, and the folder that keeps its figures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b

LONGEST = 60


def address_of(code: str) -> str:
    """The territory's own code; a long list of communes gets a short name that is always the same for the same list."""
    return code if len(code) <= LONGEST else f"liste-{blake2b(code.encode(), digest_size=5).hexdigest()}"


def digest_of(words: Sequence[str], parameters: Mapping[str, object], reference: str) -> str:
    """Two studies have the same digest if they ask the same question of the same reference figures."""
    question = json.dumps([sorted(words), parameters, reference], sort_keys=True)
    return blake2b(question.encode(), digest_size=8).hexdigest()


def words_of(text: str) -> list[str]:
    """Territories as one pastes them: separated by spaces, commas, semicolons or lines; each once, in their order."""
    for separator in ",;\t\n\r":
        text = text.replace(separator, " ")
    return list(dict.fromkeys(text.split()))
