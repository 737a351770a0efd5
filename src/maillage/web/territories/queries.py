"""Territories and their outlines, read from the reference figures that ship with the package. No table of ours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from maillage.engine.sources.reference import Reference, load_reference
from maillage.engine.territory.names import Gazetteer, Place
from maillage.engine.territory.territory import Territory, find_territory

# About 10 m: finer than the outlines themselves, and half the bytes.
GRID_DEGREES = 1e-4


def reference() -> Reference:
    return load_reference()


@lru_cache(maxsize=1)
def reference_version() -> str:
    """Changes whenever the figures do: part of every address that is cached for ever, and of every kept study."""
    digest = blake2b(digest_size=5)
    for table in sorted(reference().folder.glob("*.parquet")):
        digest.update(table.name.encode() + table.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Names, codes and postcodes of every territory, loaded once a process."""
    tables = reference()
    return Gazetteer(
        communes=tables.commune_columns(["name", "departement", "epci", "postcodes", "population"]),
        departements=tables.departements,
        epci=tables.epci,
        successions=pd.DataFrame({"successor": tables.successions}),
    )


def search(text: str, *, limit: int = 8) -> list[Place]:
    return gazetteer().search(text, limit=limit)


def get_territory(words: Sequence[str]) -> Territory:
    """Raises TerritoryError, with the nearest names, if there is no such territory."""
    return find_territory(words, gazetteer())


def departement_of(commune: str) -> str:
    return str(gazetteer().communes["departement"][commune])


def commune_name(code: str) -> str:
    """The code itself where nobody knows it."""
    return _commune_names().get(code, code)


@lru_cache(maxsize=1)
def _commune_names() -> dict[str, str]:
    """A row of a table takes a hundred times as long to find as an entry of this."""
    return gazetteer().communes["name"].astype(str).to_dict()


def commune_at(lat: float, lon: float) -> str | None:
    """The commune that holds a point (degrees); None where no commune does."""
    found = _commune_tree().query(shapely.Point(lon, lat), predicate="intersects")
    return str(outlines().index[found[0]]) if len(found) else None


def box_of(codes: Sequence[str]) -> tuple[float, float, float, float]:
    """West, south, east, north of some communes (degrees)."""
    west, south, east, north = outlines().reindex(codes).total_bounds.round(4).tolist()
    return west, south, east, north


def communes_in(west: float, south: float, east: float, north: float) -> gpd.GeoSeries:
    """Outlines of the communes that meet a box (degrees), by code, and half the box beyond."""
    across, up = (east - west) / 2, (north - south) / 2
    found = _commune_tree().query(shapely.box(west - across, south - up, east + across, north + up))
    return outlines().iloc[np.sort(found)]


@lru_cache(maxsize=1)
def _commune_tree() -> shapely.STRtree:
    return shapely.STRtree(outlines().to_numpy())


@lru_cache(maxsize=1)
def outlines() -> gpd.GeoSeries:
    """Outlines of all communes that have one, by code (EPSG:4326)."""
    return reference().outlines().geometry


def communes_geojson(inside: Iterable[str], around: Iterable[str] = ()) -> bytes:
    """Outlines of communes as compact GeoJSON. Properties: c code, n name, p population, x y where its name stands;
    r 1 for those around, e 1 for the outer border of those inside."""
    shapes, communes = outlines(), gazetteer().communes
    drawn = shapes[shapes.index.isin(list(inside))]
    beside = shapes[shapes.index.isin(list(around))]
    features = [
        *_features(drawn, communes["name"], communes["population"]),
        *_background(beside, communes["name"]),
        *_border(drawn),
    ]
    return _collection(features)


@lru_cache(maxsize=24)
def departement_geojson(code: str) -> bytes:
    """Outlines of the communes of one département. Raises TerritoryError if there is none such."""
    return communes_geojson(get_territory([code]).codes)


@lru_cache(maxsize=1)
def departements() -> gpd.GeoDataFrame:
    """Name and outline of the départements, by code (EPSG:4326)."""
    return reference().departement_outlines()


@lru_cache(maxsize=1)
def departements_geojson() -> bytes:
    """Outlines of all départements, as the map of France opens."""
    shown = departements()
    population = gazetteer().communes.groupby("departement")["population"].sum()
    return _collection(_features(shown.geometry[shown.geometry.notna()], shown["name"], population))


def neighbours(codes: Sequence[str]) -> list[str]:
    """Communes outside that touch one of these."""
    shapes = outlines()
    inside = shapes.index.isin(codes)
    _, touching = _commune_tree().query(shapes[inside].to_numpy(), predicate="intersects")
    return sorted(set(shapes.index[np.unique(touching)]) - set(codes))


def _features(shapes: gpd.GeoSeries, names: pd.Series, population: pd.Series) -> list[str]:
    points = shapely.get_coordinates(shapely.point_on_surface(shapes.to_numpy())).round(4).tolist()
    people = population.reindex(shapes.index).fillna(0).astype(int).tolist()
    told = zip(shapes.index, names.reindex(shapes.index), people, points, strict=True)
    properties = [{"c": code, "n": name, "p": count, "x": x, "y": y} for code, name, count, (x, y) in told]
    return _written(properties, shapes.to_numpy())


def _background(shapes: gpd.GeoSeries, names: pd.Series) -> list[str]:
    told = zip(shapes.index, names.reindex(shapes.index), strict=True)
    return _written([{"c": code, "n": name, "r": 1} for code, name in told], shapes.to_numpy())


def _border(shapes: gpd.GeoSeries) -> list[str]:
    if not len(shapes):
        return []
    return _written([{"e": 1}], np.array([shapely.boundary(shapely.union_all(shapes.to_numpy()))]))


def _written(properties: list[dict[str, object]], shapes: np.ndarray) -> list[str]:
    drawn = shapely.to_geojson(shapely.set_precision(shapes, GRID_DEGREES, mode="pointwise"))
    texts = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in properties]
    return [
        f'{{"type":"Feature","properties":{text},"geometry":{shape}}}' for text, shape in zip(texts, drawn, strict=True)
    ]


def _collection(features: list[str]) -> bytes:
    return ('{"type":"FeatureCollection","features":[' + ",".join(features) + "]}").encode()
