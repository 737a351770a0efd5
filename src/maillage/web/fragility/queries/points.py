"""Points of help that are known here: those that ship with the package, and those of the directory."""

from __future__ import annotations

import pandas as pd

from maillage.engine.fragility.help_points import one_a_place, point_table
from maillage.engine.fragility.shipped_points import shipped_points
from maillage.web.directory.queries.points import points_about, points_version
from maillage.web.territories.queries import reference, reference_version

# What in the directory is help with digital matters.
TOPICS = ("digital-skills", "procedures", "health-space")


def help_points() -> pd.DataFrame:
    """Table of points, of all France."""
    tables = reference()
    shipped = shipped_points(tables)
    rows = [
        (f"entry-{pk}", name, kind, commune, lat, lon) for pk, name, kind, commune, lat, lon in points_about(TOPICS)
    ]
    if not rows:
        return shipped
    return one_a_place(pd.concat([shipped, point_table(rows, tables.communes["density_class"])]))


def help_version() -> str:
    """Changes whenever the points, or the figures that pages show, may."""
    return f"{reference_version()}-{points_version()}"
