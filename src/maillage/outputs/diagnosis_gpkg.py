"""``diagnosis.gpkg``: communes and their neighbours as layers that QGIS opens, and a table of what each column is."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from ..engine.diagnosis.result import Result
from .table import column_table, commune_table
from .write import replacing


def write_gpkg(result: Result, path: Path) -> None:
    """Layers ``communes`` and, if there are any, ``neighbours``; table ``columns``: labels, units, sources.

    Raises OutputError if the file cannot be written.
    """
    communes = gpd.GeoDataFrame(commune_table(result), geometry=result.communes.geometry)
    with replacing(path) as aside:
        aside.unlink()  # GDAL makes the file itself
        try:
            _write_layer(communes.reset_index(), aside, "communes")
            if len(result.ring):
                _write_layer(result.ring.reset_index(), aside, "neighbours")
            _write_layer(column_table(result), aside, "columns")
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
            raise OSError(str(error)) from error


def _write_layer(layer: pd.DataFrame, path: Path, name: str) -> None:
    """A layer, or a table without geometry."""
    multi = isinstance(layer, gpd.GeoDataFrame) or None
    pyogrio.write_dataframe(
        layer, path, layer=name, driver="GPKG", promote_to_multi=multi, use_arrow=True, append=path.exists()
    )
