"""Opening hours as OpenStreetMap writes them: those that can be, in one spelling; and those that France writes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby, pairwise

from opening_hours import validate

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
LENGTH = 500
# Public counters are shut on public holidays, which French files do not say.
SHUT_ON_HOLIDAYS = "PH off"
# Nights end before it; what ends later the next day was written the wrong way round.
LATEST_END_OF_A_NIGHT = 6 * 60
DAY_MINUTES = 24 * 60
# OpenStreetMap counts on past midnight; nobody else does.
LATEST_HOUR = 24
# From midnight to midnight: what a form says whose hours nobody chose.
LEFT_BLANK = (0, 0, 0, 0)
_SPAN = re.compile(r"\b(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)\b")
_SPANS = re.compile(rf"{_SPAN.pattern}(?:\s*,\s*{_SPAN.pattern})*")
_FRENCH_SPAN = re.compile(
    r"(?:de\s+)?(\d{1,2})\s*(?:[:hH.]\s*(\d\d)?)\s*(?:-|–|—|à|a|>|/)\s*(\d{1,2})\s*(?:[:hH.]\s*(\d\d)?)"
)
_BETWEEN_SPANS = re.compile(r"\s*(?:/|,|;|\bet\b|\bpuis\b|&|\s)\s*")
_SHUT = re.compile(r"(?:ferm[ée]e?|-|–|x)\s*", re.IGNORECASE)


class ImpossibleError(ValueError):
    """Hours that can be read and cannot be: they end before they begin, or overlap."""


@lru_cache(maxsize=4096)
def osm(said: str) -> str:
    """The same hours with single spaces. Empty stays empty. Raises ImpossibleError, or ValueError if unreadable.

    >>> osm("Mo-Fr 09:00-12:00;PH off ")
    'Mo-Fr 09:00-12:00; PH off'
    """
    hours = "; ".join(filter(None, (" ".join(rule.split()) for rule in said.split(";"))))
    if not hours:
        return ""
    if len(hours) > LENGTH or not validate(hours):
        raise ValueError(said)
    for listed in _SPANS.finditer(re.sub(r'"[^"]*"', "", hours)):
        _check([tuple(map(int, found.groups())) for found in _SPAN.finditer(listed[0])], said)
    return hours


def week(days: Mapping[str, str]) -> str:
    """From what a French file says of each day (``Mo`` to ``Su``): a day of which it says nothing is shut.

    Raises ImpossibleError, or ValueError for what nobody can read.

    >>> week({"Mo": "09:00 - 12:00 / 14h-17h30", "Tu": "09:00 - 12:00 / 14:00 - 17:30", "Sa": ""})
    'Mo-Tu 09:00-12:00,14:00-17:30; PH off'
    """
    written = [(day, _french(days.get(day, ""))) for day in DAYS]
    rules = []
    for spans, alike in groupby(written, key=lambda each: each[1]):
        if spans:
            names = [day for day, _ in alike]
            rules.append(f"{names[0] if len(names) == 1 else f'{names[0]}-{names[-1]}'} {spans}")
    return "; ".join([*rules, SHUT_ON_HOLIDAYS]) if rules else ""


@lru_cache(maxsize=4096)
def _french(said: str) -> str:
    """``09:00-12:00,14:00-17:30``; empty where it is shut. A span may stand twice."""
    text = said.strip()
    if not text or _SHUT.fullmatch(text):
        return ""
    found = {tuple(int(part or 0) for part in each) for each in _FRENCH_SPAN.findall(text)}
    if not found or _BETWEEN_SPANS.sub("", _FRENCH_SPAN.sub("", text)):
        raise ValueError(said)
    spans = sorted(found - {LEFT_BLANK})
    if any(max(hour, end_hour) > LATEST_HOUR for hour, _, end_hour, _ in spans):
        raise ImpossibleError(said)
    _check(spans, said)
    return ",".join(f"{a:02}:{b:02}-{c:02}:{d:02}" for a, b, c, d in spans)


def _check(spans: list[tuple[int, ...]], said: str) -> None:
    """Raises ImpossibleError where a span ends before it begins, is of no hour of the day, or overlaps another."""
    minutes = []
    for hour, minute, end_hour, end_minute in spans:
        begin, end = hour * 60 + minute, end_hour * 60 + end_minute
        if max(minute, end_minute) > 59 or begin >= DAY_MINUTES or end > 2 * DAY_MINUTES or begin == end:
            raise ImpossibleError(said)
        if end < begin:
            if end > LATEST_END_OF_A_NIGHT:
                raise ImpossibleError(said)
            end += DAY_MINUTES
        minutes.append((begin, end))
    if any(later[0] < earlier[1] for earlier, later in pairwise(sorted(minutes))):
        raise ImpossibleError(said)
