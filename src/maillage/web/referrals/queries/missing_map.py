"""The map of what is missing: searches without an answer, commune by commune."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.outputs.drawing.basemap import Basemap
from maillage.outputs.drawing.choropleth import choropleth
from maillage.outputs.drawing.histogram import histogram_legend
from maillage.outputs.drawing.palette import sequential
from maillage.outputs.drawing.svg import Svg
from maillage.web.activity.rules.shielding import AT_LEAST
from maillage.web.studies.queries.words import spoken
from maillage.web.territories.queries import departement_of, gazetteer, get_territory, outlines


def map_of(by_commune: Mapping[str, int | None]) -> tuple[Svg, Svg] | None:
    """With its legend, of the département from which most was asked; what is too few is hatched. None of none."""
    known = gazetteer().communes
    asked = [code for code in by_commune if code in known.index]
    if not asked:
        return None
    departements = pd.Series([departement_of(code) for code in asked]).value_counts()
    codes = [str(code) for code in get_territory([str(departements.index[0])]).codes]
    values = pd.Series([_drawn(by_commune.get(code, 0)) for code in codes], index=codes, dtype=float)
    scale = sequential(np.array([0.0, *values[values > 0]]))
    drawing = choropleth(
        Basemap.of(outlines().reindex(codes), width=640, max_height=640),
        values,
        known["name"].reindex(codes),
        scale,
        title=_("Recherches sans réponse près de chez soi"),
        value_text=_searches,
        missing_text=_("moins de %(least)s recherches, ou caché") % {"least": AT_LEAST},
        importance=known["population"].reindex(codes),
    )
    legend = histogram_legend(
        values[~(values == 0)].to_numpy(float),
        scale,
        title=_("Légende"),
        caption=_("nombre de communes"),
        unit=_("recherches sans réponse"),
        missing_text=lambda count: (
            ngettext("%(count)s cachée", "%(count)s cachées", count) % {"count": spoken().number(count, 0)}
        ),
        format_tick=lambda value: spoken().number(value, 0),
    )
    return drawing, legend


def _searches(count: float) -> str:
    words = ngettext("%(count)s recherche sans réponse", "%(count)s recherches sans réponse", int(count))
    return words % {"count": spoken().number(count, 0)}


def _drawn(count: int | None) -> float:
    return float("nan") if count is None else float(count)
