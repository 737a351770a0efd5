"""The files of a proposal, by format."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd

from ...engine.siting.proposal import Proposal
from ...engine.sources.provenance import Provenance
from ...engine.sources.reference import Reference
from ..drawing.svg import standalone
from ..plain import write_plain_json
from ..typeset import write_document
from ..write import replacing, write_table
from .content import content
from .map import plan_map
from .plan_json import plan_of
from .table import site_table

TEMPLATE = "siting.typ"
FILES = {
    "json": "plan.json",
    "csv": "sites.csv",
    "geojson": "sites.geojson",
    "svg": "plan.svg",
    "pdf": "plan.pdf",
}


def write_file(proposal: Proposal, reference: Reference, file_format: str, path: Path) -> Path:
    """Writes one file of :data:`FILES` and returns its path. Raises OutputError if it cannot be written."""
    if file_format == "json":
        write_plain_json(plan_of(proposal, sources_of(proposal, reference)), path)
    elif file_format == "csv":
        write_table(site_table(proposal).round(6).reset_index(), path)
    elif file_format == "geojson":
        write_geojson(proposal, path)
    elif file_format == "svg":
        with replacing(path) as aside:
            aside.write_text(standalone(plan_map(proposal, _outlines(proposal, reference))), encoding="utf-8")
    else:
        told = content(proposal, _outlines(proposal, reference), sources_of(proposal, reference))
        write_document(__name__, TEMPLATE, told, path)
    return path


def _outlines(proposal: Proposal, reference: Reference) -> gpd.GeoSeries:
    return reference.outlines(list(proposal.question.ground.inside.index)).geometry


def write_geojson(proposal: Proposal, path: Path) -> None:
    """The open sites as points, with the columns of :func:`~.table.site_table`."""
    table = site_table(proposal)
    points = gpd.GeoDataFrame(
        table.drop(columns=["lat", "lon"]), geometry=gpd.points_from_xy(table["lon"], table["lat"]), crs="EPSG:4326"
    )
    features = json.loads(points.reset_index().to_json(drop_id=True, to_wgs84=True))
    with replacing(path) as aside:
        aside.write_text(json.dumps(features, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def sources_of(proposal: Proposal, reference: Reference) -> tuple[Provenance, ...]:
    """Of the figures that a proposal draws on."""
    year = proposal.question.ground.year
    columns = ("population", "lat", f"apl_{year}", f"standardised_population_{year}")
    kinds = set(proposal.question.sites["kind"])
    counters = reference.provenance_of(("name",), table="france_services") if "france_services" in kinds else ()
    return (*reference.provenance_of(columns), *counters)
