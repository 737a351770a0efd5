"""Names of places as they are compared: what a place says that it is, and the words that are its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..territory.names import fold
from .addresses import TITLES
from .what import BODIES, PHRASES, TRAVELLING

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
NOT_LETTERS = re.compile(r"[^a-z0-9@ ]+")
# « C.C.A.S. », « P.I.J »
DOTTED = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b\.?")
ABBREVIATED = TITLES | {"ctre": "centre", "com": "communal", "dep": "departement", "depart": "departement"}


@dataclass(frozen=True, slots=True)
class Name:
    """``what``: the codes of ``what`` that it says; ``words``: its own, without links, legal forms and what it is;
    ``initials``: of all that it says, where they may be what it is called."""

    what: frozenset[str]
    words: tuple[str, ...]
    initials: str
    travels: bool


@lru_cache(maxsize=200_000)
def name_of(text: str) -> Name:
    """What a name says the place is, and the words that are its own.

    >>> name_of("Espace France Services - La Poste de Saint-Privat").words
    ('saint', 'privat')
    """
    said = [ABBREVIATED.get(word, word) for word in _split(text) if word not in LINKS]
    initials = "".join(word[0] for word in said)
    what, words = _what(said)
    services = what - BODIES
    return Name(
        what=frozenset(services or what),
        words=tuple(word for word in words if word not in COMMON and word not in TRAVELLING),
        initials=initials if len(initials) >= 3 else "",
        travels=any(word in TRAVELLING for word in words),
    )


def _split(text: str) -> list[str]:
    undotted = DOTTED.sub(lambda found: found[0].replace(".", ""), fold(text))
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
