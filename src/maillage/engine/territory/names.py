"""Names, postcodes and codes of territories: exact look-up, search as one types, and nearest names."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from ..errors import TerritoryError
from .text_lines import TextLines

SPELT = str.maketrans({"œ": "oe", "æ": "ae", "-": " ", "'": " ", "’": " "})


def fold(text: str) -> str:
    """Lower case, without accents, hyphens or apostrophes: how people type the name of a place."""
    letters = text.casefold().translate(SPELT)
    if not letters.isascii():
        apart = unicodedata.normalize("NFKD", letters)
        letters = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(SPELT)
    return " ".join(letters.split())


@dataclass(frozen=True)
class Place:
    """One answer of a search."""

    kind: str
    code: str
    name: str
    context: str
    population: int


@dataclass(frozen=True)
class Gazetteer:
    """Reference tables indexed by code. communes: name, departement, epci, postcodes, population; the others: name.
    ``successions``: former commune code -> the one of today."""

    communes: pd.DataFrame
    departements: pd.DataFrame
    epci: pd.DataFrame
    successions: pd.Series

    def code_of(self, word: str) -> str:
        """The code that a word names. Raises TerritoryError with suggestions if none, or if several do."""
        code = word.upper()
        # Spreadsheets drop the zero of the first départements: 1, 1001.
        for known in (code, code.zfill(2)):
            if known in self.departements.index:
                return known
        for known in (code, code.zfill(5)):
            if known in self.epci.index or known in self.communes.index:
                return known
        if code in self.successions.index:
            return str(self.successions[code])
        return self._code_of_name(word)

    def _code_of_name(self, word: str) -> str:
        named = self._entries[self._entries["folded"] == fold(word)]
        if len(named) == 0 and word.isdecimal():
            served = [place for place in self.search(word, limit=5) if place.kind == "commune"]
            raise TerritoryError(
                f"No territory has the code {word}.",
                suggestions=[(place.code, place.name) for place in served],
                hint="A postcode is no code: give that of the commune." if served else "Give its name instead.",
            )
        if len(named) == 0:
            raise TerritoryError(f"No territory is called {word!r}.", suggestions=self.nearest(word))
        if len(named) == 1 or named["kind"].iloc[0] != named["kind"].iloc[1]:
            return str(named["code"].iloc[0])
        raise TerritoryError(
            f"{len(named)} territories are called {word!r}.",
            suggestions=[(str(row.code), f"{row.name_}, {row.context}") for row in named.head(5).itertuples()],
            hint="Give its code.",
        )

    def nearest(self, word: str, limit: int = 3) -> list[tuple[str, str]]:
        """(code, name) of the names most like the word, the larger places first among equals."""
        from rapidfuzz import fuzz, process  # only when a name was mistyped

        entries = self._entries
        matches = process.extract(fold(word), entries["folded"].to_numpy(), scorer=fuzz.ratio, limit=limit * 4)
        ranked = sorted(matches, key=lambda match: (-round(match[1]), match[2]))[:limit]
        return [(str(entries["code"].iloc[row]), str(entries["name_"].iloc[row])) for _, _, row in ranked]

    def search(self, text: str, limit: int = 8) -> list[Place]:
        """Départements, EPCI and communes whose name, code or postcode begins with the text, or holds it."""
        wanted = fold(text)
        if not wanted:
            return []
        names, codes, postcodes = self._lines
        score = np.zeros(len(self._places), dtype=np.int8)
        score[names.having(f"\n{wanted}\n")] += 8
        score[codes.having(f"\n{wanted.upper()}")] += 4
        score[names.having(f"\n{wanted}")] += 3
        score[np.union1d(postcodes.having(f"\n{wanted}"), postcodes.having(f" {wanted}"))] += 2
        score[names.having(f" {wanted}")] += 1
        rows = np.flatnonzero(score)
        return [self._places[row] for row in rows[np.argsort(-score[rows], kind="stable")][:limit]]

    @cached_property
    def _places(self) -> list[Place]:
        told = self._entries[["kind", "code", "name_", "context", "population"]].astype({"population": int})
        return [Place(*each) for each in told.itertuples(index=False, name=None)]

    @cached_property
    def _lines(self) -> tuple[TextLines, TextLines, TextLines]:
        """Names, codes and postcodes of the entries."""
        entries = self._entries
        return TextLines(entries["folded"]), TextLines(entries["code"]), TextLines(entries["postcodes"])

    @cached_property
    def _entries(self) -> pd.DataFrame:
        """One row a name: départements, then EPCI, then communes, each from the most populous."""
        communes = self.communes
        population = communes["population"].fillna(0)
        departement_name = communes["departement"].map(self.departements["name"]).fillna("")
        tables = [
            self._aggregate("departement", self.departements, population, ""),
            self._aggregate("epci", self.epci, population, "intercommunalité"),
            pd.DataFrame(
                {
                    "kind": "commune",
                    "code": communes.index,
                    "name_": communes["name"].to_numpy(),
                    "context": (departement_name + " (" + communes["departement"] + ")").to_numpy(),
                    "postcodes": communes["postcodes"].fillna("").str.replace(r"[^0-9]+", " ", regex=True).to_numpy(),
                    "population": population.to_numpy(),
                }
            ),
        ]
        entries = pd.concat([table.sort_values("population", ascending=False) for table in tables], ignore_index=True)
        return entries.assign(folded=[fold(name) for name in entries["name_"]])

    def _aggregate(self, kind: str, table: pd.DataFrame, population: pd.Series, context: str) -> pd.DataFrame:
        totals = population.groupby(self.communes[kind]).sum()
        return pd.DataFrame(
            {
                "kind": kind,
                "code": table.index,
                "name_": table["name"].to_numpy(),
                "context": context or ("département " + table.index),
                "postcodes": "",
                "population": totals.reindex(table.index).fillna(0).to_numpy(),
            }
        )
