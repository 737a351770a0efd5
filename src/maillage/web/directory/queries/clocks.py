"""What the clocks and the calendar of a place say."""

from __future__ import annotations

from datetime import datetime

from maillage.engine.territory.public_holidays import public_holidays
from maillage.engine.territory.time_zone import time_zone
from maillage.web.places.rules.openings import open_intervals

from ..rules.usual_week import minute_of_week


class PlaceClocks:
    """By the code of the département."""

    def minute(self, at: datetime, departement: str) -> int:
        local = at.astimezone(time_zone(departement))
        return minute_of_week(local, holiday=local.date() in public_holidays(local.year, departement))

    def open_at(self, hours: str, departement: str, at: datetime) -> bool:
        """Hours that nobody can read are those of a closed place."""
        day = at.astimezone(time_zone(departement)).date()
        try:
            intervals = open_intervals(hours, departement=departement, first_day=day, last_day=day)
        except ValueError:
            return False
        return any(begin <= at < end for begin, end in intervals)
