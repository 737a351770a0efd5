"""A territory: the communes that a question is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from ..errors import TerritoryError
from .names import Gazetteer

Kind = Literal["france", "departement", "epci", "commune", "communes"]
FRANCE = "france"


@dataclass(frozen=True)
class Territory:
    """``codes``: the communes, sorted. ``code`` is stable: the same territory always has the same one."""

    kind: Kind
    code: str
    name: str
    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.codes:
            raise TerritoryError(
                f"{self.name} ({self.code}) has no commune in the reference figures.",
                hint="Choose another territory.",
            )

    def __len__(self) -> int:
        return len(self.codes)


def find_territory(words: Sequence[str], gazetteer: Gazetteer) -> Territory:
    """The territory that the words name: département codes, EPCI SIRENs, commune codes, exact names, or ``france``.

    Several words make one territory of all their communes. Codes of communes that merged lead to their successor.
    Raises TerritoryError, with the nearest names, for a word that names nothing or more than one thing.
    """
    words = [word.strip() for word in words if word.strip()]
    if not words:
        raise TerritoryError(
            "No territory was given.",
            hint="Give a département code (78), an EPCI SIREN (200059889), commune codes (78380 78440) or france.",
        )
    found = [_find_one(word, gazetteer) for word in words]
    if len(found) == 1:
        return found[0]
    if any(part.kind == FRANCE for part in found):
        raise TerritoryError("france already holds every other territory.", hint="Give france alone.")
    return _union(found)


def _find_one(word: str, gazetteer: Gazetteer) -> Territory:
    if word.lower() == FRANCE:
        return Territory("france", FRANCE, "France", _sorted(gazetteer.communes.index))
    code = gazetteer.code_of(word)
    if code in gazetteer.departements.index:
        return _of_column("departement", code, gazetteer.departements["name"][code], gazetteer.communes)
    if code in gazetteer.epci.index:
        return _of_column("epci", code, gazetteer.epci["name"][code], gazetteer.communes)
    return Territory("commune", code, gazetteer.communes["name"][code], (code,))


def _of_column(kind: Literal["departement", "epci"], code: str, name: str, communes: pd.DataFrame) -> Territory:
    return Territory(kind, code, name, _sorted(communes.index[communes[kind] == code]))


def _union(parts: Sequence[Territory]) -> Territory:
    codes = _sorted({code for part in parts for code in part.codes})
    names = sorted({part.name for part in parts})
    name = ", ".join(names[:-1]) + " et " + names[-1] if len(names) > 1 else names[0]
    if len(names) > 4:
        name = f"{', '.join(names[:3])} et {len(names) - 3} autres"
    return Territory("communes", "+".join(sorted({part.code for part in parts})), name, codes)


def _sorted(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(codes))
