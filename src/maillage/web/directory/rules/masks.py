"""The filters, on all services and entries of an index at once, and what each further filter would leave."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

import numpy as np

from maillage.engine.sources.directory.lists import AUDIENCES, KINDS

from .documents import EVERYBODY
from .filters import ANY_OF, EVERY_ONE_OF, Filters
from .index import STEP_FREE, UNUSUAL, Index, bits, count_bits

GROUPS = (*ANY_OF, *EVERY_ONE_OF)
type Counts = dict[str, dict[str, int]]


class Clocks(Protocol):
    """What the clocks of a département show."""

    def minute(self, at: datetime, departement: str) -> int:
        """Of ``usual_week``."""
        ...

    def open_at(self, hours: str, departement: str, at: datetime) -> bool:
        """Whether hours that have no usual week are open."""
        ...


class ServiceMasks:
    """Which services pass each group of filters, and together."""

    def __init__(self, index: Index, filters: Filters) -> None:
        self.index = index
        self.groups = {group: mask for group in GROUPS if (mask := self._group(group, filters)) is not None}

    def passing(self, *, but: str = "") -> np.ndarray:
        """Services ``(m,)`` that pass all groups, ``but`` one."""
        found = np.ones(len(self.index.owner), dtype=bool)
        for group, mask in self.groups.items():
            if group != but:
                found &= mask
        return found

    def rows(self, *, but: str = "") -> np.ndarray:
        """Entries ``(n,)`` with a service that passes; each has one at least."""
        if self.groups.keys() <= {but}:
            return np.ones(len(self.index), dtype=bool)
        found = np.zeros(len(self.index), dtype=bool)
        found[self.index.owner[self.passing(but=but)]] = True
        return found

    def _group(self, group: str, filters: Filters) -> np.ndarray | None:
        asked = filters.asked(group)
        if not asked:
            return None
        has = [self._having(code) for code in asked]
        return np.logical_and.reduce(has) if group in EVERY_ONE_OF else np.logical_or.reduce(has)

    def _having(self, code: str) -> np.ndarray:
        found = np.zeros(len(self.index.owner), dtype=bool)
        found[self.index.facts.of(self.index.codes.get(code))[0]] = True
        return found


def kinds_mask(index: Index, filters: Filters) -> np.ndarray:
    wanted = np.isin(np.arange(len(KINDS)), [KINDS.index(kind) for kind in filters.kinds if kind in KINDS])
    return wanted[index.rows["kind"]] if filters.kinds else np.ones(len(index), dtype=bool)


def step_free_mask(index: Index, filters: Filters) -> np.ndarray:
    if not filters.step_free:
        return np.ones(len(index), dtype=bool)
    return index.rows["step_free"] == STEP_FREE.index("yes")


def open_mask(index: Index, at: datetime, among: np.ndarray, clocks: Clocks) -> np.ndarray:
    """Which of the rows ``among`` are open at a moment."""
    found = np.zeros(len(index), dtype=bool)
    departements = list(index.departements)
    minutes = [clocks.minute(at, code) for code in departements]
    minute = np.array(minutes or [0])[index.rows["departement"]]
    usual = index.rows["week"] != UNUSUAL
    for moment in np.unique(minute[among]):
        spans = index.spans[(index.spans["begin"] <= moment) & (moment < index.spans["end"])]
        open_weeks = np.zeros(len(index.weeks), dtype=bool)
        open_weeks[spans["week"]] = True
        here = among & usual & (minute == moment)
        found[here] = open_weeks[index.rows["week"][here]]
    for row in np.flatnonzero(among & ~usual).tolist():
        found[row] = clocks.open_at(index.hours[row], departements[index.rows["departement"][row]], at)
    return found


def counts(index: Index, entries: np.ndarray, masks: ServiceMasks) -> Counts:
    """How many of ``entries (n,)`` each code would leave, given what is asked of all groups but its own; where every
    one must be there, given that too. By group and code."""
    together = _by_code(index, entries, masks)
    found: Counts = {}
    for group in GROUPS:
        alone = group in masks.groups and group in ANY_OF
        by_code = _by_code(index, entries, masks, but=group) if alone else together
        found[group] = _of_group(index, group, by_code)
    return found | {"audiences": _audiences(index, entries, masks)}


def _by_code(index: Index, entries: np.ndarray, masks: ServiceMasks, *, but: str = "") -> np.ndarray:
    """Entries of each code; one that has it in several services counts once: its services follow each other."""
    if masks.groups.keys() <= {but}:
        return count_bits(index.code_bits & bits(entries))
    passing = masks.passing(but=but)
    kept = np.flatnonzero((passing & entries[index.owner])[index.facts.rows])
    codes, owners = index.fact_codes[kept], index.fact_owners[kept]
    first = np.ones(len(codes), dtype=bool)
    first[1:] = (codes[1:] != codes[:-1]) | (owners[1:] != owners[:-1])
    return np.bincount(codes[first], minlength=len(index.codes))


def _of_group(index: Index, group: str, by_code: np.ndarray) -> dict[str, int]:
    head = f"{group}:"
    return {
        code.removeprefix(head): int(by_code[number])
        for code, number in list(index.codes.items())
        if code.startswith(head) and number < len(by_code) and by_code[number]
    }


def _audiences(index: Index, entries: np.ndarray, masks: ServiceMasks) -> dict[str, int]:
    """What is for everybody counts for each."""
    if masks.groups.keys() <= {"audiences"}:
        return _audiences_of_all(index, entries)
    passing = masks.passing(but="audiences") & entries[index.owner]
    everybody = np.zeros(len(index), dtype=bool)
    everybody[index.owner[_passing(index, EVERYBODY, passing)]] = True
    for_all = int(np.count_nonzero(everybody))
    found = {}
    for code in AUDIENCES:
        owners = index.owner[_passing(index, code, passing)]
        owners = owners[~everybody[owners]]
        found[code] = for_all + len(owners) - int(np.count_nonzero(owners[1:] == owners[:-1]))
    return {code: many for code, many in found.items() if many}


def _audiences_of_all(index: Index, entries: np.ndarray) -> dict[str, int]:
    numbers = {code: index.codes.get(f"audiences:{code}") for code in (EVERYBODY, *AUDIENCES)}
    none, here = np.zeros_like(bits(entries)), bits(entries)
    words = {
        code: none if number is None or number >= len(index.code_bits) else index.code_bits[number] & here
        for code, number in numbers.items()
    }
    found = {code: int(count_bits(words[code] | words[EVERYBODY])) for code in AUDIENCES}
    return {code: many for code, many in found.items() if many}


def _passing(index: Index, audience: str, passing: np.ndarray) -> np.ndarray:
    """Services for an audience."""
    services = index.facts.of(index.codes.get(f"audiences:{audience}"))[0]
    return services[passing[services]]


def kind_counts(index: Index, entries: np.ndarray) -> dict[str, int]:
    many = count_bits(index.kind_bits & bits(entries))
    return {kind: int(number) for kind, number in zip(KINDS, many, strict=True) if number}
