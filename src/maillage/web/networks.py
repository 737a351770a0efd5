"""The road networks of this installation as the pages know them: listed, chosen for a place, kept open."""

from __future__ import annotations

import logging
from datetime import date
from functools import lru_cache
from math import cos, radians
from threading import Lock
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.engine.errors import SourceError
from maillage.engine.sources.roads.network import MODES
from maillage.roads.installed import installed, open_network

if TYPE_CHECKING:
    from maillage.engine.sources.roads.network import NetworkRecord, RoadNetwork

log = logging.getLogger(__name__)

MODE_WORDS = {"car": gettext_lazy("en voiture"), "foot": gettext_lazy("à pied"), "bicycle": gettext_lazy("à vélo")}

# An open network is mapped from its files: what is kept in memory is what was read of it.
KEPT_OPEN = 6
_opening = Lock()


def networks() -> list[NetworkRecord]:
    """Every network that is installed, by name and mode. None where one cannot be read: the log says which."""
    try:
        return installed()
    except SourceError as error:
        log.warning("Road networks are not shown: %s", error)
        return []


def label_of(record: NetworkRecord) -> str:
    """« yvelines », en voiture (OpenStreetMap, 18 décembre 2022)."""
    parts = {"name": record.name, "mode": MODE_WORDS[record.mode]}
    if not record.dated:
        return _("Réseau « %(name)s », %(mode)s") % parts
    return _("Réseau « %(name)s », %(mode)s (OpenStreetMap, %(dated)s)") % (parts | {"dated": day(record.dated)})


def day(stamp: str) -> str:
    """2022-12-18T20:56:04Z → 18 décembre 2022; what is no date stays as it is."""
    try:
        return date_format(date.fromisoformat(stamp[:10]), "DATE_FORMAT")
    except ValueError:
        return stamp


def modes() -> list[str]:
    """The modes that any network is for, in the order in which pages show them."""
    there = {record.mode for record in networks()}
    return [mode for mode in MODES if mode in there]


def opened(record: NetworkRecord) -> RoadNetwork:
    """Ready to answer, and shared by all threads. Raises TravelError or SourceError if it was removed meanwhile."""
    with _opening:
        return _open(record)


def holding(lat: float, lon: float, mode: str) -> list[NetworkRecord]:
    """Networks for ``mode`` whose box holds a place, first the one that reaches farthest around it."""
    around = [(_margin(record, lat, lon), record) for record in networks() if record.mode == mode]
    return [record for margin, record in sorted(around, key=lambda each: -each[0]) if margin >= 0]


def _margin(record: NetworkRecord, lat: float, lon: float) -> float:
    """Degrees of latitude to the nearest side of the network's box; negative outside."""
    west, south, east, north = record.cut or record.bounds
    across = cos(radians(lat))
    return min((lon - west) * across, (east - lon) * across, lat - south, north - lat)


@lru_cache(maxsize=KEPT_OPEN)
def _open(record: NetworkRecord) -> RoadNetwork:
    """Another record, that of a network built anew, is another network."""
    return open_network(record.name, record.mode)
