"""Small figures are not shown: under five people of one commune, somebody could be recognised."""

from __future__ import annotations

from collections.abc import Mapping

AT_LEAST = 5


def shielded[Key](counts: Mapping[Key, int], *, at_least: int = AT_LEAST) -> dict[Key, int | None]:
    """The same figures, None for those that are not shown.

    Whoever knows the total could subtract what is shown: where one figure alone is hidden, or those that are hidden
    come to less than ``at_least`` together, the next smallest is hidden with them.

    >>> shielded({"Ablis": 2, "Rambouillet": 40, "Sonchamp": 6})
    {'Ablis': None, 'Rambouillet': 40, 'Sonchamp': None}
    """
    rising = sorted((count, place) for place, count in enumerate(counts.values()) if count > 0)
    hidden = [place for count, place in rising if count < at_least]
    rest = rising[len(hidden) :]
    while hidden and rest and (len(hidden) == 1 or sum(count for count, _ in rising[: len(hidden)]) < at_least):
        hidden.append(rest.pop(0)[1])
    away = set(hidden)
    return {key: None if place in away else count for place, (key, count) in enumerate(counts.items())}
