"""``diagnosis.gpkg``: communes and their neighbours as layers that QGIS opens."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pyogrio

from ..engine.diagnosis.result import Result
from .table import commune_table
from .write import replacing


def write_gpkg(result: Result, path: Path) -> None:
    """Layers ``communes`` and, if there are any, ``neighbours``. Raises OutputError if the file cannot be written."""
    communes = gpd.GeoDataFrame(commune_table(result), geometry=result.communes.geometry)
    with replacing(path) as aside:
        aside.unlink()  # GDAL makes the file itself
        try:
            _write_layer(communes, aside, "communes")
            if len(result.ring):
                _write_layer(result.ring, aside, "neighbours")
        except pyogrio.errors.DataSourceError as error:
            raise OSError(str(error)) from error


def _write_layer(layer: gpd.GeoDataFrame, path: Path, name: str) -> None:
    pyogrio.write_dataframe(
        layer.reset_index(),
        path,
        layer=name,
        driver="GPKG",
        promote_to_multi=True,
        use_arrow=True,
        append=path.exists(),
    )
