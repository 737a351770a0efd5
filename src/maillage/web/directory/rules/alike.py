"""Words that are written nearly so: a letter changed, left out, doubled or swapped with the next."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

# From how many letters on one, and two, may be wrong.
ONE_WRONG, TWO_WRONG = 4, 8
# From how many letters on a beginning stands for the whole word.
BEGINNING = 4
ALIKE_AT_MOST, BEGUN_AT_MOST = 24, 24
# After every other one.
LAST_LETTER = chr(0x10FFFF)


class Spellings:
    """Words by their length. Those that are added later are found later."""

    def __init__(self) -> None:
        self._of_length: defaultdict[int, list[str]] = defaultdict(list)
        self._known: set[str] = set()
        self._sorted: list[str] = []

    def add(self, words: Iterable[str]) -> None:
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        self._known.update(new)
        for word in new:
            self._of_length[len(word)].append(word)
        # Another list: whoever looks through the one that there was is not disturbed.
        self._sorted = sorted([*self._sorted, *new])

    def begun(self, word: str) -> list[str]:
        """Longer words that begin so."""
        if len(word) < BEGINNING:
            return []
        words = self._sorted
        first, end = bisect_left(words, word), bisect_left(words, word + LAST_LETTER)
        return sorted((each for each in words[first:end] if each != word), key=len)[:BEGUN_AT_MOST]

    def alike(self, word: str) -> list[tuple[str, int]]:
        """Words and how many letters are wrong in them, the fewest first; only those that have the fewest."""
        allowed = 0 if len(word) < ONE_WRONG or word.isdigit() else 1 if len(word) < TWO_WRONG else 2
        for wrong in range(1, allowed + 1):
            near = [
                each
                for length in range(len(word) - wrong, len(word) + wrong + 1)
                for each in self._of_length.get(length, ())
            ]
            found = process.extract(word, near, scorer=OSA.distance, score_cutoff=wrong, limit=ALIKE_AT_MOST)
            if found:
                return [(each, int(distance)) for each, distance, _ in found]
        return []
