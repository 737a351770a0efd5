"""What the API answers with: GeoJSON (RFC 7946) whose properties have these names."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from maillage.web.isochrones.rules import AREAS_AT_MOST, MINUTES_AT_MOST

Mode = Literal["car", "foot", "bicycle"]


class IsochroneQuestion(Schema):
    lat: float = Field(ge=-90, le=90, allow_inf_nan=False, description="latitude, degrees (WGS 84)")
    lon: float = Field(ge=-180, le=180, allow_inf_nan=False, description="longitude, degrees (WGS 84)")
    mode: Mode = Field("car", description="car, foot or bicycle")
    minutes: str = Field(
        "10,15,20,30",
        max_length=60,
        description=f"one area for each: at most {AREAS_AT_MOST} whole numbers from 1 to {MINUTES_AT_MOST:g}",
    )


class CommuneInside(Schema):
    code: str = Field(description="INSEE code of the commune")
    name: str
    share: float = Field(description="share of its surface that lies in the area, 0 to 1")
    people: int = Field(description="estimate: its population times that share")


class AreaProperties(Schema):
    minutes: float
    mode: Mode
    people: int = Field(description="estimate, see the collection's method")
    people_75_plus: int = Field(description="estimate, see the collection's method")
    communes: list[CommuneInside] = Field(description="most people first")


class Geometry(Schema):
    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any] = Field(description="longitude, latitude (EPSG:4326)")


class Area(Schema):
    type: Literal["Feature"]
    properties: AreaProperties
    geometry: Geometry


class Position(Schema):
    lat: float
    lon: float


class Isochrones(Schema):
    """A GeoJSON FeatureCollection, the largest area first."""

    type: Literal["FeatureCollection"]
    at: Position
    network: str = Field(description="the road network that answered")
    licence: str
    resolution_m: float = Field(description="what is finer than this is not drawn")
    at_edge: bool = Field(description="the largest area meets the end of the network: one may get farther")
    method: str = Field(description="how areas and people were estimated")
    features: list[Area]


class Network(Schema):
    name: str
    mode: Mode
    dated: str = Field(description="when its OpenStreetMap data were taken; empty if they do not say")
    bounds: tuple[float, float, float, float] = Field(description="west, south, east, north, in degrees")


class Networks(Schema):
    networks: list[Network]
