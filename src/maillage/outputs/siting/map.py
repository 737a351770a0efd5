"""The proposal on a map: communes by their APL with the sites open, and the sites upon them.

Sites differ by shape, not by colour alone: a disc is one's own, a diamond a partner's, a square is open today; a ring
stands around what was locked.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from ...engine.diagnosis.columns import BY_NAME
from ...engine.siting.proposal import Proposal
from ...engine.siting.sites import OWN
from ..drawing.basemap import Basemap
from ..drawing.choropleth import LABEL_SIZE, choropleth
from ..drawing.diagnosis import value_text
from ..drawing.labels import Box
from ..drawing.palette import APL_SCALE
from ..drawing.svg import INK, Svg, number, tag
from ..words.territory import place_of

RADIUS = 5.5


def plan_map(
    proposal: Proposal,
    outlines: gpd.GeoSeries,
    *,
    width: float = 640,
    max_height: float = 760,
    label_size: float = LABEL_SIZE,
) -> Svg:
    """``outlines`` (EPSG:4326) of the territory's communes, by code."""
    inside = proposal.question.ground.inside
    base = Basemap.of(outlines, width=width, max_height=max_height)
    place = place_of(proposal.question.ground.territory)
    table, scale = proposal.opened, label_size / LABEL_SIZE
    points = base.frame.project(np.column_stack((table["lon"], table["lat"]))).tolist() if base.frame else []
    return choropleth(
        base,
        pd.Series(proposal.effects.after.apl, index=inside.index),
        inside["name"],
        APL_SCALE,
        title=f"Les lieux proposés {place.inside}, et l'accès aux soins qu'ils donnent",
        description="Disque : lieu de la collectivité ; losange : lieu d'un partenaire ; carré : ouvert.",
        value_text=value_text(BY_NAME["apl"]),
        importance=inside["population"],
        label_size=label_size,
        over=_sites(table, points, scale),
        taken=[_box(x, y, 1.3 * RADIUS * scale) for x, y in points],
    )


def _sites(table: pd.DataFrame, points: list[list[float]], scale: float) -> Svg:
    rows = zip(table.itertuples(), points, strict=True) if points else ()
    marks = [_mark(row, x, y, RADIUS * scale) for row, (x, y) in rows]
    return tag("g", *marks, class_="sites", stroke="#fff", stroke_width=1.4 * scale, fill=INK)


def _box(x: float, y: float, half: float) -> Box:
    return Box(x - half, y - half, x + half, y + half)


def _mark(row, x: float, y: float, radius: float) -> Svg:
    kind = "existing" if row.status == "existing" else OWN if row.owner == OWN else "partner"
    ring = tag("circle", r=radius + 3, fill="none", stroke=INK, stroke_width=1.4) if row.status == "locked" else Svg("")
    place = f"translate({number(x)} {number(y)})"
    return tag("g", _shape(kind, radius, str(row.name)), ring, transform=place, data_key=str(row.Index))


def _shape(kind: str, radius: float, name: str) -> Svg:
    """About the same area for each, centred on 0, 0."""
    told = tag("title", name)
    if kind == OWN:
        return tag("circle", told, r=radius)
    half = radius * (0.9 if kind == "existing" else 1.25)
    corners = "M{0} {0}H{1}V{1}H{0}z" if kind == "existing" else "M0 {0}L{1} 0L0 {1}L{0} 0z"
    return tag("path", told, d=corners.format(number(-half), number(half)))
