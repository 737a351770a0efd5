"""Builds the figures of all France from a folder of official files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from ..errors import SourceError
from . import assemble
from .apl_parameters import write_apl_parameters
from .apl_parameters_sheet import read_published_parameters
from .aside import written_aside
from .provenance import Provenance, write_provenance
from .registry import recognise, source
from .simplify import departement_outlines, simplified_communes
from .source import Table
from .town_halls import at_town_halls

# One of these at least tells what became of former communes.
LISTS = ("cog", "etalab_communes", "cog_movements")
NEEDED = (*assemble.SOURCES, "outlines", "epci", "departements", "regions", "france_services", "conseillers_numeriques")
# Lists of places, which the directory shows.
PLACES = ("france_services", "conseillers_numeriques")
# Reading costs the same at every level; the wheel is lighter at this one.
COMPRESSION = {"compression": "zstd", "compression_level": 12}


@dataclass(frozen=True)
class Built:
    """What was made: ``sizes`` in bytes by file name, files of the folder ``left_aside``, ``notes`` in French."""

    communes: int
    sizes: dict[str, int]
    left_aside: tuple[str, ...]
    notes: tuple[str, ...]


def build_reference(folder: Path, out: Path, *, progress: Callable[[str], None] = lambda _: None) -> Built:
    """Reads the files of ``folder`` and replaces the tables of ``out``, once all of them are made.

    Raises SourceError where a needed file is missing or wrong; ``out`` is then as it was. The same files give
    the same bytes.
    """
    files, left_aside = _files(folder)
    tables = {}
    for name, path in files.items():
        progress(path.name)
        tables[name] = source(name).read(path)
    tables["communes"] = at_town_halls(tables["communes"], gpd.GeoDataFrame(tables["outlines"].frame))
    lists = {name: tables[name] for name in LISTS if name in tables}
    successions = assemble.successions(lists, tables["communes"].frame.index)
    progress("communes")
    communes, lines = assemble.communes_table(tables, successions)
    progress("outlines")
    outlines, foreign = _outlines(tables["outlines"], communes)
    parameters = read_published_parameters(files["apl"])
    with written_aside(out) as aside:
        communes.to_parquet(aside / "communes.parquet", **COMPRESSION)
        _write_outlines(aside, outlines, communes, tables["departements"].frame)
        for name in ("epci", "regions"):
            tables[name].frame.to_parquet(aside / f"{name}.parquet", **COMPRESSION)
        for name in PLACES:
            places = _of_today(tables[name].frame, communes.index, successions.successor)
            places.to_parquet(aside / f"{name}.parquet", **COMPRESSION)
        former = pd.Series(dict(successions.successor), name="successor", dtype=str).rename_axis("code")
        former.to_frame().to_parquet(aside / "successions.parquet", **COMPRESSION)
        write_apl_parameters(aside / "apl_parameters.json", parameters.values())
        write_provenance(aside / "provenance.json", [*lines, *_other_lines(tables, communes, outlines)])
        sizes = {path.name: path.stat().st_size for path in sorted(aside.iterdir())}
    return Built(len(communes), sizes, left_aside, _notes(tables, foreign))


def _files(folder: Path) -> tuple[dict[str, Path], tuple[str, ...]]:
    """The first file of each source by name, and the names of all others."""
    if not folder.is_dir():
        raise SourceError("There is no such folder.", file=str(folder))
    files: dict[str, Path] = {}
    left_aside = []
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        try:
            name = recognise(path).name
        except SourceError:
            name = ""
        if name in (*NEEDED, *LISTS) and name not in files:
            files[name] = path
        else:
            left_aside.append(path.name)
    for name in NEEDED:
        if name not in files:
            raise _missing(folder, name)
    if not any(name in files for name in LISTS):
        raise _missing(folder, LISTS[0])
    return files, tuple(left_aside)


def _missing(folder: Path, name: str) -> SourceError:
    wanted = source(name)
    return SourceError(
        f"No file of the source {name!r} ({wanted.title}, {wanted.publisher}) is in the folder.",
        file=str(folder),
        hint=f"It is published at {wanted.page}.",
    )


def _outlines(table: Table, communes: pd.DataFrame) -> tuple[gpd.GeoDataFrame, int]:
    outlines = gpd.GeoDataFrame(table.frame)
    known = outlines.index.isin(communes.index)
    return simplified_communes(outlines[known]), int((~known).sum())


def _of_today(places: pd.DataFrame, communes: pd.Index, successor: Mapping[str, str]) -> pd.DataFrame:
    """Places under the codes that their communes have now; one in no commune of the reference is left out."""
    commune = places["commune"].replace(dict(successor))
    return places.assign(commune=commune)[commune.isin(communes)]


def _write_outlines(
    aside: Path, outlines: gpd.GeoDataFrame, communes: pd.DataFrame, departements: pd.DataFrame
) -> None:
    outlines.to_parquet(aside / "outlines.parquet", geometry_encoding="geoarrow", **COMPRESSION)
    drawn = departement_outlines(outlines, communes["departement"], departements)
    drawn.to_parquet(aside / "departements.parquet", geometry_encoding="geoarrow", **COMPRESSION)


def _other_lines(tables: dict[str, Table], communes: pd.DataFrame, outlines: gpd.GeoDataFrame) -> Iterable[Provenance]:
    year = tables["communes"].vintage
    without = assemble.french(len(communes) - len(outlines))
    simplified = f"contours simplifiés ; {without} communes sans contour"
    lists = next(name for name in LISTS if name in tables)
    for table, column, name, note in (
        ("outlines", "geometry", "outlines", simplified),
        ("departements", "name", "departements", ""),
        ("departements", "region", "departements", ""),
        ("departements", "geometry", "outlines", "réunion des contours simplifiés des communes"),
        ("regions", "name", "regions", ""),
        ("epci", "name", "epci", ""),
        ("epci", "type", "epci", ""),
        *(
            (places, str(column), places, "codes de communes du COG de référence" if column == "commune" else "")
            for places in PLACES
            for column in tables[places].frame
        ),
        ("successions", "successor", lists, "communes anciennes, associées, déléguées et arrondissements"),
        ("apl_parameters", "*", "apl", "feuille « Paramètres » du classeur"),
    ):
        origin = source(name)
        yield Provenance(
            table=table,
            column=column,
            source=name,
            title=origin.title,
            publisher=origin.publisher,
            vintage=tables[name].vintage or year,
            licence=origin.licence,
            url=origin.page,
            note=note,
        )


def _notes(tables: dict[str, Table], foreign: int) -> tuple[str, ...]:
    notes = [f"{source(name).title} : {note}" for name, table in tables.items() for note in table.notes]
    if foreign:
        notes.append(f"{foreign} contours d'autres communes que celles du COG, non repris")
    return tuple(notes)
