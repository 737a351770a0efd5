"""What the search takes from the commune that a place is in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import isfinite

from maillage.web.bookings.queries.travel import density_of
from maillage.web.territories import queries as territories

from ..rules.documents import Commune


@lru_cache(maxsize=1)
def communes_known() -> Mapping[str, Commune]:
    """By code."""
    known = territories.gazetteer().communes
    departements = territories.gazetteer().departements["name"]
    points = territories.reference().communes.reindex(known.index)
    rows = zip(known.index, known["name"], known["departement"], points["lat"], points["lon"], strict=True)
    return {
        str(code): Commune(
            name=str(name),
            departement=str(departement),
            departement_name=str(departements.get(departement, "")),
            density=density_of(code),
            lat=float(lat) if isfinite(lat) else None,
            lon=float(lon) if isfinite(lon) else None,
        )
        for code, name, departement, lat, lon in rows
    }
