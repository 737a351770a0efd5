"""What is told of many searches and referrals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from statistics import median

from maillage.web.activity.rules.shielding import shielded

DAY = timedelta(days=1)


def median_days(spans: Iterable[tuple[datetime, datetime]]) -> float | None:
    """Between being asked and having answered; None of none.

    >>> day = datetime(2026, 3, 2)
    >>> median_days([(day, day + DAY), (day, day + 2 * DAY), (day, day + 9 * DAY)])
    2.0
    """
    days = [(ended_at - begun_at) / DAY for begun_at, ended_at in spans]
    return median(days) if days else None


def shielded_within(counts: Mapping[str, int], group_of: Mapping[str, str]) -> dict[str, int | None]:
    """Figures whose sums stand beside them, group by group: nothing that is hidden can be had by subtracting.

    >>> shielded_within({"a": 20, "b": 2, "c": 9}, {"a": "north", "b": "north", "c": "south"})
    {'a': None, 'b': None, 'c': 9}
    """
    members: dict[str, dict[str, int]] = defaultdict(dict)
    for code, count in counts.items():
        members[group_of.get(code, "")][code] = count
    sums = shielded({group: sum(each.values()) for group, each in members.items()})
    told: dict[str, int | None] = {}
    for group, each in members.items():
        told |= dict.fromkeys(each) if sums[group] is None else shielded(each)
    return told
