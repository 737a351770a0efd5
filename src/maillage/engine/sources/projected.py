"""Metres of the projected systems of French official files, to degrees."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pandas as pd
from pyproj import CRS, Transformer

# The legal systems (décret 2000-1276, arrêté of 5 March 2019): mainland, Antilles, Guyane, Saint-Pierre-et-Miquelon,
# Réunion, Mayotte; and the world-wide UTM zone that FINESS names for Saint-Pierre-et-Miquelon.
LEGAL_EPSG = frozenset({2154, 5490, 2972, 4467, 2975, 4471, 32621})
EPSG_OF_NAME = {
    "LAMBERT_93": 2154,
    "UTM_N20": 5490,
    "UTM_N21": 4467,
    "UTM_N22": 2972,
    "UTM_S40": 2975,
    "UTM_S38": 4471,
}


def epsg_of(label: str) -> int | None:
    """EPSG code of the system that a label names (``EPSG:2154 RGF93 / …``, ``…,LAMBERT_93``); None if unknown."""
    named = re.search(r"EPSG:(\d+)", label)
    if named:
        return int(named[1]) if int(named[1]) in LEGAL_EPSG else None
    zone = re.search(r"WGS ?84 ?/ ?UTM zone 21N", label, re.IGNORECASE)
    if zone:
        return 32621
    return EPSG_OF_NAME.get(label.rsplit(",", 1)[-1].strip())


def degrees(easting_m: pd.Series, northing_m: pd.Series, label: pd.Series) -> pd.DataFrame:
    """``lat``, ``lon`` (degrees, WGS 84) of points, each in the system that its label names.

    NaN where there are no metres, the system is unknown, or the point lies outside the area that the
    system is made for: a position that cannot be right is no position.
    """
    place = pd.DataFrame({"lat": np.nan, "lon": np.nan}, index=easting_m.index)
    epsg = label.map({each: epsg_of(each) for each in label.unique()})
    for code in epsg.dropna().unique():
        rows = (epsg == code) & easting_m.notna() & northing_m.notna()
        transformer, (west, south, east, north) = _system(int(code))
        lon, lat = transformer.transform(easting_m[rows].to_numpy(), northing_m[rows].to_numpy())
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        place.loc[rows, "lat"] = np.where(inside, lat, np.nan)
        place.loc[rows, "lon"] = np.where(inside, lon, np.nan)
    return place


@lru_cache
def _system(epsg: int) -> tuple[Transformer, tuple[float, float, float, float]]:
    crs = CRS.from_epsg(epsg)
    area = crs.area_of_use
    bounds = area.bounds if area else (-180.0, -90.0, 180.0, 90.0)
    return Transformer.from_crs(crs, CRS.from_epsg(4326), always_xy=True), bounds
