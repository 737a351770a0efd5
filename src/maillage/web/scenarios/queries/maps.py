"""The scenario on a map: communes by their APL with the sites open, and the sites upon them.

Sites differ by shape, not by colour: a disc is the authority's own, a diamond a partner's, a square is open today; a
ring is around what is locked, a cross marks what is excluded.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _

from maillage.engine.siting.effects import Effects
from maillage.outputs.drawing.basemap import Basemap
from maillage.outputs.drawing.choropleth import choropleth
from maillage.outputs.drawing.palette import APL_SCALE
from maillage.outputs.drawing.svg import INK, Svg, number, tag
from maillage.web.studies.queries.words import number as written

from ..rules.sites import EXISTING, FORBIDDEN, LOCKED, OWN, Site
from .terrain import Terrain

RADIUS = 5.5
SHAPES = {
    "own": "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1-1 0z",
    "partner": "M0-1.2L1.2 0L0 1.2L-1.2 0z",
    "existing": "M-.95-.95H.95V.95H-.95z",
    "forbidden": "M-1-1L1 1M-1 1L1-1",
}


def shape_of(site: Site) -> str:
    """The name of its mark: own, partner, existing or forbidden."""
    if site.rule in (EXISTING, FORBIDDEN):
        return site.rule
    return OWN if site.owner == OWN else "partner"


def drawn(
    terrain: Terrain, effects: Effects, sites: Iterable[Site], *, title: str, width: float = 760, labels: int = 12
) -> Svg:
    """The map as a drawing: without JavaScript, on paper, in a comparison."""
    base = Basemap.of(terrain.shapes, width=width, max_height=width * 1.1)
    codes = terrain.communes.index
    return choropleth(
        base,
        pd.Series(effects.after.apl, index=codes),
        terrain.communes["name"],
        APL_SCALE,
        title=title,
        description=_("Disque : à nous ; losange : chez un partenaire ; carré : déjà ouvert ; anneau : verrouillé."),
        value_text=lambda value: _("%(apl)s consultations par an") % {"apl": written(value, 2)},
        missing_text=_("non connu"),
        importance=terrain.communes["population"],
        labels=labels,
        over=_marks(list(sites), base, RADIUS * max(width / 760, 0.55)),
    )


def _marks(sites: list[Site], base: Basemap, radius: float) -> Svg | None:
    if base.frame is None or not sites:
        return None
    points = base.frame.project(np.array([[site.lon, site.lat] for site in sites]))
    marks = [_mark(site, x, y, radius) for site, (x, y) in zip(sites, points.tolist(), strict=True)]
    return tag("g", *marks, class_="sites", stroke="#fff", stroke_width=1.4, fill=INK)


def _mark(site: Site, x: float, y: float, radius: float) -> Svg:
    shape, place = shape_of(site), f"translate({number(x)} {number(y)})"
    told = tag("title", site.name)
    if shape == FORBIDDEN:
        cross = tag(
            "path",
            told,
            d=SHAPES[shape],
            transform=f"scale({number(radius * 0.8)})",
            vector_effect="non-scaling-stroke",
        )
        return tag("g", cross, transform=place, stroke=INK, stroke_width=2)
    mark = tag("path", told, d=SHAPES[shape], transform=f"scale({number(radius)})", vector_effect="non-scaling-stroke")
    ring = tag("circle", r=radius + 3, fill="none", stroke=INK, stroke_width=1.4) if site.rule == LOCKED else Svg("")
    return tag("g", mark, ring, transform=place)
