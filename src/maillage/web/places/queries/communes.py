"""From what people type to a commune, and to its town hall."""

from __future__ import annotations

from functools import lru_cache
from math import isfinite

from maillage.engine.territory.names import fold
from maillage.web.territories import queries as territories

from ..rules.communes import Commune

FOUND_AT_MOST = 60


@lru_cache(maxsize=5_000)
def find_commune(code: str) -> Commune | None:
    """By its code, one that is no longer included: then the commune that it is part of."""
    code = territories.gazetteer().successions.get(code, code)
    known = territories.gazetteer().communes
    if code not in known.index:
        return None
    row = known.loc[code]
    lat, lon = territories.reference().communes.loc[code, ["lat", "lon"]]
    placed = isfinite(lat) and isfinite(lon)
    return Commune(
        code=str(code),
        name=str(row["name"]),
        departement=str(row["departement"]),
        postcodes=tuple(str(row["postcodes"]).split()),
        lat=float(lat) if placed else None,
        lon=float(lon) if placed else None,
    )


def communes_called(text: str, postcode: str = "") -> list[Commune]:
    """Every commune that may be meant by a name, a postcode or a code; one of them if it can be told which."""
    text = text.strip()[:80]
    if (exact := find_commune(text.upper())) is not None and not postcode:
        return [exact]
    communes = _called(fold(text))
    served = [each for each in communes if postcode in each.postcodes]
    return served or communes


@lru_cache(maxsize=5_000)
def _called(name: str) -> list[Commune]:
    """Those of this very name, else those that it begins. A list names the same few again and again."""
    found = [each for each in territories.search(name, limit=FOUND_AT_MOST) if each.kind == "commune"]
    meant = [each for each in found if fold(each.name) == name] or found
    return [commune for each in meant if (commune := find_commune(each.code))]
