"""``hours.json``: the whole plan, with what was asked and what is proven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from ...engine.siting.hours.conflicts import Conflict
from ...engine.siting.hours.costs import Cost
from ...engine.siting.hours.people import Group
from ...engine.siting.hours.roster import Roster
from ...engine.sources.hours_week import written
from ...engine.sources.provenance import Provenance
from ..words.hours import conflict_sentence
from .opened import load_of
from .table import duties_table, sites_table

FORMAT_VERSION = 1


def plan_values(
    roster: Roster,
    places: pd.DataFrame,
    *,
    groups: Sequence[Group],
    within_minutes: float,
    travel: str,
    conflicts: Sequence[Conflict],
    costs: Sequence[Cost],
    provenance: Sequence[Provenance],
) -> dict[str, Any]:
    """All of it as plain values."""
    problem = roster.problem
    loads = [load_of(roster, number) for number in range(len(problem.mediators))]
    return {
        "format": FORMAT_VERSION,
        "weeks": problem.weeks,
        "rules": asdict(problem.rules),
        "within_minutes": within_minutes,
        "travel": travel,
        "groups": [group._asdict() for group in groups],
        "people": {"reached": roster.people, "at_most": roster.bound, "gap": roster.gap},
        "feasible": roster.feasible,
        "conflicts": [
            {
                "site": problem.sites[each.wish.site].name,
                "wish": each.wish.what,
                "session": written(each.wish.session) if each.wish.session else None,
                "reasons": dict(zip([who.name for who in problem.mediators], each.reasons, strict=True)),
                "would_help": list(each.lifts),
                "text": conflict_sentence(problem, each),
            }
            for each in conflicts
        ],
        "costs_of_rules": [each._asdict() for each in costs],
        "sites": sites_table(roster, places).to_dict("records"),
        "mediators": [
            {
                "name": who.name,
                "contract_minutes": who.contract_minutes,
                "work_minutes": load.minutes,
                "evenings": load.evenings,
                "saturdays": load.saturdays,
                "travel_minutes": load.travel_minutes,
            }
            for who, load in zip(problem.mediators, loads, strict=True)
        ],
        "duties": duties_table(roster).to_dict("records"),
        "provenance": [asdict(line) for line in provenance],
    }
