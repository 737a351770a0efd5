"""The maps as drawings: without JavaScript, for print, and to click on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
from django.utils.translation import gettext as _

from maillage.outputs.drawing.basemap import Basemap
from maillage.outputs.drawing.choropleth import choropleth
from maillage.outputs.drawing.palette import MINUTES_SCALE
from maillage.outputs.drawing.svg import Svg
from maillage.web.studies.queries.words import number
from maillage.web.territories import queries as territories

from ..rules.indicators import choose
from .assessments import Assessed
from .atlas import rows_of, scale_of, told

# Of names on a map that is shown smaller than it is drawn.
LARGE = 16.0


def drawn(assessed: Assessed, asked: Mapping[str, str]) -> Svg:
    indicator = choose(asked.get("indicateur"), [axis.name for axis in assessed.found.known])
    rows = rows_of(assessed, indicator)
    unit = f" {_(indicator.unit_short)}" if indicator.unit_short else ""
    return choropleth(
        _base(assessed),
        rows["value"],
        rows["name"],
        scale_of(indicator, rows["value"]),
        title=f"{assessed.sheet.name} · {_(indicator.title)}",
        value_text=lambda value: told(indicator, value) + unit,
        missing_text=_("non connu"),
        importance=rows["population"],
    )


def minutes_map(assessed: Assessed, minutes: pd.Series, link: Callable[[str], str]) -> Svg:
    """Minutes to help, each commune a link."""
    return choropleth(
        _base(assessed),
        minutes,
        assessed.communes["name"],
        MINUTES_SCALE,
        title=_("Temps jusqu’à une personne qui aide"),
        value_text=lambda value: _("%(minutes)s minutes") % {"minutes": number(value)},
        missing_text=_("non connu"),
        importance=assessed.communes["population"],
        label_size=LARGE,
        link=link,
    )


def _base(assessed: Assessed) -> Basemap:
    shapes, codes = territories.outlines(), assessed.communes.index
    return Basemap.of(shapes.reindex(codes), shapes.reindex(territories.neighbours(codes)), width=760, max_height=820)
