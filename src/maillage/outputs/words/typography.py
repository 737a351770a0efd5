"""The finish of French text that is going to be printed: curved apostrophes, and spaces that never break."""

from __future__ import annotations

import re

_BEFORE_HIGH_MARKS = re.compile(r" (?=[;!?%])")
_BEFORE_COLON = re.compile(r" (?=[:»])")


def typographic(text: str) -> str:
    """``l'accès : oui !`` → ``l’accès : oui !`` with the spaces that French asks for.

    >>> typographic("l'accès ; oui") == "l\\u2019accès\\u202f; oui"
    True
    """
    text = text.replace("'", "\u2019").replace("« ", "«\u00a0")
    return _BEFORE_COLON.sub("\u00a0", _BEFORE_HIGH_MARKS.sub("\u202f", text))
