"""The places that are open today, as sites of a scenario: who knows them stands above this module."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from ..rules.sites import Site
from .terrain import Terrain


def existing_sites(terrain: Terrain, *, now: datetime) -> list[Site]:
    """Those in the territory, each with the consultations that it really gives in a year, if that can be told yet."""
    sites = import_string(settings.PLACES_THAT_EXIST)(now=now)
    return [site for site in sites if site.commune in terrain.names]
