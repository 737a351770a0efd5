"""What a roster says of each site and each mediator: hours, weeks, sums."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from ...engine.siting.hours.roster import Assigned, Roster
from ...engine.sources.hours_week import DAYS, Session, clock

HOUR = 60


class Load(NamedTuple):
    """What a mediator works: minutes ``(weeks,)``, and in the cycle evenings, Saturdays, minutes between sites."""

    minutes: np.ndarray
    evenings: int
    saturdays: int
    travel_minutes: int


def sessions_of(roster: Roster, site: int, week: int) -> list[Session]:
    """When a site opens in a week, in order; sessions that touch are one."""
    found: list[Session] = []
    for number in np.flatnonzero(roster.opened[week]):
        at, session = roster.problem.openings[number]
        if at != site:
            continue
        if found and found[-1].day == session.day and found[-1].end == session.start:
            found[-1] = Session(session.day, found[-1].start, session.end)
        else:
            found.append(session)
    return found


def opening_hours(roster: Roster, site: int) -> str:
    """In OpenStreetMap's syntax; hours that change within the cycle are told by week of the year, the first being 1."""
    weeks = [osm(sessions_of(roster, site, week)) for week in range(roster.problem.weeks)]
    if len(set(weeks)) == 1:
        return weeks[0]
    return "; ".join(
        f"week {week + 1:02d}-53/{len(weeks)} {rule}"
        for week, rules in enumerate(weeks)
        for rule in rules.split("; ")
        if rule != "off"
    )


def osm(sessions: Iterable[Session]) -> str:
    """``Mo-We,Fr 09:00-12:00; Sa 09:00-12:00``; ``off`` where there are none.

    >>> osm([Session(0, 540, 720), Session(1, 540, 720), Session(3, 540, 720), Session(3, 840, 1020)])
    'Mo,Tu 09:00-12:00; Th 09:00-12:00,14:00-17:00'
    """
    hours: dict[int, list[str]] = {}
    for session in sessions:
        hours.setdefault(session.day, []).append(f"{clock(session.start)}-{clock(session.end)}")
    days_of: dict[str, list[int]] = {}
    for day, spans in hours.items():
        days_of.setdefault(",".join(spans), []).append(day)
    return "; ".join(f"{_days(days)} {spans}" for spans, days in days_of.items()) or "off"


def _days(days: list[int]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    joint = {1: "", 2: ","}
    return ",".join(DAYS[run[0]] + joint.get(len(run), "-") + (DAYS[run[-1]] if len(run) > 1 else "") for run in runs)


def duties_of(roster: Roster, mediator: int, week: int) -> list[Assigned]:
    """In order of the days."""
    return [each for each in roster.assigned if each.mediator == mediator and each.week == week]


def load_of(roster: Roster, mediator: int) -> Load:
    """The sums of a mediator over the cycle."""
    minutes = np.zeros(roster.problem.weeks, dtype=int)
    own = [each for each in roster.assigned if each.mediator == mediator]
    for each in own:
        minutes[each.week] += each.duty.work_minutes
    late = roster.problem.rules.late_after
    return Load(
        minutes,
        sum(each.duty.end > late for each in own),
        sum(each.duty.day == DAYS.index("Sa") for each in own),
        sum(each.duty.travel_minutes for each in own),
    )


def open_hours(roster: Roster, site: int) -> float:
    """Hours a week, on average."""
    weeks = range(roster.problem.weeks)
    minutes = sum(session.minutes for week in weeks for session in sessions_of(roster, site, week))
    return minutes / HOUR / len(weeks)
