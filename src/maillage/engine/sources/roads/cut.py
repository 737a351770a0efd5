"""The roads of a territory, cut from a larger file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import osmium
import osmium.filter
import osmium.osm

from ...errors import SourceError
from .network import Bounds
from .osm_file import unreadable

# What the profiles of OSRM travel along; the rest of a file is never part of a network.
ROUTABLE_KEYS = ("highway", "route", "railway", "man_made", "bridge", "public_transport", "amenity")


def cut(path: Path, out: Path, *, bounds: Bounds) -> None:
    """Writes to ``out`` every way of ``path`` that could be travelled and has a node within ``bounds``, whole.

    With the nodes of those ways and the turn restrictions between them. ``bounds``: west, south, east, north.
    Raises SourceError where ``path`` cannot be read or no road lies within.
    """
    west, south, east, north = bounds
    inside, kept = osmium.IdTracker(), osmium.IdTracker()
    roads = 0
    try:
        nodes: Any = osmium.FileProcessor(path, osmium.osm.NODE)
        for node in nodes:
            if west <= node.lon <= east and south <= node.lat <= north:
                inside.add_node(node.id)
        # Tags of nodes stay: barriers and traffic lights are nodes.
        with osmium.BackReferenceWriter(out, ref_src=path, overwrite=True, remove_tags=False) as writer:
            ways: Any = osmium.FileProcessor(path, osmium.osm.WAY).with_filter(osmium.filter.KeyFilter(*ROUTABLE_KEYS))
            for way in ways.with_filter(inside.contains_filter()):
                kept.add_way(way.id)
                writer.add_way(way)
                roads += 1
            turns = osmium.FileProcessor(path, osmium.osm.RELATION).with_filter(
                osmium.filter.TagFilter(("type", "restriction"))
            )
            for relation in turns.with_filter(kept.contains_filter()):
                writer.add_relation(relation)
    except RuntimeError as error:
        raise unreadable(path, error) from error
    if not roads:
        raise SourceError(
            "no road of it lies in the territory.", file=path.name, hint="Choose the file of the right region."
        )
