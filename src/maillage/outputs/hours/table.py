"""``duties.csv``, a line a session that a mediator holds; ``sites.csv``, a line a site."""

from __future__ import annotations

import pandas as pd

from ...engine.siting.hours.roster import Roster
from ...engine.sources.hours_week import DAYS, clock
from .opened import open_hours, opening_hours


def duties_table(roster: Roster) -> pd.DataFrame:
    """Weeks count from 1; hours as ``09:00``. ``travel_minutes``: from the site before, on the same day."""
    rows = []
    for week, mediator, duty in roster.assigned:
        before = None
        for number in duty.openings:
            site, session = roster.problem.openings[number]
            moved = before is not None and before != site
            rows.append(
                {
                    "mediator": roster.problem.mediators[mediator].name,
                    "week": week + 1,
                    "day": DAYS[session.day],
                    "site": roster.problem.sites[site].name,
                    "from": clock(session.start),
                    "until": clock(session.end),
                    "travel_minutes": duty.travel_minutes if moved else 0,
                    "work_minutes_of_day": duty.work_minutes,
                }
            )
            before = site
    columns = ["mediator", "week", "day", "site", "from", "until", "travel_minutes", "work_minutes_of_day"]
    return pd.DataFrame(rows, columns=columns)


def sites_table(roster: Roster, places: pd.DataFrame) -> pd.DataFrame:
    """``opening_hours`` in OpenStreetMap's syntax; ``places``: commune, lat and lon of each site."""
    sites = roster.problem.sites
    return pd.DataFrame(
        {
            "site": [site.name for site in sites],
            "commune": places["commune"],
            "lat": places["lat"],
            "lon": places["lon"],
            "opening_hours": [opening_hours(roster, number) for number in range(len(sites))],
            "hours_a_week": [round(open_hours(roster, number), 2) for number in range(len(sites))],
            "autonomous": [site.autonomous for site in sites],
        }
    )
