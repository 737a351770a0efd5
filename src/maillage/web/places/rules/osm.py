"""The library that reads OpenStreetMap's opening hours, behind one door: it guesses neither country nor clock."""

from __future__ import annotations

from datetime import tzinfo

from opening_hours import OpeningHours, ParserError


def read_osm(hours: str, zone: tzinfo | None = None) -> OpeningHours:
    """Raises ValueError with what the library says, which is for whoever knows the syntax."""
    try:
        return OpeningHours(hours, timezone=zone, auto_country=False, auto_timezone=False)
    except ParserError as error:
        raise ValueError(str(error)) from error
