"""The map of a place as one drawing: without JavaScript, on paper, in a report."""

from __future__ import annotations

from django.utils.translation import gettext as _

from maillage.outputs.drawing.areas import AreaStyle, areas_map
from maillage.outputs.drawing.svg import Svg
from maillage.web.territories import queries as territories

from ..rules import SHADE
from .around import Reach
from .places import Place

NAMES = 40


def drawn(place: Place, found: Reach) -> Svg:
    """Areas of one mode over the communes around."""
    shapes = found.shapes
    styles = {area.band.minutes: area.band for area in found.areas}
    around = territories.communes_in(*found.box)
    known = territories.gazetteer().communes.loc[around.index].sort_values("population", ascending=False).head(NAMES)
    points = around[known.index].representative_point()
    return areas_map(
        [
            (shape, AreaStyle(_("%(minutes)d min") % {"minutes": each}, styles[each].dash, styles[each].width))
            for each, shape in shapes.items()
        ],
        around,
        [(name, point.x, point.y) for name, point in zip(known["name"], points, strict=True)],
        (place.lon, place.lat),
        shade=SHADE,
        title=_("Jusqu’où l’on va %(mode)s en 10, 15, 20 et 30 minutes") % {"mode": found.words},
    )
