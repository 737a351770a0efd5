"""Drawings of the pages, with their words in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.engine.access import equity
from maillage.outputs.drawing.axes import Mark
from maillage.outputs.drawing.distribution import Group, distribution_strip
from maillage.outputs.drawing.histogram import histogram_legend
from maillage.outputs.drawing.lorenz import lorenz_curve
from maillage.outputs.drawing.palette import BROWN, TEAL, Scale
from maillage.outputs.drawing.scatter import scatter
from maillage.outputs.drawing.svg import Svg
from maillage.outputs.drawing.trend import Series, breaks_of, trend_lines

from ..rules.indicators import Choice
from .words import number, percent, spoken


def legend(rows: pd.DataFrame, choice: Choice, scale: Scale, *, national: float | None, of: str) -> Svg:
    """The legend of the map: how many rows in each class, the threshold and the national mean."""
    indicator = choice.indicator
    marks = [
        *([Mark(indicator.threshold, _(indicator.threshold_label))] if indicator.threshold is not None else []),
        *([Mark(national, _("France %(mean)s") % {"mean": number(national, indicator.decimals)})] if national else []),
    ]
    return histogram_legend(
        rows["value"].to_numpy(float),
        scale,
        title=_(indicator.unit),
        caption=of,
        marks=marks,
        missing_text=lambda count: ngettext("%(count)d sans donnée", "%(count)d sans donnée", count) % {"count": count},
        format_tick=spoken().axis_number,
        width=400,
    )


def trends(here: Sequence[tuple[str, pd.DataFrame]]) -> Svg:
    """The APL of one or two territories, and that of France; tables of the same years, as a result has them."""
    own = [
        Series(name, trend["apl"].tolist(), colour, strong=True, breaks=breaks_of(trend["share_known"]))
        for (name, trend), colour in zip(here, (TEAL, BROWN), strict=False)
    ]
    _name, any_of_them = here[0]
    france = Series(
        _("France"), any_of_them["apl_france"].tolist(), breaks=breaks_of(any_of_them["share_known_france"])
    )
    return trend_lines(
        [int(year) for year in any_of_them.index],
        [*own, france],
        title=_("Accès aux médecins généralistes, année après année"),
        format_value=lambda value: number(value, 2),
        format_tick=spoken().axis_number,
        threshold=Mark(2.5, _("seuil 2,5")),
        gap_text=_("non publié"),
        width=560,
        height=240,
    )


def lorenz(values: pd.Series, people: pd.Series) -> tuple[Svg, np.ndarray]:
    """The curve, drawn and as points ``(k, 2)``: shares of the people, worst served first, and of the care."""
    known = values.notna() & people.notna()
    points = equity.lorenz_curve(values[known].to_numpy(float), people[known].to_numpy(float))
    drawn = lorenz_curve(
        points,
        title=_("Partage des soins entre les habitants"),
        people_text=_("part des habitants, du moins bien au mieux desservi"),
        care_text=_("part des soins accessibles"),
        equality_text=_("partage égal"),
        half_text=lambda share: (
            _("La moitié la moins\nbien desservie a\n%(share)s des soins") % {"share": percent(share)}
        ),
        format_tick=percent,
    )
    return drawn, points


def strip(
    value: float, groups: Sequence[tuple[str, pd.Series, pd.Series]], choice: Choice, scale: Scale, *, unit: str
) -> Svg:
    """Where a commune stands among groups of (name, values, people)."""
    indicator = choice.indicator
    everything = pd.concat([values for _name, values, _people in groups]).dropna()
    high = float(everything.quantile(0.985)) if len(everything) else 1.0
    threshold = None
    if indicator.threshold is not None and indicator.threshold < high:
        threshold = Mark(indicator.threshold, _(indicator.threshold_label))
    return distribution_strip(
        value,
        [Group(name, values.to_numpy(float), people.fillna(0).to_numpy(float)) for name, values, people in groups],
        scale,
        title=_(indicator.title),
        value_text=number(value, indicator.decimals),
        high=max(high, value if np.isfinite(value) else 0.0, 1e-6),
        threshold=threshold,
        format_tick=spoken().axis_number,
        description=unit,
    )


def agreement(communes: pd.DataFrame, correlation: float, year: int) -> Svg:
    return scatter(
        communes[f"apl_{year}"].to_numpy(float),
        communes["apl_computed"].to_numpy(float),
        communes["population"].to_numpy(float),
        title=_("APL calculée et APL publiée, %(year)d") % {"year": year},
        x_text=_("publiée par la DREES"),
        y_text=_("calculée par maillage"),
        note=_("r = %(r)s") % {"r": number(correlation, 2)},
        diagonal_text=_("égales"),
        format_tick=spoken().axis_number,
        width=460,
    )
