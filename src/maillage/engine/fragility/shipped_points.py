"""The points of help that every installation knows: France services, which all have somebody who helps online."""

from __future__ import annotations

import pandas as pd

from ..sources.reference import Reference
from .help_points import point_table


def shipped_points(reference: Reference) -> pd.DataFrame:
    """Standing France services of the reference, as a table of points."""
    counters = reference.france_services
    rows = zip(counters.index, counters["name"], counters["commune"], counters["lat"], counters["lon"], strict=True)
    return point_table(
        [(f"fs-{key}", str(name), "france-services", str(code), lat, lon) for key, name, code, lat, lon in rows],
        reference.communes["density_class"],
    )
