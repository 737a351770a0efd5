"""Files of a scenario: its sites as CSV and GeoJSON, what it changes in each commune."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from io import StringIO

import numpy as np

from .bench import Row, View

FILES = {
    "csv": ("sites.csv", "text/csv; charset=utf-8"),
    "geojson": ("sites.geojson", "application/geo+json"),
    "communes": ("communes.csv", "text/csv; charset=utf-8"),
    "indicateurs": ("indicateurs.csv", "text/csv; charset=utf-8"),
}
# What a spreadsheet would take for a formula.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def made(shown: View, form: str) -> str:
    """The content of one of FILES."""
    return {"csv": _sites_csv, "geojson": _geojson, "communes": _communes_csv, "indicateurs": _measures_csv}[form](
        shown
    )


def _sites_csv(shown: View) -> str:
    rows = [_properties(row, shown) | {"lat": row.site.lat, "lon": row.site.lon} for row in shown.rows]
    head = ["key", "name", "commune", "commune_name", "owner", "open", "status", "cost", "acts", "nearest_people"]
    return _csv([*head, "lat", "lon"], rows)


def _geojson(shown: View) -> str:
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.site.lon, row.site.lat]},
            "properties": _properties(row, shown),
        }
        for row in shown.rows
    ]
    return json.dumps(
        {"type": "FeatureCollection", "name": shown.settings.name, "features": features}, ensure_ascii=False
    )


def _communes_csv(shown: View) -> str:
    before, after, communes = shown.effects.before, shown.effects.after, shown.terrain.communes
    opened = [row.key for row in shown.sites.values() if row.open]
    rows = [
        {
            "code": code,
            "name": name,
            "population": round(float(people)),
            "apl_before": round(float(before.apl[place]), 4),
            "apl_after": round(float(after.apl[place]), 4),
            "minutes_to_site": "" if np.isnan(after.minutes[place]) else round(float(after.minutes[place]), 1),
            "site": opened[after.site[place]] if after.site[place] >= 0 else "",
        }
        for place, (code, name, people) in enumerate(
            zip(communes.index, communes["name"], shown.terrain.demand.people, strict=True)
        )
    ]
    return _csv(["code", "name", "population", "apl_before", "apl_after", "minutes_to_site", "site"], rows)


def _measures_csv(shown: View) -> str:
    rows = [
        {"indicator": line.measure.key, "label": line.measure.label, "before": line.before, "after": line.after}
        for line in shown.lines
    ]
    return _csv(["indicator", "label", "before", "after"], rows)


def _properties(row: Row, shown: View) -> dict[str, object]:
    site = row.site
    return {
        "key": site.key,
        "name": site.name,
        "commune": site.commune,
        "commune_name": row.commune,
        "owner": site.owner,
        "open": site.open,
        "status": site.rule,
        "cost": shown.settings.cost if site.cost is None else site.cost,
        "acts": shown.settings.acts if site.open else 0,
        "nearest_people": None if row.people is None else round(row.people),
    }


def _csv(head: list[str], rows: Iterable[dict[str, object]]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, head, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _harmless(value: object) -> object:
    """Names are written by people: none of them becomes a formula in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value
