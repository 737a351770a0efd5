"""A word however it is spelt: with and without accents, in capitals or not, joined by hyphens or apostrophes."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from maillage.engine.territory.names import fold

# Latin letters with all their accents, as far as languages of Europe write them.
FIRST_LETTER, LAST_LETTER = 0x41, 0x17F
JOINTS = "[-'’ ]"


def pattern_of(word: str) -> str:
    """A regular expression for both databases, whatever their own rules of capitals.

    >>> bool(re.search(pattern_of("ecole"), "ÉCOLE")), bool(re.search(pattern_of("cœur"), "Sacré-Coeur"))
    (True, True)
    """
    return "".join(_spellings().get(part) or re.escape(part) for part in re.findall("oe|ae|.", fold(word)))


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """By a letter, or two that are also written as one."""
    letters: dict[str, str] = defaultdict(str)
    for letter in filter(str.isalpha, map(chr, range(FIRST_LETTER, LAST_LETTER + 1))):
        letters[fold(letter)] += letter
    alone = {folded: f"[{written}]" for folded, written in letters.items() if len(folded) == 1}
    both = {two: f"(?:{alone[two[0]]}{alone[two[1]]}|[{letters[two]}])" for two in ("oe", "ae")}
    return alone | both | {" ": JOINTS}
