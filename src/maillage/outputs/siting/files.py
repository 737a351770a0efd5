"""The files of a proposal, by format."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd

from ...engine.siting.proposal import Proposal
from ...engine.sources.provenance import Provenance
from ...engine.sources.reference import Reference
from ..drawing.svg import standalone
from ..write import replacing
from .content import write_siting_pdf
from .map import plan_map
from .plan_json import write_plan_json
from .table import site_table, write_sites_csv

FILES = {
    "json": "plan.json",
    "csv": "sites.csv",
    "geojson": "sites.geojson",
    "svg": "plan.svg",
    "pdf": "plan.pdf",
}


def write_file(proposal: Proposal, reference: Reference, file_format: str, path: Path) -> Path:
    """Writes one file of :data:`FILES` and returns its path. Raises OutputError if it cannot be written."""
    outlines = reference.outlines(list(proposal.question.ground.inside.index)).geometry
    if file_format == "json":
        write_plan_json(proposal, sources_of(proposal, reference), path)
    elif file_format == "csv":
        write_sites_csv(proposal, path)
    elif file_format == "geojson":
        write_geojson(proposal, path)
    elif file_format == "svg":
        with replacing(path) as aside:
            aside.write_text(standalone(plan_map(proposal, outlines)), encoding="utf-8")
    else:
        write_siting_pdf(proposal, outlines, sources_of(proposal, reference), path)
    return path


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
