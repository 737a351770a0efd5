"""Counts of communes as a map with its legend: what may not be told is hatched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.outputs.drawing.basemap import Basemap
from maillage.outputs.drawing.choropleth import choropleth
from maillage.outputs.drawing.histogram import histogram_legend
from maillage.outputs.drawing.palette import sequential
from maillage.outputs.drawing.svg import Svg
from maillage.web.studies.queries.words import spoken
from maillage.web.territories.queries import gazetteer, get_territory, outlines


def map_of_counts(
    told: Mapping[str, int | None],
    departements: Iterable[str],
    *,
    title: str,
    unit: str,
    value_text: Callable[[float], str],
    missing_text: str,
) -> tuple[Svg, Svg]:
    """``told``: by commune, None for what is hidden; nothing was counted in the others of the départements."""
    codes = [str(code) for departement in departements for code in get_territory([departement]).codes]
    values = pd.Series([_drawn(told.get(code, 0)) for code in codes], index=codes, dtype=float)
    known = gazetteer().communes
    scale = sequential(np.array([0.0, *values[values > 0]]))
    drawing = choropleth(
        Basemap.of(outlines().reindex(codes), width=640, max_height=640),
        values,
        known["name"].reindex(codes),
        scale,
        title=title,
        value_text=value_text,
        missing_text=missing_text,
        importance=known["population"].reindex(codes),
    )
    legend = histogram_legend(
        values[~(values == 0)].to_numpy(float),
        scale,
        title=_("Légende"),
        caption=_("nombre de communes"),
        unit=unit,
        missing_text=lambda count: (
            ngettext("%(count)s cachée", "%(count)s cachées", count) % {"count": spoken().number(count, 0)}
        ),
        format_tick=lambda value: spoken().number(value, 0),
    )
    return drawing, legend


def _drawn(count: int | None) -> float:
    return float("nan") if count is None else float(count)
