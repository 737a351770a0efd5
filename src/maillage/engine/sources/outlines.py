"""Outlines of communes: GeoParquet, GeoJSON, GeoPackage or shapefile (IGN Admin Express and its derivatives)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from ..errors import SourceError
from .cells import Cells
from .head import Head
from .schema import COMMUNE_CODE
from .source import LICENCE_OUVERTE, Source, Table, checksum

if TYPE_CHECKING:
    import geopandas as gpd

# How publishers name the commune code, from the most particular.
CODE_COLUMNS = ("code_insee", "insee_com", "INSEE_COM", "codgeo", "CODGEO", "com", "code")
VECTOR_FILES = (".geojson", ".json", ".gpkg", ".shp")


def recognises(head: Head) -> bool:
    if head.suffix in (".parquet", ".geoparquet"):
        return _is_geoparquet(head.path)
    if head.suffix in (".geojson", ".json"):
        text = head.start.decode("utf-8", errors="replace")
        return "FeatureCollection" in text and 'Polygon"' in text and bool(head.json_keys & set(CODE_COLUMNS))
    return head.suffix in (".gpkg", ".shp")


def read(path: Path) -> Table:
    """A GeoDataFrame in WGS 84 (EPSG:4326) of the outlines, indexed by ``code``."""
    outlines = _open(path)
    column = next((name for name in CODE_COLUMNS if name in outlines), None)
    if column is None:
        found = ", ".join(map(str, outlines.columns))
        raise SourceError(
            "The commune code is missing.", file=path.name, found=found, expected=" or ".join(CODE_COLUMNS)
        )
    if outlines.crs is None:
        raise SourceError(
            "The coordinate system is missing.",
            file=path.name,
            hint="Keep the .prj file beside the shapefile, or take the GeoPackage.",
        )
    _refuse(path, outlines, column)
    outlines = outlines.rename(columns={column: "code"}).set_index("code")[["geometry"]].to_crs(4326)
    year = re.search(r"(?<!\d)20\d\d(?!\d)", path.stem)
    return Table(outlines.sort_index(), year[0] if year else "", path.name, checksum(path))


def _open(path: Path) -> gpd.GeoDataFrame:
    import geopandas as gpd
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        read_any = gpd.read_file if path.suffix.lower() in VECTOR_FILES else gpd.read_parquet
        outlines = read_any(path)
    except (OSError, ValueError, pa.ArrowException, DataSourceError, DataLayerError) as error:
        raise SourceError(
            "The outlines cannot be read.",
            file=path.name,
            found=str(error).splitlines()[0][:160],
            expected="GeoParquet, GeoJSON, GeoPackage or a shapefile",
            hint="The file may be truncated: download it again.",
        ) from error
    if not len(outlines):
        raise SourceError("The file holds no outlines.", file=path.name)
    return outlines if outlines.geometry.name == "geometry" else outlines.rename_geometry("geometry")


def _refuse(path: Path, outlines: gpd.GeoDataFrame, column: str) -> None:
    cells = Cells(f"{path.name} (features counted from 1)", outlines, np.arange(1, len(outlines) + 1))
    wrong = ~outlines[column].astype(str).str.fullmatch(COMMUNE_CODE)
    twice = outlines[column].duplicated()
    flat = ~outlines.geom_type.isin(("Polygon", "MultiPolygon")) | outlines.is_empty
    for rows, what in (
        (wrong, "This is not the code of a commune."),
        (twice, "This commune stands twice."),
        (flat, "The outline of this commune is not a polygon."),
    ):
        if rows.any():
            raise cells.error(int(np.argmax(rows)), column, what, expected="one polygon for each commune")


def _is_geoparquet(path: Path) -> bool:
    try:
        metadata = parquet.read_schema(path).metadata or {}
    except (OSError, pa.ArrowException):
        return False
    return b"geo" in metadata


SOURCE = Source(
    name="outlines",
    title="Contours des communes (Admin Express)",
    publisher="IGN",
    licence=LICENCE_OUVERTE,
    page="https://geoservices.ign.fr/adminexpress",
    recognises=recognises,
    read=read,
)
