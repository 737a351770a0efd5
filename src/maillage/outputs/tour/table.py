"""``timetable.csv``, one line a visit of the cycle; ``dates.csv``, one line a visit of the season."""

from __future__ import annotations

import pandas as pd

from ...engine.siting.tour.calendar import WEEKDAYS
from ...engine.siting.tour.plan import TourPlan
from .timetable import Season, dated_visits, pause_within


def timetable(plan: TourPlan) -> pd.DataFrame:
    """One row a visit, in the order of the cycle: week and bus count from 1, hours as ``09:30``, minutes rounded."""
    rows = []
    for each in plan.days:
        bases = plan.problem.bases
        for place, visit in enumerate(each.hours.visits):
            stop, pattern = plan.problem.stops[visit.stop], plan.patterns[visit.stop]
            pause = pause_within(each, visit)
            rows.append(
                {
                    "week": each.day.week + 1,
                    "weekday": WEEKDAYS[each.day.weekday],
                    "bus": each.bus + 1,
                    "visit": place + 1,
                    "stop": stop.name,
                    "rhythm": pattern.rhythm if pattern else "",
                    "arrives": hour(visit.arrives),
                    "opens": hour(visit.opens),
                    "closes": hour(visit.closes),
                    "closed_from": hour(pause[0]) if pause else "",
                    "closed_until": hour(pause[1]) if pause else "",
                    "people": round(stop.people),
                    "lat": stop.lat,
                    "lon": stop.lon,
                    "begins_at": bases[each.hours.start].name,
                    "ends_at": bases[each.hours.end].name,
                    "leaves": hour(each.hours.leaves),
                    "back": hour(each.hours.back),
                    "driving_minutes_of_day": round(each.hours.driving),
                    "working_minutes_of_day": round(each.hours.working),
                }
            )
    return pd.DataFrame(rows)


def dates(plan: TourPlan, season: Season) -> pd.DataFrame:
    """One row a visit of the season, public holidays left out."""
    return pd.DataFrame(
        [
            {
                "date": each.day.isoformat(),
                "weekday": WEEKDAYS[each.day.weekday()],
                "bus": each.bus + 1,
                "stop": plan.problem.stops[each.visit.stop].name,
                "opens": hour(each.visit.opens),
                "closes": hour(each.visit.closes),
                "closed_from": hour(each.pause[0]) if each.pause else "",
                "closed_until": hour(each.pause[1]) if each.pause else "",
            }
            for each in dated_visits(plan, season)
        ]
    )


def hour(minutes: float) -> str:
    """``570.4`` → ``09:30``."""
    return "{:02d}:{:02d}".format(*divmod(round(minutes), 60))
