"""Everything that an atlas page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.outputs.drawing.palette import Scale
from maillage.outputs.drawing.svg import Svg
from maillage.outputs.words.territory import trend_sentence

from ..rules.indicators import Choice, Indicator, available
from ..rules.listing import matching, ordered
from ..rules.statistics import KeyFigures, key_figures, mean_of
from . import charts
from .diagnoses import Sheet, trend_of
from .listing import choice_of, rows_of, scale_of, weights
from .reasons import reason, reason_of_priority, standing_of
from .roads import Roads, comparable, mode_words, roads_of
from .words import place_named, printed, spoken

WORST = 5
# Indicators whose reasons are known: the GPs around, the parts of the index.
EXPLAINED = ("medecins", "priorite")


@dataclass(frozen=True)
class Row:
    """A line of the list. ``band`` is its class on the map, -1 where the value is unknown; ``bar`` 0 to 100."""

    code: str
    name: str
    context: str
    population: float
    value: float | None
    band: int
    colour: str
    bar: float
    share_75_plus: float | None
    haystack: str
    url: str


@dataclass(frozen=True)
class Trend:
    sentence: str
    drawing: Svg
    rows: list[tuple[int, float, float, float]]

    @property
    def last(self) -> tuple[int, float, float, float]:
        return self.rows[-1]


@dataclass(frozen=True)
class Equity:
    """``tenths``: share of the people, from the worst served on, and their share of the care."""

    drawing: Svg
    half: float
    gini: float
    tenths: list[tuple[float, float]]


@dataclass(frozen=True)
class Class:
    """A class of the map, and how many rows and people are in it."""

    label: str
    colour: str
    rows: int
    people: float


@dataclass(frozen=True)
class Atlas:
    sheet: Sheet
    choice: Choice
    indicators: list[Indicator]
    rows: list[Row]
    total: int
    text: str
    order: str
    descending: bool
    mean_mark: float | None
    scale: Scale
    legend: Svg
    classes: list[Class]
    here: KeyFigures
    before: KeyFigures | None
    national: float | None
    gps: tuple[float, float]
    worst: list[tuple[Row, str]]
    trend: Trend | None
    equity: Equity | None
    roads: Roads | None

    @property
    def mode(self) -> str:
        """« en voiture »."""
        return mode_words(self.sheet)

    @property
    def of(self) -> str:
        """The territory after "un habitant": "des Yvelines"."""
        return printed(place_named(self.sheet.kind, self.sheet.address, self.sheet.name).of)

    @property
    def change(self) -> float | None:
        """Of the mean, in a year."""
        if self.before is None or self.before.mean is None or self.here.mean is None:
            return None
        return self.here.mean - self.before.mean

    @property
    def change_size(self) -> float:
        return abs(self.change or 0.0)

    @property
    def change_is_bad(self) -> bool:
        return (self.change or 0.0) < 0 if self.choice.indicator.more_is_better else (self.change or 0.0) > 0

    @property
    def leaving(self) -> float:
        """Change in the number of GPs if those who reach 60 leave and nobody comes."""
        return -self.gps[1] / self.gps[0]

    @property
    def name_heading(self) -> str:
        return _("Département") if self.sheet.is_france else _("Commune")


def atlas(sheet: Sheet, asked: Mapping[str, str], *, national: pd.DataFrame | None) -> Atlas:
    """``asked``: the address's parameters. ``national``: communes of France, to compare with, if they are at hand."""
    choice = choice_of(sheet, asked)
    table = rows_of(sheet, choice)
    scale = scale_of(choice, table["value"])
    descending = {"desc": True, "asc": False}.get(asked.get("sens", ""))
    order = asked.get("tri", "valeur")
    kept = ordered(
        matching(table, asked.get("q", "")), order, descending=descending, worst_first=choice.indicator.more_is_better
    )
    france = national_mean(choice, national, sheet)
    here = _figures(sheet, choice)
    high = bar_end(table["value"])
    rows = _rows(kept, scale, high, sheet)
    return Atlas(
        sheet=sheet,
        choice=choice,
        indicators=available(sheet.communes.columns, mode=sheet.mode),
        rows=rows,
        total=len(table),
        text=asked.get("q", ""),
        order=order,
        descending=_descending(order, choice) if descending is None else descending,
        mean_mark=None if here.mean is None else round(min(100.0, 100 * here.mean / high), 1),
        scale=scale,
        legend=charts.legend(table, choice, scale, national=france, of=_legend_caption(sheet)),
        classes=_classes(table, scale),
        here=here,
        before=_year_before(sheet, choice),
        national=france,
        gps=(float(sheet.communes["gps"].sum()), float(sheet.communes["gps_60_plus"].sum())),
        worst=_worst(table, sheet, choice, scale, high),
        trend=_trend(sheet, choice),
        equity=_equity(sheet, choice),
        roads=roads_of(sheet),
    )


def bar_end(values: pd.Series) -> float:
    """What the longest bar stands for: a few outliers do not make all the others short."""
    known = values.dropna()
    return float(known.quantile(0.98)) * 1.05 or 1.0 if len(known) else 1.0


def national_mean(choice: Choice, national: pd.DataFrame | None, sheet: Sheet) -> float | None:
    """None on the page of France itself, where it would be compared with itself."""
    national = comparable(choice, national, sheet)
    if sheet.is_france or national is None or choice.column not in national:
        return None
    return mean_of(national[choice.column], national[weights(choice, national).mean])


def _rows(table: pd.DataFrame, scale: Scale, high: float, sheet: Sheet) -> list[Row]:
    bands = scale.classify(table["value"].to_numpy(float))
    return [
        Row(
            code=str(row.Index),
            name=row.name,
            context=row.context,
            population=row.population,
            value=None if np.isnan(row.value) else row.value,
            band=int(band),
            colour=scale.colours[band] if band >= 0 else "none",
            bar=0.0 if np.isnan(row.value) else round(min(100.0, 100 * max(row.value, 0) / high), 1),
            share_75_plus=row.share_75_plus,
            haystack=row.haystack,
            url=_url(sheet, str(row.Index)),
        )
        for row, band in zip(table.itertuples(), bands, strict=True)
    ]


def _url(sheet: Sheet, code: str) -> str:
    if sheet.is_france:
        return reverse("studies:atlas", args=[code])
    return reverse("studies:card", args=[sheet.address, code]) + sheet.query


def _descending(order: str, choice: Choice) -> bool:
    """The order that a list has when the address says nothing: names from A, the rest from the worst or the largest."""
    if order == "nom":
        return False
    return not choice.indicator.more_is_better if order == "valeur" else True


def _legend_caption(sheet: Sheet) -> str:
    return _("nombre de départements") if sheet.is_france else _("nombre de communes")


def _figures(sheet: Sheet, choice: Choice) -> KeyFigures:
    communes, use = sheet.communes, weights(choice, sheet.communes)
    return key_figures(
        communes[choice.column],
        communes[use.people],
        weights=communes[use.mean],
        threshold=choice.indicator.threshold,
        more_is_better=choice.indicator.more_is_better,
    )


def _year_before(sheet: Sheet, choice: Choice) -> KeyFigures | None:
    """Of the year just before, if it was published: a gap of two years is not "in a year"."""
    if choice.year - 1 not in choice.variant.columns:
        return None
    return _figures(sheet, Choice(choice.indicator, choice.variant, choice.year - 1))


def _worst(table: pd.DataFrame, sheet: Sheet, choice: Choice, scale: Scale, high: float) -> list[tuple[Row, str]]:
    """The first of the list and what explains their place; none where nothing does: of départements, and of services
    whose distance the list has said already."""
    if sheet.is_france or choice.indicator.slug not in EXPLAINED:
        return []
    known = table[table["value"].notna() & (table["population"] > 0)]
    first = ordered(known, "valeur", descending=None, worst_first=choice.indicator.more_is_better).head(WORST)
    rows = _rows(first, scale, high, sheet)
    if choice.column == "priority":
        return [(row, reason_of_priority(sheet, row.code)) for row in rows]
    standing = standing_of(sheet)
    return [(row, reason(sheet, row.code, standing)) for row in rows]


def _trend(sheet: Sheet, choice: Choice) -> Trend | None:
    """Of what is published every year."""
    if len(choice.variant.columns) < 2:
        return None
    years = trend_of(sheet).dropna(subset="apl")
    drawn = charts.trends([(sheet.name, years)])
    return Trend(
        printed(trend_sentence(years, spoken())),
        drawn,
        [(int(row.Index), row.apl, row.apl_france, row.share_under_threshold) for row in years.itertuples()],
    )


def _equity(sheet: Sheet, choice: Choice) -> Equity | None:
    """Only of what is shared: minutes and points are not, and one commune shares with no other."""
    if not choice.indicator.more_is_better:
        return None
    values, people = sheet.communes[choice.column], sheet.communes[weights(choice, sheet.communes).people]
    figures = _figures(sheet, choice)
    if figures.gini is None or values.count() < 2:
        return None
    drawn, points = charts.lorenz(values, people)
    shares = np.arange(1, 11) / 10
    cares = np.interp([0.5, *shares], points[:, 0], points[:, 1]).tolist()
    return Equity(drawn, cares[0], figures.gini, list(zip(shares.tolist(), cares[1:], strict=True)))


def _classes(table: pd.DataFrame, scale: Scale) -> list[Class]:
    """What the legend draws, for those who would rather read it."""
    bands, people = scale.classify(table["value"].to_numpy(float)), table["population"].fillna(0).to_numpy(float)
    bounds = [None, *map(float, scale.breaks), None]
    return [
        Class(_between(low, high), colour, int((bands == band).sum()), float(people[bands == band].sum()))
        for band, (low, high, colour) in enumerate(zip(bounds[:-1], bounds[1:], scale.colours, strict=True))
    ]


def _between(low: float | None, high: float | None) -> str:
    write = spoken().axis_number
    if low is None:
        return _("toutes les valeurs") if high is None else _("moins de %(high)s") % {"high": write(high)}
    if high is None:
        return _("%(low)s et plus") % {"low": write(low)}
    return _("de %(low)s à %(high)s") % {"low": write(low), "high": write(high)}
