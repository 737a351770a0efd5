"""From the communes of a file to those of the COG of reference: mergers, splits, arrondissements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

YEAR = re.compile(r"_((?:19|20)\d\d)$")
# Paris, Lyon and Marseille: statistics are often given for these parts of one commune.
ARRONDISSEMENTS = {
    **{f"751{number:02d}": "75056" for number in range(1, 21)},
    **{f"6938{number}": "69123" for number in range(1, 10)},
    **{f"132{number:02d}": "13055" for number in range(1, 17)},
}


@dataclass(frozen=True)
class Successions:
    """``current``: codes of the COG of reference. ``successor``: former code -> the current one it is in.

    A commune that was split keeps its code for the part that kept its name; nothing tells which share of
    an older figure belongs to the other part, which therefore has none.
    """

    current: frozenset[str]
    successor: Mapping[str, str]

    @classmethod
    def between(cls, communes: pd.Index, successor: pd.Series) -> Self:
        """``communes``: current codes; ``successor``: by former code, the current one."""
        return cls(frozenset(communes), {str(code): str(now) for code, now in successor.items()})

    def of(self, codes: pd.Index) -> pd.Series:
        """The current commune of each code, missing where there is none; same order as ``codes``."""
        known = {**ARRONDISSEMENTS, **self.successor}
        now = [each if each in self.current else known.get(each) for each in codes.to_numpy(object)]
        return pd.Series(now, index=codes, dtype=object)


@dataclass(frozen=True)
class Carried:
    """``frame`` by current commune; how many rows were ``merged`` into another; codes ``unmatched``."""

    frame: pd.DataFrame
    merged: int
    unmatched: tuple[str, ...]

    def notes(self) -> tuple[str, ...]:
        """What people should know of it, in French."""
        notes = []
        if self.merged:
            notes.append(f"{self.merged} anciennes communes ou arrondissements réunis à leur commune actuelle")
        if self.unmatched:
            few = ", ".join(self.unmatched[:10]) + (", …" if len(self.unmatched) > 10 else "")
            notes.append(f"{len(self.unmatched)} codes sans commune actuelle, non repris : {few}")
        return tuple(notes)


def carry(frame: pd.DataFrame, successions: Successions, weights: Mapping[str, str] | None = None) -> Carried:
    """Figures by any commune codes -> by current commune.

    ``frame`` is indexed by code. Numbers are summed; those named in ``weights`` are rates and are averaged
    with the column that it names (over the parts whose rate is known; plainly where a weight is missing or
    all of them are 0). A sum of which a part is unknown is unknown. Text is kept where all parts agree, and
    else is that of the part that has the current code. Where a file gives both a city and its
    arrondissements, the city's own row counts and not theirs. Where the columns are of several years
    (``apl_2022``, ``apl_2023``), a row without any figure of one year had merged by then: it is no unknown part.
    """
    current = successions.of(frame.index)
    unmatched = tuple(sorted(frame.index[current.isna()]))
    twice = frame.index.isin(list(ARRONDISSEMENTS)) & current.isin(frame.index).to_numpy()
    kept = frame[current.notna().to_numpy() & ~twice]
    groups = current[kept.index]
    alone = ~groups.duplicated(keep=False).to_numpy()
    single = kept[alone].set_axis(pd.Index(groups[alone]), axis=0)
    parts = kept[~alone]
    several = [
        _combine(parts, columns, groups[~alone], weights or {})
        for columns in _by_year([str(column) for column in frame])
    ]
    carried = pd.concat([single, pd.concat(several, axis=1)]).sort_index().rename_axis("code")
    return Carried(carried[list(frame.columns)], int((kept.index != groups).sum()), unmatched)


def _by_year(columns: list[str]) -> list[list[str]]:
    """Columns by the year at the end of their names; those without one by themselves."""
    years: dict[str, list[str]] = {}
    for column in columns:
        year = YEAR.search(column)
        years.setdefault(year[1] if year else "", []).append(column)
    return list(years.values())


def _combine(frame: pd.DataFrame, columns: list[str], groups: pd.Series, weights: Mapping[str, str]) -> pd.DataFrame:
    """Columns of one year, by current commune."""
    of_the_year = np.ones(len(frame), dtype=bool)
    if len(columns) < len(frame.columns):
        of_the_year = frame[columns].notna().any(axis=1).to_numpy()
    parts, into = frame[of_the_year], groups[of_the_year].to_numpy()
    combined = {}
    for column in columns:
        values = parts[column]
        if column in weights:
            combined[column] = _mean(values, parts[weights[column]], into)
        elif pd.api.types.is_numeric_dtype(values):
            combined[column] = values.groupby(into).sum().where(~values.isna().groupby(into).any())
        else:
            combined[column] = _common(values, into)
    return pd.DataFrame(combined)


def _mean(rate: pd.Series, weight: pd.Series, groups: np.ndarray) -> pd.Series:
    usable = weight.where(rate.notna())
    lacking = (rate.notna() & weight.isna()).groupby(groups).transform("any")
    nothing = usable.groupby(groups).transform("sum") == 0
    usable = usable.mask((lacking | nothing) & rate.notna(), 1.0)
    return (rate * usable).groupby(groups).sum(min_count=1) / usable.groupby(groups).sum(min_count=1)


def _common(values: pd.Series, groups: np.ndarray) -> pd.Series:
    own = values[values.index == groups]
    same = values.groupby(groups).agg(lambda part: part.iloc[0] if part.nunique(dropna=False) == 1 else None)
    return same.fillna(own.reindex(same.index))
