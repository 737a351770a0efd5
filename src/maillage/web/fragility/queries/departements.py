"""France by département: the page from which one goes to a territory."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.web.studies.queries.diagnoses import departement_names

from .assessments import Assessed


@dataclass(frozen=True)
class Departement:
    code: str
    name: str
    population: float
    fragility: float
    in_difficulty: float
    not_reached: float


def departements(assessed: Assessed) -> list[Departement]:
    """The most fragile first: the mean of their people, over the communes whose index is known."""
    table = assessed.communes
    known = table[table["fragility"].notna() & (table["population"] > 0)]
    held = (known["fragility"] * known["population"]).groupby(known["departement"]).sum()
    mean = held / known["population"].groupby(known["departement"]).sum()
    sums = table.groupby("departement")[["population", "in_difficulty", "not_reached"]].sum()
    names = departement_names()
    return [
        Departement(str(code), str(names[code]), fragility=value, **sums.loc[code])
        for code, value in mean.sort_values(ascending=False).items()
        if code in names.index
    ]
