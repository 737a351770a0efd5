"""Plain facts that a reader must know: what is missing, counted and named."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from .columns import N_

NAMED = 5


@dataclass(frozen=True)
class Note:
    """A French message id with named places, its numbers, and the codes of the communes that it is about."""

    message: str
    count: int
    names: tuple[str, ...]
    codes: tuple[str, ...]

    def __str__(self) -> str:
        return self.message % {"count": self.count, "names": ", ".join(self.names)} if self.codes else self.message


def notes(inside: pd.DataFrame) -> tuple[Note, ...]:
    """About communes of a diagnosis table (a GeoDataFrame) without outline, coordinates, people or published APL."""
    missing = {
        N_("%(count)d commune(s) sans contour publié, absente(s) de la carte : %(names)s"): inside.geometry.isna(),
        N_("%(count)d commune(s) sans coordonnées, sans indicateur calculé : %(names)s"): inside["lat"].isna(),
        N_("%(count)d commune(s) sans habitant recensé : %(names)s"): ~(inside["population"] > 0),
        N_("%(count)d commune(s) sans APL publiée : %(names)s"): inside["apl"].isna(),
        N_("%(count)d commune(s) dont le nombre de médecins n'est pas connu : %(names)s"): inside["gps"].isna(),
    }
    return tuple(_note(message, inside, lacking) for message, lacking in missing.items() if lacking.any())


def _note(message: str, inside: pd.DataFrame, lacking: pd.Series) -> Note:
    communes = inside[lacking]
    names = [f"{name} ({code})" for code, name in communes["name"].head(NAMED).items()]
    more = ["…"] if len(communes) > NAMED else []
    return Note(message, len(communes), (*names, *more), tuple(communes.index))
