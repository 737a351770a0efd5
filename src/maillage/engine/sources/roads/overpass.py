"""Overpass JSON → .osm.pbf, so that everything after it knows one form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import osmium
import osmium.io
import osmium.osm.mutable

from ...errors import SourceError
from .osm_file import DOWNLOAD_AGAIN


def looks_like_json(path: Path) -> bool:
    """True for a file that begins as JSON does."""
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def overpass_to_pbf(path: Path, out: Path) -> None:
    """Writes the nodes, ways and turn restrictions of an Overpass answer to ``out``, in the order that OSRM wants.

    Raises SourceError for JSON that is cut short or is not an answer of Overpass with the coordinates of its nodes.
    """
    dated, elements = _answer(path)
    mutable = osmium.osm.mutable
    header = osmium.io.Header()
    header.set("osmosis_replication_timestamp", dated)
    with osmium.SimpleWriter(out, header=header) as writer:
        for node in _of("node", elements):
            location = (node["lon"], node["lat"])
            writer.add_node(mutable.Node(id=node["id"], location=location, tags=node.get("tags", {})))
        for way in _of("way", elements):
            writer.add_way(mutable.Way(id=way["id"], nodes=way["nodes"], tags=way.get("tags", {})))
        for relation in _of("relation", elements):
            members = [(member["type"][0], member["ref"], member["role"]) for member in relation["members"]]
            writer.add_relation(mutable.Relation(id=relation["id"], members=members, tags=relation.get("tags", {})))


def _answer(path: Path) -> tuple[str, list[dict[str, Any]]]:
    """The date of the data and the elements."""
    try:
        answer = json.loads(path.read_text(encoding="utf-8-sig"))
        dated, elements = str(answer.get("osm3s", {}).get("timestamp_osm_base", "")), answer["elements"]
        required = {"node": ("lat", "lon"), "way": ("nodes",), "relation": ("members",)}
        for element in elements:
            if missing := [key for key in ("id", *required[element["type"]]) if key not in element]:
                raise SourceError(
                    f"a {element['type']} has no {missing[0]!r}.",
                    file=path.name,
                    found=str(element)[:120],
                    hint="Ask Overpass for `out body; >; out skel qt;`.",
                )
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(
            "it is not an answer of the Overpass API.",
            file=path.name,
            found=str(error)[:120],
            expected='JSON with "elements" (nodes, ways, relations)',
            hint=DOWNLOAD_AGAIN,
        ) from error
    return dated, elements


def _of(kind: str, elements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Elements of a kind by id, each once: Overpass may repeat a node that two parts of a query found."""
    once = {element["id"]: element for element in elements if element["type"] == kind}
    return [once[key] for key in sorted(once)]
