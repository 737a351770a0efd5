"""The points of help that every installation knows: France services, and the hosts of conseillers numériques."""

from __future__ import annotations

import pandas as pd

from ..sources.reference import Reference
from .help_points import Point, one_a_place, point_table


def shipped_points(reference: Reference) -> pd.DataFrame:
    """Those of the reference that stand somewhere, as a table of points; a place of both lists once."""
    hosts = reference.places("conseillers_numeriques")
    rows = [
        *_rows("fs", "france-services", reference.france_services),
        *_rows("cn", "conseiller-numerique", hosts[hosts["lat"].notna()]),
    ]
    return one_a_place(point_table(rows, reference.communes["density_class"]))


def _rows(prefix: str, kind: str, places: pd.DataFrame) -> list[Point]:
    told = places[["name", "commune", "lat", "lon"]].itertuples(name=None)
    return [(f"{prefix}-{key}", str(name), kind, str(code), lat, lon) for key, name, code, lat, lon in told]
