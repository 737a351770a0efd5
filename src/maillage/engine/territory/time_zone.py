"""What the clocks of a département show."""

from __future__ import annotations

from zoneinfo import ZoneInfo

OVERSEAS = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
}
MAINLAND = "Europe/Paris"


def time_zone(departement: str) -> ZoneInfo:
    """Its zone, by the code of the département; that of the mainland for any other, and without one.

    >>> time_zone("974").key, time_zone("78").key
    ('Indian/Reunion', 'Europe/Paris')
    """
    return ZoneInfo(OVERSEAS.get(departement, MAINLAND))
