"""What somebody typed, as what is sought: towns, meanings, corrections, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from maillage.engine.territory.names import fold

from .synonyms import NOTHING, Meaning, longest_phrase, meanings
from .tokens import STOP_WORDS, WEAK_WORDS, stem, words_of

WORDS_AT_MOST = 12
# « Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson »
TOWN_WORDS_AT_MOST = 9
# After these a word is a town, however small.
BEFORE_A_TOWN = frozenset({"a", "au", "aux", "vers", "pres"})


@dataclass(frozen=True, slots=True)
class Town:
    """``codes``: of the communes of this name or postcode, the likeliest first; ``known``: people may well mean it
    even where the word alone might be something else. ``postcode``: any of them will do."""

    codes: tuple[str, ...]
    known: bool
    postcode: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A part of what was typed. ``spellings``: for each of its words the stems that will do, the best first, each with
    what it is worth (0 to 1). ``needed``: what lacks it is left out."""

    typed: str
    spellings: tuple[tuple[tuple[str, float], ...], ...]
    meaning: Meaning = NOTHING
    needed: bool = True
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """``town``: the part that names one, and which it may be. ``unknown``: parts that nothing has."""

    terms: tuple[Term, ...] = ()
    town: tuple[str, Town] | None = None
    unknown: tuple[str, ...] = ()


class Lexicon(Protocol):
    """What is known of words."""

    def knows(self, sought: str) -> bool:
        """Whether any entry has this stem."""
        ...

    def like(self, sought: str) -> Sequence[tuple[str, float]]:
        """Stems that are written nearly so, or begin so, the likeliest first, each with what it is worth."""
        ...

    def town(self, words: Sequence[str]) -> Town | None:
        """Of plain words (folded)."""
        ...


@dataclass(frozen=True, slots=True)
class _Word:
    typed: str
    spellings: tuple[tuple[str, float], ...]

    @property
    def stem(self) -> str:
        return self.spellings[0][0]

    @property
    def corrected(self) -> bool:
        return self.spellings[0][1] < 1


def read_question(text: str, lexicon: Lexicon, *, towns: bool = True) -> Question:
    """``towns``: whether one may be named; otherwise its name is words like others."""
    typed = words_of(text)[:WORDS_AT_MOST]
    town, rest = _town(typed, lexicon) if towns else (None, typed)
    known, unknown = _spelled([word for word in rest if stem(word) not in STOP_WORDS], lexicon)
    if towns and town is None:
        town, known = _town_of_corrected(known, lexicon)
    return Question(tuple(_terms(known)), town, tuple(unknown))


def _town(typed: list[str], lexicon: Lexicon) -> tuple[tuple[str, Town] | None, list[str]]:
    """The longest run of words that is a town, the last of several, and the other words."""
    plain = [stem_of_town(word) for word in typed]
    for many in range(min(len(typed), TOWN_WORDS_AT_MOST), 0, -1):
        for first in range(len(typed) - many, -1, -1):
            here = slice(first, first + many)
            found = lexicon.town(plain[here])
            if found and _is_meant(plain, here, found):
                return (" ".join(typed[here]), found), typed[:first] + typed[first + many :]
    return None, typed


def _is_meant(plain: Sequence[str], here: slice, found: Town) -> bool:
    """« Lire », « Bus » and « Die » are communes."""
    if here.stop - here.start > 1:
        return tuple(filter(lambda word: word not in STOP_WORDS, map(stem, plain[here]))) not in meanings()
    word = stem(plain[here.start])
    if (word,) in meanings() or word in STOP_WORDS or word in WEAK_WORDS:
        return False
    return found.known or (here.start > 0 and plain[here.start - 1] in BEFORE_A_TOWN)


def stem_of_town(word: str) -> str:
    """« st » is short for « saint »; an s at the end stays.

    >>> stem_of_town("Ste"), stem_of_town("Étampes")
    ('sainte', 'etampes')
    """
    plain = fold(word)
    return {"st": "saint", "ste": "sainte", "sts": "saints"}.get(plain, plain)


def _spelled(typed: Sequence[str], lexicon: Lexicon) -> tuple[list[_Word], list[str]]:
    known, unknown = [], []
    for word in typed:
        sought = stem(word)
        if lexicon.knows(sought) or sought in WEAK_WORDS:
            known.append(_Word(word, ((sought, 1.0),)))
        elif like := lexicon.like(sought):
            known.append(_Word(word, tuple(like)))
        else:
            unknown.append(word)
    return known, unknown


def _town_of_corrected(words: list[_Word], lexicon: Lexicon) -> tuple[tuple[str, Town] | None, list[_Word]]:
    for word in words:
        if word.corrected and (word.stem,) not in meanings() and (found := lexicon.town([word.stem])) and found.known:
            return (word.typed, found), [each for each in words if each is not word]
    return None, words


def _terms(words: Sequence[_Word]) -> Iterator[Term]:
    """The longest phrases that mean something, from the first word on."""
    first = 0
    while first < len(words):
        here, meaning = _phrase(words, first)
        weak = meaning is None and here[0].stem in WEAK_WORDS
        yield Term(
            typed=" ".join(word.typed for word in here),
            spellings=tuple(word.spellings for word in here),
            meaning=meaning or NOTHING,
            needed=not weak,
            corrected=any(word.corrected for word in here),
        )
        first += len(here)


def _phrase(words: Sequence[_Word], first: int) -> tuple[Sequence[_Word], Meaning | None]:
    for many in range(min(longest_phrase(), len(words) - first), 0, -1):
        here = words[first : first + many]
        if meaning := meanings().get(tuple(word.stem for word in here)):
            return here, meaning
    return words[first : first + 1], None
