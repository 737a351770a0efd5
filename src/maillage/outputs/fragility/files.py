"""The files of an assessment, by format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio

from ...engine.fragility.assessment import Assessment
from ...engine.fragility.help_points import Effect
from ...engine.sources.reference import Reference
from ..plain import write_plain_json
from ..write import replacing, write_table
from .assessment_json import assessment_of
from .table import commune_table, iris_table

FILES = {"json": "fragility.json", "csv": "fragility.csv", "gpkg": "fragility.gpkg"}
IRIS = "fragility_iris.csv"


def write_file(
    found: Assessment,
    file_format: str,
    path: Path,
    *,
    territory: dict[str, Any],
    reference: Reference,
    effect: Effect | None = None,
) -> None:
    """Writes one file of :data:`FILES`. Raises OutputError if it cannot be written."""
    if file_format == "json":
        write_plain_json(assessment_of(found, territory, effect), path)
    elif file_format == "csv":
        write_table(commune_table(found, effect).reset_index(names="code"), path)
    else:
        _write_gpkg(found, effect, reference, path)


def write_iris(found: Assessment, path: Path) -> None:
    """Raises OutputError if the file cannot be written."""
    write_table(iris_table(found).reset_index(names="iris"), path)


def _write_gpkg(found: Assessment, effect: Effect | None, reference: Reference, path: Path) -> None:
    table = commune_table(found, effect)
    outlines = reference.outlines(list(table.index)).geometry.reindex(table.index)
    layer = gpd.GeoDataFrame(table, geometry=outlines, crs="EPSG:4326").reset_index(names="code")
    with replacing(path) as aside:
        aside.unlink()  # GDAL makes the file itself
        try:
            pyogrio.write_dataframe(
                layer, aside, layer="communes", driver="GPKG", promote_to_multi=True, use_arrow=True
            )
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
            raise OSError(str(error)) from error
