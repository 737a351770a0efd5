"""Postal addresses as they are compared: the number in the street, and the street without what writers vary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..territory.names import fold

# Kinds of ways, as they are shortened in the national address files and by hand.
WAYS = {
    "all": "allee",
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "blvd": "boulevard",
    "boul": "boulevard",
    "car": "carrefour",
    "ch": "chemin",
    "che": "chemin",
    "chem": "chemin",
    "cite": "cite",
    "crs": "cours",
    "esp": "esplanade",
    "fbg": "faubourg",
    "fg": "faubourg",
    "gr": "grande",
    "imp": "impasse",
    "lot": "lotissement",
    "pas": "passage",
    "pl": "place",
    "prom": "promenade",
    "qrt": "quartier",
    "quai": "quai",
    "r": "rue",
    "res": "residence",
    "rpt": "rond point",
    "rte": "route",
    "sq": "square",
    "trav": "traverse",
    "za": "za",
    "zac": "zac",
    "zi": "zi",
}
# Titles and saints inside the names of streets.
TITLES = {
    "cdt": "commandant",
    "cne": "capitaine",
    "col": "colonel",
    "dr": "docteur",
    "gal": "general",
    "gen": "general",
    "lt": "lieutenant",
    "mal": "marechal",
    "mgr": "monseigneur",
    "pdt": "president",
    "pr": "professeur",
    "prof": "professeur",
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
}
# Streets are named after dates, whose days are written either way.
NUMBERS = (
    *("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"),
    *("neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
IN_FIGURES = {word: str(number) for number, word in enumerate(NUMBERS, start=1)} | {"premier": "1", "1er": "1"}
DROPPED = frozenset(TITLES.values()) - {"saint", "sainte", "saints", "saintes"}
# Said of where the post goes, or too common to tell streets apart.
LINKS = {"de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "aux", "et", "en", "sur", "n", "no", "numero"}
POSTED = re.compile(r"\b(?:bp|cs|tsa)\s*\d+\b|\bcedex(?:\s*\d+)?\b|\b\d{5}\b.*$")
# An address may name the house, the floor and the town as well, set apart.
PARTS = re.compile(r"[,;\n()]| - ")
# 12, 12 bis, 12b, 12-14, 12 / 14, 12 à 14; hyphens are spaces by then. 3ème is no number of a house.
NUMBER = r"(\d{1,4})(?![a-z]{2})(?:\s*(bis|ter|quater|[a-d])\b(?!\s*\d))?(?:\s*(?:[/&]|\ba\b|\bet\b)?\s*\d{1,4}\b)*"
AT_START = re.compile(NUMBER)
ONLY_NUMBER = re.compile(rf"{NUMBER}$")
NOT_LETTERS = re.compile(r"[^a-z0-9 ]+")
# « PlaceJacques Cartier »
GLUED = re.compile(r"(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Ý])")
REPETITION = {"b": "bis", "t": "ter", "q": "quater"}
ANYWHERE = re.compile(rf"\b{NUMBER}")
ANY_WAY = frozenset({*WAYS, *WAYS.values()})


@dataclass(frozen=True, slots=True)
class Street:
    """``number``: "" if the address gives none; ``repetition``: bis, ter, a…; ``way``: rue, place…; ``words``: its name
    without links, in order."""

    number: str = ""
    repetition: str = ""
    way: str = ""
    words: tuple[str, ...] = ()

    @property
    def house(self) -> str:
        return self.number + self.repetition

    @property
    def name(self) -> str:
        return " ".join(self.words)


@lru_cache(maxsize=200_000)
def street_of(address: str) -> Street:
    """The surest street of an address, empty if it names none.

    >>> street_of("Mairie, 12 bis, av. du Gal de Gaulle - BP 40")
    Street(number='12', repetition='bis', way='avenue', words=('gaulle',))
    """
    return max((_street(part) for part in _parts(address)), key=_certainty, default=Street())


def unglued(text: str) -> str:
    """Words that were written without the space between them, apart."""
    return GLUED.sub(" ", text)


def same_address(one: str, other: str) -> bool:
    """The same number of the same street, however both are written."""
    return street_of(one) == street_of(other)


def _parts(address: str) -> list[str]:
    """What commas and lines set apart; a number alone belongs to what follows."""
    parts: list[str] = []
    for part in PARTS.split(unglued(address)):
        text = " ".join(POSTED.sub(" ", fold(part).replace(".", " ")).split())
        if parts and ONLY_NUMBER.match(parts[-1]):
            parts[-1] += f" {text}"
        elif text:
            parts.append(text)
    return parts


def _certainty(street: Street) -> tuple[bool, bool, bool]:
    return bool(street.way and street.number), bool(street.number and street.words), bool(street.way)


def _street(part: str) -> Street:
    """The number stands first, or before the way (« Mairie 12 rue X »)."""
    found = AT_START.match(part) or _before_a_way(part)
    number, repetition, rest = (found[1].lstrip("0"), found[2] or "", part[found.end() :]) if found else ("", "", part)
    words = [word for word in NOT_LETTERS.sub(" ", rest).split() if word not in LINKS]
    way = next((word for word in words if word in ANY_WAY), "")
    if way:
        words = words[words.index(way) + 1 :] or words
    return Street(number, REPETITION.get(repetition, repetition), WAYS.get(way, way), _own(words))


def _own(words: list[str]) -> tuple[str, ...]:
    """« Gal Ch. de Gaulle », « Charles de Gaulle »: titles and initials come and go."""
    spelt = [IN_FIGURES.get(word, TITLES.get(word, word)) for word in words]
    told = [word for word in spelt if word not in DROPPED and (len(word) > 1 or word.isdecimal())]
    return tuple(told or spelt)


def _before_a_way(part: str) -> re.Match[str] | None:
    return next((found for found in ANYWHERE.finditer(part) if _next_word(part[found.end() :]) in ANY_WAY), None)


def _next_word(text: str) -> str:
    return next(iter(text.split()), "")
