"""The commune of an address that has a postcode and a town, but no commune code."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import pandas as pd

ABBREVIATIONS = {"ST": "SAINT", "STE": "SAINTE"}


@dataclass(frozen=True)
class PostalIndex:
    """Codes by (postcode, town) and by postcode alone, "" where a postcode is that of several communes."""

    by_town: dict[tuple[str, str], str]
    by_postcode: dict[str, str]

    @classmethod
    def of_communes(cls, communes: pd.DataFrame) -> PostalIndex:
        """From a table indexed by commune code with ``name`` and ``postcodes`` (several in one cell)."""
        by_town: dict[tuple[str, str], str] = {}
        by_postcode: dict[str, str] = {}
        for code, name, postcodes in zip(communes.index, communes["name"], communes["postcodes"], strict=True):
            for postcode in re.findall(r"\d{5}", str(postcodes)):
                by_town[postcode, plain(name)] = code
                by_postcode[postcode] = "" if postcode in by_postcode else code
        return cls(by_town, by_postcode)

    def find(self, postcode: str, town: str) -> str:
        """The commune code, or "" where the two do not tell it."""
        return self.by_town.get((postcode, plain(town)), "") or self.by_postcode.get(postcode, "")


def plain(town: str) -> str:
    """Capitals without accents, hyphens, postcode or CEDEX: "25300 ST-CLAUDE CEDEX 2" is SAINT CLAUDE."""
    letters = unicodedata.normalize("NFKD", town.upper().replace("Œ", "OE").replace("Æ", "AE"))
    words = re.sub(r"\bCEDEX\b.*|[^A-Z ]", " ", re.sub(r"[-'’]", " ", letters.encode("ascii", "ignore").decode()))
    return " ".join(ABBREVIATIONS.get(word, word) for word in words.split())
