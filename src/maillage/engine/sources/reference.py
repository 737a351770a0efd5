"""The figures of all France that ship with the package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from maillage.reference import FOLDER

from ..errors import SourceError
from .apl_parameters import AplParameters, read_apl_parameters
from .provenance import Provenance, read_provenance

if TYPE_CHECKING:
    import geopandas as gpd
    import pyarrow as pa


@dataclass(frozen=True)
class Reference:
    """Tables of one folder, each read when first asked for, and kept.

    ``communes`` is indexed by commune code (sorted; one row for each commune of the COG of reference), ``epci`` by
    SIREN, ``departements`` and ``regions`` by code, ``france_services`` (those that stand somewhere) and lists of
    places by the publisher's key; ``successions`` maps a former commune to the one that it is part of now. An unknown
    figure is NaN; 0 means none.
    """

    folder: Path

    @cached_property
    def communes(self) -> pd.DataFrame:
        return self._table("communes")

    @cached_property
    def epci(self) -> pd.DataFrame:
        return self._table("epci")

    @cached_property
    def departements(self) -> pd.DataFrame:
        return self._table("departements", columns=("name", "region"))

    @cached_property
    def regions(self) -> pd.DataFrame:
        return self._table("regions")

    @cached_property
    def france_services(self) -> pd.DataFrame:
        from .france_services import standing

        return standing(self.places("france_services"))

    def places(self, name: str) -> pd.DataFrame:
        """A list of places with what residents are told, as its publisher writes it: ``france_services`` or
        ``conseillers_numeriques``."""
        return self._table(name)

    @cached_property
    def successions(self) -> pd.Series:
        return self._table("successions")["successor"]

    @cached_property
    def provenance(self) -> tuple[Provenance, ...]:
        return read_provenance(self._path("provenance.json"))

    def commune_columns(self, columns: Sequence[str]) -> pd.DataFrame:
        """Some columns of ``communes`` only, read without the others."""
        return self._table("communes", columns=columns)

    def provenance_of(self, columns: Iterable[str], *, table: str = "communes") -> tuple[Provenance, ...]:
        """The lines about those columns, in their order. Columns that were computed have none."""
        lines = {line.column: line for line in self.provenance if line.table == table}
        return tuple(lines[column] for column in columns if column in lines)

    def outlines(self, codes: Sequence[str] | None = None) -> gpd.GeoDataFrame:
        """Simplified outlines (EPSG:4326) indexed by commune code; a commune without one is not there.

        With ``codes``, only those are read, in the order of their codes.
        """
        if codes is None:
            return self._outlines
        import geopandas as gpd
        import pyarrow as pa
        import pyarrow.compute as pc

        # Filtered before they become geometries: that is what takes time.
        table = self._outlines_table
        wanted = pa.array(sorted(codes), table["code"].type)
        return gpd.GeoDataFrame.from_arrow(table.filter(pc.is_in(table["code"], wanted)))

    def departement_outlines(self) -> gpd.GeoDataFrame:
        """Simplified outlines (EPSG:4326) of the départements, indexed by code, with name and region."""
        import geopandas as gpd

        return gpd.read_parquet(self._path("departements.parquet"))

    def apl_parameters(self, year: int) -> AplParameters:
        """Those with which DREES computed the APL of ``year``. Raises SourceError where it gave none."""
        known = read_apl_parameters(self._path("apl_parameters.json"))
        if year not in known:
            raise SourceError(f"No APL parameters of {year}.", expected=", ".join(map(str, sorted(known))))
        return known[year]

    @cached_property
    def _outlines(self) -> gpd.GeoDataFrame:
        import geopandas as gpd

        return gpd.read_parquet(self._path("outlines.parquet"))

    @cached_property
    def _outlines_table(self) -> pa.Table:
        import pyarrow.parquet as pq

        return pq.read_table(self._path("outlines.parquet"))

    def _table(self, name: str, *, columns: Sequence[str] | None = None) -> pd.DataFrame:
        return pd.read_parquet(self._path(f"{name}.parquet"), columns=None if columns is None else list(columns))

    def _path(self, name: str) -> Path:
        path = self.folder / name
        if not path.exists():
            raise SourceError(
                "A table of the reference is missing.",
                file=str(path),
                hint="Build it with `maillage sources build-reference FOLDER`.",
            )
        return path


@cache
def load_reference(folder: Path | None = None) -> Reference:
    """The reference of a folder, or the one that ships with the package. The same object each time."""
    return Reference(Path(folder) if folder else FOLDER)
