"""The rows that the list and the map show: communes, or départements for France."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from maillage.engine.territory.names import fold
from maillage.outputs.drawing import diagnosis
from maillage.outputs.drawing.palette import Scale

from ..rules.indicators import Choice, choose
from .diagnoses import Sheet, departement_names

STANDARDISED, COUNTED, LIVING = "standardised_population", "total_population", "population"


@dataclass(frozen=True)
class Weights:
    """Columns that weigh the mean, and that count the people concerned: the DREES uses two populations for its APL."""

    mean: str
    people: str


def weights(choice: Choice, communes: pd.DataFrame) -> Weights:
    if choice.indicator.scale == "apl" and STANDARDISED in communes:
        return Weights(STANDARDISED, COUNTED)
    return Weights(LIVING, LIVING)


def scale_of(choice: Choice, values: pd.Series) -> Scale:
    """The classes of the report's maps."""
    return diagnosis.scale_of(choice.column, values.to_numpy(float))


def choice_of(sheet: Sheet, asked: Mapping[str, str]) -> Choice:
    """The indicator that an address asks for, of those that the sheet has."""
    return choose(
        asked.get("indicateur"),
        asked.get("source"),
        asked.get("annee"),
        columns=sheet.communes.columns,
        mode=sheet.mode,
    )


def rows_of(sheet: Sheet, choice: Choice) -> pd.DataFrame:
    """Indexed by code: name, context, population, value, share_75_plus, haystack (what a filter searches)."""
    rows = _departements(sheet.communes, choice) if sheet.is_france else _communes(sheet.communes, choice)
    searched = rows["name"] + " " + rows["context"] + " " + rows.index + " " + rows["postcodes"]
    return rows.assign(haystack=searched.map(fold))


def communes_of_departement(sheet: Sheet, choice: Choice, departement: str) -> pd.DataFrame:
    communes = sheet.communes
    return _communes(communes[communes["departement"] == departement], choice)


def _communes(communes: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": communes["name"],
            "context": communes["epci_name"].fillna(""),
            "postcodes": communes["postcodes"].fillna("").astype(str),
            "population": communes["population"],
            "value": communes[choice.column],
            "share_75_plus": communes["share_75_plus"],
        }
    )


def _departements(communes: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Means over people; a département none of whose communes is known stays unknown."""
    group = communes["departement"]
    names = departement_names()
    population = communes["population"].groupby(group).sum()
    rows = pd.DataFrame(
        {
            "name": names.reindex(population.index),
            "context": "",
            "postcodes": "",
            "population": population,
            "value": _means(communes[choice.column], communes[weights(choice, communes).mean], group),
            "share_75_plus": _means(communes["share_75_plus"], communes["population"], group),
        }
    )
    return rows[rows["name"].notna()]


def _means(values: pd.Series, mass: pd.Series, group: pd.Series) -> pd.Series:
    known = values.notna() & mass.notna()
    sums = (values * mass)[known].groupby(group[known]).sum()
    total = mass[known].groupby(group[known]).sum()
    return (sums / total.where(total > 0)).astype(np.float64)
