"""Everything that the map page shows: the list, its classes, its legend, its key figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.engine.territory.names import fold
from maillage.outputs.drawing.grid_legend import grid_legend
from maillage.outputs.drawing.histogram import histogram_legend
from maillage.outputs.drawing.palette import MINUTES_SCALE, Scale, sequential
from maillage.outputs.drawing.svg import Svg
from maillage.web.studies.queries.words import number, spoken
from maillage.web.studies.rules.listing import matching

from ..rules.crossing import ACCESS, BOTH, COLOURS, FRAGILITY, bands
from ..rules.indicators import CROSSING, Indicator, available, choose
from ..rules.listing import ordered
from .assessments import Assessed
from .words import headline, why

FIRST = 5
CROSSED = Scale(tuple(number + 0.5 for number in range(len(COLOURS) - 1)), COLOURS)


@dataclass(frozen=True)
class Row:
    """A line of the list. ``told``: its value in words; ``band``: its class on the map, -1 where unknown; ``bar`` 0 to
    100, None without one."""

    code: str
    name: str
    context: str
    population: float
    told: str
    band: int
    colour: str
    bar: float | None
    people: float | None
    haystack: str


@dataclass(frozen=True)
class Key:
    """Over the whole territory: people in difficulty, those whom telemedicine would not reach (middle, low, high);
    ``both``: communes that are fragile and without doctors."""

    in_difficulty: tuple[float, float, float]
    not_reached: tuple[float, float, float]
    both: int


@dataclass(frozen=True)
class Atlas:
    assessed: Assessed
    indicator: Indicator
    indicators: list[Indicator]
    rows: list[Row]
    total: int
    unknown: int
    text: str
    order: str
    descending: bool
    scale: Scale
    legend: Svg
    key: Key
    headline: str
    first: list[tuple[Row, str]]

    @property
    def is_crossing(self) -> bool:
        return self.indicator.slug == CROSSING


def atlas(assessed: Assessed, asked: Mapping[str, str]) -> Atlas:
    """``asked``: the parameters of the address."""
    axes = [axis.name for axis in assessed.found.known]
    indicator = choose(asked.get("indicateur"), axes)
    table = rows_of(assessed, indicator)
    scale = scale_of(indicator, table["value"])
    order, descending = asked.get("tri", "valeur"), {"desc": True, "asc": False}.get(asked.get("sens", ""))
    kept = ordered(matching(table, asked.get("q", "")), order, descending=descending)
    return Atlas(
        assessed=assessed,
        indicator=indicator,
        indicators=available(axes),
        rows=_rows(kept, indicator, scale, table["value"]),
        total=len(table),
        unknown=int(table["value"].isna().sum()),
        text=asked.get("q", ""),
        order=order,
        descending=(order != "nom") if descending is None else descending,
        scale=scale,
        legend=legend(indicator, table, scale),
        key=key_figures(assessed),
        headline=headline(assessed.found),
        first=_first(assessed, table, indicator, scale),
    )


def rows_of(assessed: Assessed, indicator: Indicator) -> pd.DataFrame:
    """Indexed by code: name, context, population, value as it is read, people, order (larger first), haystack."""
    found, sheet = assessed.communes, assessed.sheet.communes
    crossing = indicator.slug == CROSSING
    value = pd.Series(bands(found), index=found.index) if crossing else found[indicator.column] * indicator.times
    rank = -found["accompaniment_place"].fillna(1e6) if crossing else value
    context = sheet["epci_name"].reindex(found.index).fillna("")
    postcodes = sheet["postcodes"].reindex(found.index).fillna("").astype(str)
    return pd.DataFrame(
        {
            "name": found["name"],
            "context": context,
            "population": found["population"],
            "value": value,
            "people": found["not_reached"],
            "order": -value if indicator.low_is_fragile else rank,
            "haystack": (found["name"] + " " + context + " " + found.index + " " + postcodes).map(fold),
        }
    )


def scale_of(indicator: Indicator, values: pd.Series) -> Scale:
    if indicator.slug == CROSSING:
        return CROSSED
    return MINUTES_SCALE if indicator.scale == "minutes" else sequential(values.to_numpy(float))


def legend(indicator: Indicator, table: pd.DataFrame, scale: Scale) -> Svg:
    if indicator.slug == CROSSING:
        return crossing_legend(table["value"])
    return value_legend(table["value"], scale, title=_(indicator.unit))


def value_legend(values: pd.Series, scale: Scale, *, title: str) -> Svg:
    """How many communes in each class."""
    return histogram_legend(
        values.to_numpy(float),
        scale,
        title=title,
        caption=_("nombre de communes"),
        missing_text=lambda count: ngettext("%(count)d sans donnée", "%(count)d sans donnée", count) % {"count": count},
        format_tick=spoken().axis_number,
        width=400,
    )


def crossing_legend(values: pd.Series) -> Svg:
    """How many communes in each of the nine."""
    counts = [int((values == band).sum()) for band in range(len(COLOURS))]
    return grid_legend(
        counts,
        COLOURS,
        rows=[_(each) for each in FRAGILITY],
        columns=[_(each) for each in ACCESS],
        title=_("fragilité et accès aux médecins"),
        count_text=number,
    )


def key_figures(assessed: Assessed) -> Key:
    found = assessed.found
    difficulty, unreached = (
        tuple(found.total(f"{name}{part}") for part in ("", "_low", "_high"))
        for name in ("in_difficulty", "not_reached")
    )
    return Key(
        in_difficulty=difficulty,
        not_reached=unreached,
        both=int((bands(found.communes) == BOTH).sum()),
    )


def _rows(table: pd.DataFrame, indicator: Indicator, scale: Scale, every: pd.Series) -> list[Row]:
    classes = scale.classify(table["value"].to_numpy(float))
    known = every.dropna()
    high = float(known.quantile(0.98)) * 1.05 or 1.0 if len(known) else 1.0
    return [
        Row(
            code=str(row.Index),
            name=row.name,
            context=row.context,
            population=row.population,
            told=told(indicator, row.value),
            band=int(band),
            colour=scale.colours[band] if band >= 0 else "none",
            bar=None if indicator.slug == CROSSING or np.isnan(row.value) else _bar(row.value, high),
            people=None if np.isnan(row.people) else row.people,
            haystack=row.haystack,
        )
        for row, band in zip(table.itertuples(), classes, strict=True)
    ]


def _bar(value: float, high: float) -> float:
    return round(min(100.0, 100 * max(value, 0) / high), 1)


def told(indicator: Indicator, value: float) -> str:
    """A value of the list and of the map, in words."""
    if indicator.slug != CROSSING:
        return number(None if np.isnan(value) else value, indicator.decimals)
    if np.isnan(value):
        return _("non connu")
    fragility, access = divmod(int(value), 3)
    return f"{_(FRAGILITY[fragility])}, {_(ACCESS[access])}"


def _first(assessed: Assessed, table: pd.DataFrame, indicator: Indicator, scale: Scale) -> list[tuple[Row, str]]:
    """The first communes to accompany, and why: under the index, the crossing and the priority."""
    if indicator.axis:
        return []
    places = assessed.communes["accompaniment_place"].dropna().nsmallest(FIRST)
    rows = _rows(table.loc[places.index], indicator, scale, table["value"])
    return [(row, why(assessed, row.code)) for row in rows]
