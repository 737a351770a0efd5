"""Names of places as they are compared: what a place says that it is, and the words that are its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..territory.names import fold
from .addresses import TITLES, unglued
from .what import BODIES, ONE_A_COMMUNE, PHRASES, TRAVELLING

# Legal forms, and words that any place may have in its name.
COMMON = frozenset(
    {
        *("ass", "asso", "association", "assoc", "sarl", "selarl", "sas", "sasu", "sa", "eurl", "snc", "scop", "scic"),
        *("gie", "gip", "eirl", "sel", "spl", "antenne", "bureau", "centre", "espace", "etablissement"),
        *("federation", "fede", "groupe", "maison", "multisite", "multisites", "permanence", "point", "pole"),
        *("relais", "service", "services", "site", "structure"),
    }
)
LINKS = frozenset(
    {
        *("a", "au", "aux", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les", "par", "pour", "sous"),
        *("sur", "un", "une"),
    }
)
# By which places are told apart that have the rest of their names in common.
SIDES = frozenset({"nord", "sud", "est", "ouest"})
POSTCODE_DIGITS = 5
NOT_LETTERS = re.compile(r"[^a-z0-9@ ]+")
# What stands in brackets is said of the place, and is not its name: « (le lundi) », « (86390) ».
BRACKETS = re.compile(r"\([^)]*\)?")
# « C.C.A.S. », « P.I.J »
DOTTED = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b\.?")
# Initials themselves: what they stand for begins with as many letters.
INITIALS = frozenset({"ca", "cc", "ccas", "cias", "mjc", "udaf"})
ABBREVIATED = TITLES | {"ctre": "centre", "com": "communal", "dep": "departemental", "depart": "departemental"}


@dataclass(frozen=True, slots=True)
class Name:
    """``what``: the codes of ``what`` that it says; ``words``: its own, without links, legal forms and what it is;
    ``initials``: of all that it says, where they may be what it is called; ``also``: words in brackets, which may be
    another name; ``heads``: what a commune has one of, if the name begins with it: « Mairie de Sens, accueil », but not
    « Accueil de la mairie »."""

    what: frozenset[str]
    words: tuple[str, ...]
    initials: str
    also: tuple[str, ...]
    heads: frozenset[str]
    travels: bool


@lru_cache(maxsize=200_000)
def name_of(text: str) -> Name:
    """What a name says the place is, and the words that are its own.

    >>> name_of("Espace France Services - La Poste de Saint-Privat").words
    ('saint', 'privat')
    """
    bracketed = BRACKETS.findall(text)
    said = (_said(BRACKETS.sub(" ", text)) if bracketed else []) or _said(text)
    initials = "".join(word if word in INITIALS else word[0] for word in said)
    what, words = _what(said)
    services = what - BODIES
    return Name(
        what=frozenset(services or what),
        words=_own(words) or (() if what else tuple(words)),
        initials=initials if len(initials) >= 3 else "",
        also=_own(_what(_said(" ".join(bracketed)))[1]) if bracketed else (),
        heads=_heads(said),
        travels=any(word in TRAVELLING for word in words),
    )


def sides_of(words: str) -> str:
    """The side of the town, and the numbers, that words of a name say: « Lyon 2 », « territoire ouest »."""
    return " ".join(sorted({word for word in words.split() if word in SIDES or word.isdecimal()}))


def spells(word: str, words: tuple[str, ...], least: int = 3) -> bool:
    """Whether a word is made of how others begin, at ``least`` so many, in their order.

    >>> spells("cauvaldor", ("causses", "vallee", "dordogne"))
    True
    """
    if not word:
        return least <= 0
    return any(
        spells(word[letters:], words[rank + 1 :], least - 1)
        for rank, each in enumerate(words)
        for letters in range(1, len(word) + 1)
        if each.startswith(word[:letters])
    )


def _heads(said: list[str]) -> frozenset[str]:
    phrases = PHRASES.get(said[0], ()) if said else ()
    return frozenset(code for words, code in phrases if tuple(said[: len(words)]) == words) & ONE_A_COMMUNE


def _said(text: str) -> list[str]:
    return [ABBREVIATED.get(word, word) for word in _split(text) if word not in LINKS]


def _own(words: list[str]) -> tuple[str, ...]:
    return tuple(word for word in words if not (word in COMMON or word in TRAVELLING or _is_postcode(word)))


def _is_postcode(word: str) -> bool:
    return word.isdecimal() and len(word) == POSTCODE_DIGITS


def _split(text: str) -> list[str]:
    undotted = DOTTED.sub(lambda found: found[0].replace(".", ""), fold(unglued(text)))
    return NOT_LETTERS.sub(" ", undotted).split()


def _what(said: list[str]) -> tuple[set[str], list[str]]:
    """The longest phrase that begins at a word says what the place is; words of no phrase are its own."""
    found: set[str] = set()
    left: list[str] = []
    at = 0
    while at < len(said):
        for phrase, code in PHRASES.get(said[at], ()):
            if tuple(said[at : at + len(phrase)]) == phrase:
                found.add(code)
                at += len(phrase)
                break
        else:
            left.append(said[at])
            at += 1
    return found, left
