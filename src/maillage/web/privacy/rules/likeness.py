"""Whether somebody is meant by what was typed into a search: accents and capitals are no difference."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def folded(text: str) -> str:
    """
    >>> folded("Inès MOREAU")
    'ines moreau'
    """
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def is_like(typed: str, values: Iterable[str]) -> bool:
    """Every word that was typed is part of one of the values, in any order; nobody is like nothing."""
    known = [folded(value) for value in values]
    words = folded(typed).split()
    return bool(words) and all(any(word in value for value in known) for word in words)
