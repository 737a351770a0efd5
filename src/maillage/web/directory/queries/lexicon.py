"""What is known of words: those of the entries, those that mean something, and towns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from maillage.engine.territory.names import fold
from maillage.web.territories import queries as territories

from ..rules.question import Town
from ..rules.synonyms import meanings, words_that_mean
from .index import Kept

# What a spelling is worth that is not the word itself.
BEGUN_WORTH, ALIKE_WORTH = 0.9, 0.8
# A town that everybody has heard of.
KNOWN_PEOPLE = 2_000


class EntriesLexicon:
    """Of one index."""

    def __init__(self, kept: Kept) -> None:
        self.index, self.spellings = kept.index, kept.spellings

    def knows(self, sought: str) -> bool:
        return sought in _words_of_phrases() or self._rows(sought) > 0

    def like(self, sought: str) -> list[tuple[str, float]]:
        alike = {word: ALIKE_WORTH for word, _wrong in self.spellings.alike(sought)}
        found = alike | dict.fromkeys(self.spellings.begun(sought), BEGUN_WORTH)
        return sorted(found.items(), key=lambda each: (each[0] not in words_that_mean(), -self._rows(each[0]), each[0]))

    def town(self, words: Sequence[str]) -> Town | None:
        codes = _towns().get(" ".join(words), ())
        if not codes:
            return None
        here = tuple(code for code in codes if code in self.index.communes)
        people = float(territories.gazetteer().communes["population"][codes[0]])
        return Town(here or codes, known=bool(here) or people >= KNOWN_PEOPLE, postcode=words[0].isdigit())

    def shown(self, sought: str) -> str:
        """How one writes the word of a stem."""
        number = self.index.stems.get(sought)
        return words_that_mean().get(sought) or (sought if number is None else self.index.stems.shown[number])

    def _rows(self, sought: str) -> int:
        return len(self.index.words.of(self.index.stems.get(sought))[0])


@lru_cache(maxsize=1)
def _words_of_phrases() -> frozenset[str]:
    return frozenset(word for phrase in meanings() for word in phrase)


@lru_cache(maxsize=1)
def _towns() -> Mapping[str, tuple[str, ...]]:
    """Codes of communes by name (folded) and by postcode, from the most populous."""
    communes = territories.gazetteer().communes.sort_values("population", ascending=False)
    found: dict[str, list[str]] = {}
    for code, name, postcodes in zip(communes.index, communes["name"], communes["postcodes"].fillna(""), strict=True):
        for key in (fold(name), *str(postcodes).split()):
            found.setdefault(key, []).append(str(code))
    return {key: tuple(codes) for key, codes in found.items()}
