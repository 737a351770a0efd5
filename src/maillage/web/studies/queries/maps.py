"""What the map of a page is drawn from, and its drawings as files."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _

from maillage.outputs.drawing.basemap import Basemap
from maillage.outputs.drawing.choropleth import choropleth
from maillage.outputs.drawing.svg import Svg
from maillage.web.territories import queries as territories

from .atlas import atlas
from .diagnoses import Sheet
from .listing import choice_of, communes_of_departement, rows_of, scale_of
from .method import method
from .words import number


def drawn(sheet: Sheet, asked: Mapping[str, str]) -> Svg:
    """The map as a drawing, the same as in the report."""
    choice = choice_of(sheet, asked)
    rows = rows_of(sheet, choice)
    shapes = territories.departements().geometry if sheet.is_france else territories.outlines()
    around = [] if sheet.is_france else territories.neighbours(sheet.communes.index)
    return choropleth(
        Basemap.of(shapes.reindex(rows.index), shapes.reindex(around), width=760, max_height=820),
        rows["value"],
        rows["name"],
        scale_of(choice, rows["value"]),
        title=f"{sheet.name} · {_(choice.indicator.title)}",
        value_text=lambda value: f"{number(value, choice.indicator.decimals)} {_(choice.indicator.unit_short)}",
        missing_text=_("non connu"),
        importance=rows["population"],
    )


def charted(sheet: Sheet, asked: Mapping[str, str], name: str, *, national: pd.DataFrame | None) -> Svg | None:
    """A chart of the atlas or of the method, by the name that its address has; None if there is none such."""
    if name == "accord":
        return method(sheet).scatter
    page = atlas(sheet, asked, national=national)
    drawn = {"legende": page.legend}
    if page.trend:
        drawn["tendance"] = page.trend.drawing
    if page.equity:
        drawn["partage"] = page.equity.drawing
    return drawn.get(name)


def outlines(sheet: Sheet) -> bytes:
    """GeoJSON of the sheet's communes and of those that touch them; of the départements for France."""
    if sheet.is_france:
        return territories.departements_geojson()
    codes = list(sheet.communes.index)
    return territories.communes_geojson(codes, territories.neighbours(codes))


def bands(sheet: Sheet, asked: Mapping[str, str], departement: str) -> dict[str, list]:
    """``{code: [class, value]}`` of the communes of a département, in the classes of the whole sheet."""
    choice = choice_of(sheet, asked)
    scale = scale_of(choice, rows_of(sheet, choice)["value"])
    values = communes_of_departement(sheet, choice, departement)["value"]
    written = [None if np.isnan(value) else round(float(value), 3) for value in values]
    return {
        str(code): [int(band), value]
        for code, band, value in zip(values.index, scale.classify(values.to_numpy(float)), written, strict=True)
    }
