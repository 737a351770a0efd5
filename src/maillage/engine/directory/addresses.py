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
# Said of where the post goes, or too common to tell streets apart.
IGNORED = {"de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "aux", "et", "en", "sur", "n", "no", "numero"}
POSTED = re.compile(r"\b(?:bp|cs|tsa)\s*\d+\b|\bcedex(?:\s*\d+)?\b")
# 12, 12 bis, 12b, 12-14, 12 / 14, 12 à 14; hyphens are spaces by then. 3ème is no number of a house.
NUMBER = r"(\d{1,4})(?![a-z]{2})(?:\s*(bis|ter|quater|[a-d])\b(?!\s*\d))?(?:\s*(?:[/&,]|\ba\b|\bet\b)?\s*\d{1,4}\b)*"
AT_START = re.compile(NUMBER)
BEFORE_A_WAY = re.compile(rf"\b{NUMBER}[\s,]+(?=(?:{'|'.join(sorted({*WAYS, *WAYS.values()}))})\b)")
NOT_LETTERS = re.compile(r"[^a-z0-9 ]+")
REPETITION = {"b": "bis", "t": "ter", "q": "quater"}


@dataclass(frozen=True, slots=True)
class Street:
    """``number``: "" if the address gives none; ``repetition``: bis, ter, a…; ``words``: of the street, in order."""

    number: str = ""
    repetition: str = ""
    words: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return " ".join(self.words)


@lru_cache(maxsize=200_000)
def street_of(address: str) -> Street:
    """>>> street_of("12 bis, av. du Gal de Gaulle - BP 40")
    Street(number='12', repetition='bis', words=('avenue', 'general', 'gaulle'))
    """
    text = POSTED.sub(" ", fold(address).replace(".", " "))
    found = _first_number(text)
    number, repetition, rest = found if found else ("", "", text)
    words = NOT_LETTERS.sub(" ", rest).split()
    return Street(number, repetition, tuple(_spelt(words)))


def same_address(one: str, other: str) -> bool:
    """The same number of the same street, however both are written."""
    return street_of(one) == street_of(other)


def _first_number(text: str) -> tuple[str, str, str] | None:
    """Before a way wherever it stands (« Mairie, 12 rue X »), else at the start."""
    text = text.strip(" ,;")
    found = BEFORE_A_WAY.search(text) or AT_START.match(text)
    if found is None:
        return None
    repetition = found[2] or ""
    return found[1], REPETITION.get(repetition, repetition), text[found.end() :]


def _spelt(words: list[str]) -> list[str]:
    spelt = [TITLES.get(WAYS.get(word, word), WAYS.get(word, word)) for word in words]
    return [word for word in spelt if word not in IGNORED]
