"""Two territories, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from django.utils.translation import gettext as _

from maillage.outputs.drawing.svg import Svg
from maillage.web.accounts.models import User
from maillage.web.territories.queries import get_territory

from ..rules.addresses import address_of
from ..rules.indicators import Choice, Indicator, available
from ..rules.statistics import KeyFigures, key_figures
from . import charts
from .diagnoses import Sheet, find_sheet, trend_of
from .listing import scale_of, weights


@dataclass(frozen=True)
class Pair:
    """An indicator in both; ``better``: "a", "b", or "" if they are equal or unknown."""

    indicator: Indicator
    a: KeyFigures
    b: KeyFigures
    better: str
    drawing: Svg


@dataclass(frozen=True)
class Comparison:
    """``unlike_times``: the minutes of the two were known in two ways: what is computed does not quite compare."""

    pairs: list[Pair]
    trend: Svg
    unlike_times: bool


def find_side(text: str, reader: User) -> Sheet | None:
    """From a name or a code. Raises TerritoryError if it names nothing; None if the reader may not see its figures."""
    return (
        find_sheet(text, reader)
        if text.startswith("liste-")
        else find_sheet(address_of(get_territory(text.split("+")).code), reader)
    )


def compare(a: Sheet, b: Sheet) -> Comparison:
    here, there = (available(side.communes.columns, mode=side.mode) for side in (a, b))
    shared = [indicator for indicator in here if indicator in there]
    return Comparison([_pair(a, b, indicator) for indicator in shared], _trend(a, b), _times(a) != _times(b))


def _pair(a: Sheet, b: Sheet, indicator: Indicator) -> Pair:
    variant = indicator.variants[0]
    choice = Choice(indicator, variant, max(variant.columns))
    first, second = _figures(a, choice), _figures(b, choice)
    return Pair(indicator, first, second, _better(first, second, indicator), _drawing(a, b, choice))


def _figures(sheet: Sheet, choice: Choice) -> KeyFigures:
    use = weights(choice, sheet.communes)
    return key_figures(
        sheet.communes[choice.column],
        sheet.communes[use.people],
        weights=sheet.communes[use.mean],
        threshold=choice.indicator.threshold,
        more_is_better=choice.indicator.more_is_better,
    )


def _better(a: KeyFigures, b: KeyFigures, indicator: Indicator) -> str:
    if a.mean is None or b.mean is None or round(a.mean, indicator.decimals) == round(b.mean, indicator.decimals):
        return ""
    return "a" if (a.mean > b.mean) == indicator.more_is_better else "b"


def _drawing(a: Sheet, b: Sheet, choice: Choice) -> Svg:
    """The people of both, by what they have, on one axis."""
    groups = [
        (side.name, side.communes[choice.column], side.communes[weights(choice, side.communes).people])
        for side in (a, b)
    ]
    scale = scale_of(choice, pd.concat([values for _name, values, _people in groups]))
    return charts.strip(float("nan"), groups, choice, scale, unit=_(choice.indicator.unit))


def _times(sheet: Sheet) -> str:
    return sheet.facts["travel"]["label"]


def _trend(a: Sheet, b: Sheet) -> Svg:
    here, there = trend_of(a).dropna(subset="apl"), trend_of(b).dropna(subset="apl")
    years = here.index.intersection(there.index)
    return charts.trends([(a.name, here.loc[years]), (b.name, there.loc[years])])
