"""The table of communes: every source carried to the communes of today and set side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from .provenance import Provenance
from .registry import source
from .source import Source, Table
from .succession import YEAR, Successions, carry

# Kinds of facilities that the platform measures access to.
FACILITIES = (
    "gp",
    "nurse",
    "physiotherapist",
    "dentist",
    "midwife",
    "pharmacy",
    "laboratory",
    "emergency",
    "maternity",
    "health_centre",
    "health_house",
    "paediatrician",
    "gynaecologist",
    "ophthalmologist",
    "psychiatrist",
    "cardiologist",
    "dermatologist",
)
# Sources of the table, in the order of their columns. All of them are needed.
SOURCES = (
    "communes",
    "cartosante",
    "apl",
    "apl_history",
    "bpe",
    "filosofi",
    "sirse",
    "grids",
    "living_zones",
    "fragility",
    "fibre",
)
# By column, without its year.
REMARKS = {
    "population": "population municipale légale en vigueur cette année-là",
    "lat": "mairie ; centre de la commune si elle est inconnue ou donnée hors de la commune",
    "lon": "mairie ; centre de la commune si elle est inconnue ou donnée hors de la commune",
    "share_under_18": "rapportés à la population municipale",
    "share_65_plus": "rapportés à la population municipale",
}
SHARE_DECIMALS = 5
EURO_DECIMALS = 1


@dataclass(frozen=True)
class Columns:
    """Some columns of the table, by current commune, and what is to be said of them."""

    frame: pd.DataFrame
    source: Source
    vintage: str
    notes: tuple[str, ...] = ()


def successions(lists: Mapping[str, Table], current: pd.Index) -> Successions:
    """From whichever of the lists of communes, of their parts and of their events there is."""
    parents: dict[str, str] = {}
    # What a list says of today outweighs what events once did.
    for name, column in (("cog_movements", "successor"), ("etalab_communes", "parent"), ("cog", "parent")):
        if name in lists:
            parents |= {str(code): parent for code, parent in lists[name].frame[column].dropna().items()}
    known = frozenset(current)
    successor = {}
    for former, parent in parents.items():
        into, passed = parent, {former}
        while into not in known and into in parents and into not in passed:
            passed.add(into)
            into = parents[into]
        if former not in known and into in known:
            successor[former] = into
    return Successions(known, dict(sorted(successor.items())))


def communes_table(tables: Mapping[str, Table], of: Successions) -> tuple[pd.DataFrame, list[Provenance]]:
    """One row a commune of the COG, one column a figure; and the provenance of every column.

    An unknown figure is NaN; 0 means none. Numbers stay float64: sums over all France must be exact.
    """
    base = tables["communes"].frame.sort_index()
    parts = [_columns(name, tables, of) for name in SOURCES]
    frames = [
        _none_where_not_listed(part.frame.reindex(base.index), base["departement"])
        if part.source.name == "bpe"
        else part.frame.reindex(base.index)
        for part in parts
    ]
    lines = [
        _provenance(column, frame[column], part)
        for part, frame in zip(parts, frames, strict=True)
        for column in map(str, frame)
    ]
    return pd.concat(frames, axis=1), lines


def _columns(name: str, tables: Mapping[str, Table], of: Successions) -> Columns:
    table = tables[name]
    if name == "communes":
        return Columns(table.frame, source(name), table.vintage)
    if name == "fragility":
        table = _weighed_by_people(table, tables["sirse"])
    carried = carry(table.frame, of, table.weights)
    derive = DERIVED.get(name)
    frame = derive(carried.frame) if derive else carried.frame
    return Columns(frame, source(name), table.vintage, carried.notes())


def _weighed_by_people(scores: Table, ages: Table) -> Table:
    """Scores have no weight of their own: when communes merge, that of their inhabitants."""
    people = next(column for column in ages.frame if str(column).startswith("population_"))
    frame = scores.frame.assign(people=ages.frame[people].reindex(scores.frame.index))
    return replace(scores, frame=frame, weights=dict.fromkeys(map(str, scores.frame), "people"))


def _ages(frame: pd.DataFrame) -> pd.DataFrame:
    """Shares of people under 18 and of 65 and more; unknown where nobody lives."""
    year = str(frame.columns[0]).rsplit("_", 1)[1]
    people = frame[f"population_{year}"].replace(0, np.nan)
    return pd.DataFrame(
        {
            f"share_under_18_{year}": (frame[f"people_under_18_{year}"] / people).round(SHARE_DECIMALS),
            f"share_65_plus_{year}": (frame[f"people_65_plus_{year}"] / people).round(SHARE_DECIMALS),
        }
    )


def _incomes(frame: pd.DataFrame) -> pd.DataFrame:
    wanted = [column for column in frame if str(column).startswith(("median_income_", "poverty_rate_"))]
    return frame[wanted].round(EURO_DECIMALS)


def _history(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns="people").round(
        {"share_75_plus_2020": SHARE_DECIMALS, "poverty_rate_2018": EURO_DECIMALS}
    )


def _facilities(frame: pd.DataFrame) -> pd.DataFrame:
    year = str(frame.columns[0]).rsplit("_", 1)[1]
    return frame[[f"{kind}_{year}" for kind in FACILITIES]]


def _scores(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns="people").round(EURO_DECIMALS)


def _accessibility(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.round(3)


DERIVED = {
    "apl": _accessibility,
    "apl_history": _history,
    "bpe": _facilities,
    "filosofi": _incomes,
    "fragility": _scores,
    "sirse": _ages,
}


def _none_where_not_listed(facilities: pd.DataFrame, departement: pd.Series) -> pd.DataFrame:
    """The BPE lists the communes that have a facility of any kind: one that it does not list, in a département that
    it covers, has none. A département of which it lists no commune is outside its field.
    """
    listed = facilities.notna().any(axis=1)
    covered = departement.isin(departement[listed].unique())
    return facilities.mask(~listed & covered, 0.0)


def _provenance(column: str, values: pd.Series, part: Columns) -> Provenance:
    missing = int(values.isna().sum())
    notes = [part.source.remark, REMARKS.get(YEAR.sub("", column), ""), *part.notes]
    if missing:
        notes.append(f"{french(missing)} communes sur {french(len(values))} sans valeur")
    own = YEAR.search(column)
    return Provenance(
        table="communes",
        column=column,
        source=part.source.name,
        title=part.source.title,
        publisher=part.source.publisher,
        vintage=own[1] if own else part.vintage,
        licence=part.source.licence,
        url=part.source.page,
        note=" ; ".join(note for note in notes if note),
    )


def french(number: int) -> str:
    """34969 -> '34 969', with the narrow space of French typography."""
    return f"{number:,}".replace(",", "\u202f")
