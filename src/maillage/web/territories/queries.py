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
        digest.update(f"{table.name}:{table.stat().st_size}:{table.stat().st_mtime_ns}".encode())
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


@lru_cache(maxsize=1)
def outlines() -> gpd.GeoSeries:
    """Outlines of all communes that have one, by code (EPSG:4326)."""
    return reference().outlines().geometry


def communes_geojson(inside: Iterable[str], around: Iterable[str] = ()) -> bytes:
    """Outlines of communes as compact GeoJSON. Properties: c code, n name, p population, x y where its name stands;
    r 1 for those around, e 1 for the outer border of those inside."""
    shapes = outlines()
    drawn = shapes.reindex([code for code in inside if code in shapes.index])
    beside = shapes.reindex([code for code in around if code in shapes.index])
    features = [*_features(drawn, ring=False), *_features(beside, ring=True)]
    if len(drawn):
        features.append(_border(drawn))
    return _collection(features)


@lru_cache(maxsize=1)
def departements() -> gpd.GeoDataFrame:
    """Name and outline of the départements, by code (EPSG:4326)."""
    return reference().departement_outlines()


@lru_cache(maxsize=1)
def departements_geojson() -> bytes:
    """Outlines of all départements, as the map of France opens."""
    shown = departements()
    population = gazetteer().communes.groupby("departement")["population"].sum().reindex(shown.index)
    rows = zip(shown.index, shown["name"], population, shown.geometry, strict=True)
    return _collection([_feature(*row, ring=False) for row in rows if row[3] is not None])


def neighbours(codes: Sequence[str]) -> list[str]:
    """Communes outside that touch one of these."""
    shapes = outlines()
    inside = shapes.index.isin(codes)
    tree = shapely.STRtree(shapes.to_numpy())
    _, touching = tree.query(shapes[inside].to_numpy(), predicate="intersects")
    return sorted(set(shapes.index[np.unique(touching)]) - set(codes))


def _features(shapes: gpd.GeoSeries, *, ring: bool) -> list[str]:
    communes = gazetteer().communes
    return [
        _feature(str(code), communes["name"].get(code, ""), communes["population"].get(code, 0), shape, ring=ring)
        for code, shape in shapes.items()
    ]


def _feature(code: str, name: str, population: float, shape: shapely.Geometry, *, ring: bool) -> str:
    if ring:
        return _written({"c": code, "n": name, "r": 1}, shape)
    ((x, y), *_rest) = shapely.get_coordinates(shapely.maximum_inscribed_circle(shape, tolerance=0.005))
    people = int(population) if population == population else 0
    return _written({"c": code, "n": name, "p": people, "x": round(x, 4), "y": round(y, 4)}, shape)


def _border(shapes: gpd.GeoSeries) -> str:
    return _written({"e": 1}, shapely.boundary(shapely.union_all(shapes.to_numpy())))


def _written(properties: dict[str, object], shape: shapely.Geometry) -> str:
    rounded = shapely.set_precision(shape, GRID_DEGREES, mode="pointwise")
    text = json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
    return f'{{"type":"Feature","properties":{text},"geometry":{shapely.to_geojson(rounded)}}}'


def _collection(features: list[str]) -> bytes:
    return ('{"type":"FeatureCollection","features":[' + ",".join(features) + "]}").encode()
