"""``plan.json``: the whole plan, with what was asked and what is proven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ...engine.siting.tour.plan import TourPlan
from ...engine.sources.provenance import Provenance
from ..plain import write_plain_json
from ..words.tour import left_out_sentence
from .table import timetable
from .timetable import Season

FORMAT_VERSION = 1


def write_plan_json(plan: TourPlan, season: Season, provenance: Sequence[Provenance], path: Path) -> None:
    """Raises OutputError if the file cannot be written."""
    write_plain_json(plan_values(plan, season, provenance), path)


def plan_values(plan: TourPlan, season: Season, provenance: Sequence[Provenance]) -> Mapping[str, Any]:
    """All of it as plain values; minutes are those of the day, or lengths."""
    problem = plan.problem
    return {
        "format": FORMAT_VERSION,
        "asked": {
            "stops": [
                {**asdict(stop), "weekdays": sorted(stop.weekdays), "rhythms": list(stop.rhythms)}
                for stop in problem.stops
            ],
            "bases": [asdict(base) for base in problem.bases],
            "cycle": asdict(problem.cycle),
            "crew": asdict(problem.crew),
            "buses": problem.buses,
            "home_for_weekend": problem.home_for_weekend,
            "worth": dict(problem.worth),
            "travel": problem.travel_label,
        },
        "season": {
            "start": season.start.isoformat(),
            "end": season.end.isoformat(),
            "holidays": {day.isoformat(): name for day, name in season.holidays.items()},
        },
        "people": plan.people,
        "value": {"reached": plan.value, "at_most": plan.most_value, "gap": plan.value_gap},
        "driving_minutes": {"planned": plan.driving, "at_least": plan.least_driving, "gap": plan.driving_gap},
        "all_day_tours_compared": plan.exact,
        "proven": plan.proven,
        "rhythms": {
            stop.key: pattern.rhythm if pattern else None
            for stop, pattern in zip(problem.stops, plan.patterns, strict=True)
        },
        "visits": timetable(plan).to_dict("records"),
        "nights": [
            {"week": day.week + 1, "weekday": day.weekday, "bus": bus + 1, "base": problem.bases[base].name}
            for number, bus, base in plan.nights()
            for day in [problem.cycle.days[number]]
        ],
        "left_out": [
            {
                "stop": problem.stops[each.stop].key,
                "reason": each.reason,
                "would_give": dict(each.would_give),
                "text": left_out_sentence(plan, each),
            }
            for each in plan.left_out
        ],
        "reliefs": [asdict(relief) for relief in plan.reliefs],
        "provenance": [asdict(line) for line in provenance],
    }
