"""From what one wrote to a place, and whether its reader may ask about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from django.conf import settings

from maillage.engine.territory.names import Place as Found
from maillage.engine.territory.names import fold
from maillage.web.accounts.models import User
from maillage.web.studies.queries.diagnoses import may_read_commune
from maillage.web.territories import queries as territories

from ..rules import PLACE_DECIMALS, point_of, written

SUGGESTIONS, EXAMPLES = 8, 6


@dataclass(frozen=True)
class Place:
    """A point (degrees). ``name``: of the commune that holds it, empty outside France; ``is_commune``: it was asked
    for by the commune's name, so that it is the town hall."""

    lat: float
    lon: float
    commune: str
    name: str
    is_commune: bool = False

    @property
    def query(self) -> str:
        """What stands for it in an address."""
        return f"commune={self.commune}" if self.is_commune else f"lieu={written(self.lat, self.lon)}"


@dataclass(frozen=True)
class Asked:
    """``place``, or else ``suggestions``: (code, name, context) of what may be meant; neither for what is unknown."""

    text: str
    place: Place | None = None
    suggestions: Sequence[tuple[str, str, str]] = ()


def asked(text: str, code: str = "") -> Asked:
    """From a latitude and longitude, or the name, code or postcode of a commune; or from the ``code`` of a link."""
    text = text.strip()[:120]
    communes = territories.gazetteer().communes
    if code in communes.index:
        return Asked(communes["name"][code], _town_hall(code))
    point = point_of(text)
    if point is not None:
        return Asked(text, place_at(*point))
    found = [place for place in territories.search(text, limit=60) if place.kind == "commune"] if text else []
    exact = [place for place in found if _is(text, place)]
    for candidates in (exact, found):
        if len(candidates) == 1:
            return Asked(text, _town_hall(candidates[0].code))
    return Asked(text, suggestions=[(each.code, each.name, each.context) for each in (exact or found)[:SUGGESTIONS]])


def examples() -> list[tuple[str, str]]:
    """(code, name) of the most populous communes of the authority's territory: where to begin."""
    communes = territories.gazetteer().communes.loc[list(territories.get_territory([settings.TERRITORY]).codes)]
    return list(communes.nlargest(EXAMPLES, "population")["name"].items())


def place_at(lat: float, lon: float) -> Place:
    """A point, to about ten metres, and the commune that holds it."""
    lat, lon = round(lat, PLACE_DECIMALS), round(lon, PLACE_DECIMALS)
    commune = territories.commune_at(lat, lon)
    return Place(lat, lon, commune or "", territories.commune_name(commune or ""))


def may_ask(place: Place, reader: User) -> bool:
    """Whoever has an account may ask about any place; the public, about those of published diagnoses."""
    return reader.is_authenticated or (place.commune != "" and may_read_commune(place.commune, reader))


def _is(text: str, found: Found) -> bool:
    """Five digits may be the code of one commune and the postcode of others: then each of them is meant."""
    postcodes = str(territories.gazetteer().communes["postcodes"][found.code]).split()
    return text.upper() == found.code or text in postcodes or fold(text) == fold(found.name)


def _town_hall(code: str) -> Place | None:
    """None for the few communes whose town hall is not in the figures."""
    name, lat, lon = territories.reference().communes.loc[code, ["name", "lat", "lon"]]
    known = isfinite(lat) and isfinite(lon)
    return Place(float(lat), float(lon), code, name, is_commune=True) if known else None
