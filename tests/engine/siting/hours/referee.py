"""Small questions of hours, and a referee that knows the rules and nothing else."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from maillage.engine.siting.hours.demand import KINDS, Demand
from maillage.engine.siting.hours.problem import Mediator, RosterProblem, Site
from maillage.engine.siting.hours.working_time import LocalRules
from maillage.engine.sources.hours_week import Session, read_week

DAY = 24 * 60
SHARES = np.array([[0.5, 0.4, 0.1, 0.3, 0.0], [0.05, 0.1, 0.6, 0.5, 0.2]])


def problem_of(
    weeks_of_sites: list[str],
    mediators: list[Mediator],
    *,
    people=None,
    near=None,
    way=None,
    between=None,
    weeks=1,
    rules: LocalRules | None = None,
    **sites,
) -> RosterProblem:
    """A site a text of hours; each has a place beside it, and everybody is near everything unless said otherwise."""
    n, m = len(weeks_of_sites), len(mediators)
    near = np.eye(n, dtype=bool) if near is None else np.asarray(near, dtype=bool)
    people = np.full((len(near), 2), 100.0) if people is None else np.asarray(people, dtype=float)
    return RosterProblem(
        tuple(
            Site(f"s{k}", f"Site {k}", read_week(text), **{name: values[k] for name, values in sites.items()})
            for k, text in enumerate(weeks_of_sites)
        ),
        tuple(mediators),
        np.zeros((m, n)) if way is None else np.asarray(way, dtype=float),
        np.full((n, n), 10.0) if between is None else np.asarray(between, dtype=float),
        Demand(("a", "b"), people, SHARES, near),
        weeks,
        rules or LocalRules(),
    )


def reached_slowly(problem: RosterProblem, opened: np.ndarray) -> float:
    """People reached, from the definition: one minus the chance that no half-day in reach suits."""
    demand, total = problem.demand, 0.0
    for week in opened:
        for place in range(len(demand.near)):
            half_days = set()
            for k in np.flatnonzero(week):
                site, session = problem.openings[k]
                if demand.near[place, site]:
                    middle = (session.start + session.end) / 120
                    part = "morning" if middle < 12.5 else "afternoon" if middle < 17.5 else "evening"
                    half_days.add((session.day, part))
            for group in range(len(demand.groups)):
                nobody = 1.0
                for day, part in half_days:
                    kind = "sunday" if day == 6 else "saturday" if day == 5 else part
                    nobody *= 1 - demand.shares[group, KINDS.index(kind)]
                total += demand.people[place, group] * (1 - nobody)
    return total / len(opened)


def faults(problem: RosterProblem, roster) -> list[str]:
    """Every rule that a roster breaks, from the sessions each mediator holds and the clock alone."""
    found = []
    sessions, holders = defaultdict(list), defaultdict(list)
    for week, mediator, duty in roster.assigned:
        for k in duty.openings:
            site, session = problem.openings[k]
            sessions[mediator].append((week, session.day, session.start, session.end, site))
            holders[week, k].append(mediator)
    found += [f"two mediators at opening {k} in week {week}" for (week, k), who in holders.items() if len(who) > 1]
    for week in range(problem.weeks):
        for k, opening in enumerate(problem.openings):
            autonomous = problem.sites[opening.site].autonomous
            if autonomous and (week, k) in holders:
                found.append(f"a mediator at the autonomous opening {k}")
            if ((week, k) in holders or autonomous) != bool(roster.opened[week, k]):
                found.append(f"opening {k} in week {week}: open and present differ")
    if problem.rules.same_every_week and not (roster.opened == roster.opened[0]).all():
        found.append("hours change from week to week")
    for number, held in sessions.items():
        found += [f"{problem.mediators[number].name}: {fault}" for fault in _faults_of(problem, number, sorted(held))]
    return found


def _faults_of(problem, number, held):
    who = problem.mediators[number]
    days = defaultdict(list)
    for week, day, start, end, site in held:
        days[week, day].append((start, end, site))
        if problem.way[number, site] > who.most_way_minutes:
            yield "too far from home"
        yield from _contract_faults(problem.rules, who, day, end)
    spans, minutes, evenings = {}, defaultdict(float), defaultdict(int)
    for (week, day), parts in sorted(days.items()):
        worked, moves = _worked(problem, parts)
        if worked is None:
            yield "is in two places at once, or cannot be there in time"
            continue
        yield from _day_faults(problem.rules, worked, moves)
        first, last = np.flatnonzero(worked)[[0, -1]]
        spans[week, day] = (first, last + 1)
        minutes[week] += worked.sum()
        evenings[week] += last + 1 > problem.rules.late_after
    yield from _week_faults(problem, who, days, minutes, evenings)
    yield from _rest_faults(problem, spans)


def _contract_faults(rules, who, day, end):
    if day == 6:
        yield "works on a Sunday"
    if rules.evening_contracts and not who.evenings and end > rules.late_after:
        yield "works an evening"
    if rules.saturday_contracts and who.saturdays == "none" and day == 5:
        yield "works a Saturday"


def _worked(problem, parts):
    """Which minutes of a day are work, breaks under twenty minutes too; and how often the site changes."""
    worked, moves = np.zeros(DAY, dtype=bool), 0
    for start, end, _ in parts:
        if worked[start:end].any():
            return None, 0
        worked[start:end] = True
    for (_, end, here), (start, _, there) in pairwise(parts):
        if here != there:
            way = int(np.ceil(problem.between[here, there]))
            moves += 1
            if end + way > start:
                return None, 0
            worked[end : end + way] = True
    first, last = np.flatnonzero(worked)[[0, -1]]
    for begin, end in _runs(~worked):
        if first < begin and end <= last and end - begin < 20:
            worked[begin:end] = True
    return worked, moves


def _runs(flags):
    return np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(int), [0])))).reshape(-1, 2)


def _day_faults(rules, worked, moves):
    runs = _runs(worked)
    first, last = runs[0, 0], runs[-1, 1]
    if (runs[:, 1] - runs[:, 0]).max() > 360:
        yield "works over six hours without a break"
    if worked.sum() > 600:
        yield "works over ten hours a day"
    if last - first > 720:
        yield "spans over twelve hours"
    if rules.moves is not None and moves > rules.moves:
        yield "moves too often"
    if rules.meal is not None and first < 690 and last > 870:
        pauses = [min(b, 870) - max(a, 690) for (_, a), (b, _) in pairwise(runs)]
        if not any(length >= rules.meal for length in pauses):
            yield "does not eat"


def _week_faults(problem, who, days, minutes, evenings):
    rules = problem.rules
    half = rules.saturday_contracts and who.saturdays == "half"
    for week in range(problem.weeks):
        if minutes[week] > who.contract_minutes:
            yield f"works {minutes[week]} minutes in week {week}"
        if rules.evenings is not None and evenings[week] > rules.evenings:
            yield "works too many evenings"
        if half and (week, 5) in days and ((week + 1) % problem.weeks, 5) in days:
            yield "works two Saturdays in a row"


def _rest_faults(problem, spans):
    length = problem.weeks * 7 * DAY
    worked = sorted(
        (week * 7 * DAY + day * DAY + a, week * 7 * DAY + day * DAY + b) for (week, day), (a, b) in spans.items()
    )
    if not worked:
        return
    # The cycle repeats: there was a last day before the first, and a first will follow the last.
    before, after = (worked[-1][0] - length, worked[-1][1] - length), (worked[0][0] + length, worked[0][1] + length)
    around = [before, *worked, after]
    rests = [(end, start) for (_, end), (start, _) in pairwise(around)]
    if min(start - end for end, start in rests) < 11 * 60:
        yield "rests less than eleven hours"
    for week in range(problem.weeks):
        sunday = week * 7 * DAY + 6 * DAY
        if not any(start - end >= 35 * 60 for end, start in rests if end <= sunday + DAY and start >= sunday):
            yield "rests less than thirty-five hours around Sunday"
    rules = problem.rules
    if rules.not_before is not None:
        for end, start in rests:
            if end // DAY + 1 == start // DAY and end % DAY > rules.late_after and start % DAY < rules.not_before:
                yield "works an evening, then a morning"


@st.composite
def small_problems(draw, *, max_sites=2, max_mediators=2, weeks=(1, 2)):
    """A few sites, mediators and days."""
    pool = [
        Session(day, *hours)
        for day in (0, 1, 5)
        for hours in ((540, 720), (750, 960), (765, 1020), (1050, 1200), (420, 700), (1210, 1300))
    ]
    n, m = draw(st.integers(1, max_sites)), draw(st.integers(1, max_mediators))
    sites = []
    for k in range(n):
        apart: list[Session] = []
        for each in sorted(draw(st.lists(st.sampled_from(pool), min_size=1, max_size=4, unique=True))):
            if not apart or apart[-1].day != each.day or apart[-1].end <= each.start:
                apart.append(each)
        required = tuple(draw(st.lists(st.sampled_from(apart), max_size=1)))
        sites.append(Site(f"s{k}", f"S{k}", tuple(apart), required, autonomous=draw(st.integers(0, 5)) == 0))
    length = draw(st.sampled_from(weeks))
    saturdays = ["none", "all"] if length % 2 else ["none", "half", "all"]
    mediators = [
        Mediator(
            f"m{k}",
            draw(st.sampled_from([180, 400, 620, 1200])),
            evenings=draw(st.booleans()),
            saturdays=draw(st.sampled_from(saturdays)),
        )
        for k in range(m)
    ]
    minutes = st.sampled_from([0.0, 12.5, 29.5, 50.0])
    between = np.array([[draw(minutes) for _ in range(n)] for _ in range(n)])
    between = np.minimum(between, between.T)
    np.fill_diagonal(between, 0)
    people = np.array([[draw(st.integers(0, 50)) for _ in range(2)] for _ in range(2)], dtype=float)
    near = np.array([[draw(st.booleans()) for _ in range(n)] for _ in range(2)])
    rules = LocalRules(
        meal=draw(st.sampled_from([None, 45])),
        not_before=draw(st.sampled_from([None, 600])),
        evenings=draw(st.sampled_from([None, 1])),
        moves=draw(st.sampled_from([None, 0, 1])),
        same_every_week=draw(st.booleans()),
    )
    way = np.array([[draw(st.sampled_from([5.0, 20.0, 45.0])) for _ in range(n)] for _ in range(m)])
    return RosterProblem(
        tuple(sites), tuple(mediators), way, between, Demand(("a", "b"), people, SHARES, near), length, rules
    )
