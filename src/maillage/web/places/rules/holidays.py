"""``PH`` in opening hours, made of dates: libraries know the holidays of a country, not those of its départements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from maillage.engine.territory.public_holidays import public_holidays

from .osm import read_osm

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_DAYS = rf"(?:{_WEEKDAY}(?:-{_WEEKDAY})?(?:\[[-\d,]+\])?)"
# What ends a rule, outside of quotes: ";", "||", and a comma between hours, or a state, and what are no hours.
_RULES_END = re.compile(
    r"""(;|\|\||(?:(?<=[\d)"])|(?<=off)|(?<=open)|(?<=closed)),(?=\s*(?:[A-Z]|week|easter|\d{4})))"""
    r"""(?=(?:[^"]*"[^"]*")*[^"]*$)"""
)
# Other days may stand beside PH. "PH +1 day" and "PH -1 day" are not read: none of the dates would be right.
_PH = re.compile(rf'(?P<within>[^"]*?)\b(?P<days>(?:{_DAYS},)*PH(?:,{_DAYS})*)(?![\w\[])(?!\s*[-+]\s*\d)(?P<rest>.*)')


def holidays_between(first_day: date, last_day: date, departement: str) -> list[date]:
    """In order, both days included."""
    years = range(first_day.year, last_day.year + 1)
    return [day for year in years for day in public_holidays(year, departement) if first_day <= day <= last_day]


def with_dates(hours: str, holidays: Sequence[date]) -> str:
    """The same hours, in which every rule for public holidays is one for these dates instead.

    Raises ValueError for a season or a week that cannot be read.

    >>> with_dates("Mo-Su 09:00-12:00; PH off", [date(2026, 12, 25)])
    'Mo-Su 09:00-12:00; 2026 Dec 25 off'
    >>> with_dates("Mo-Fr,PH 09:00-12:00", [date(2026, 12, 26)])
    'Mo-Fr 09:00-12:00; 2026 Dec 26 09:00-12:00'
    """
    first, *others = _RULES_END.split(hours)
    rules = [(";", first), *zip(others[::2], others[1::2], strict=True)]
    dated = [(mark, rule) for mark, whole in rules for rule in _dated(whole.strip(), holidays)]
    return "".join(f"{mark} {rule}" for mark, rule in dated).removeprefix(dated[0][0]).strip() if dated else "off"


def _dated(rule: str, holidays: Sequence[date]) -> Iterator[str]:
    found = _PH.fullmatch(rule)
    if found is None:
        yield rule
        return
    within, rest = found["within"], found["rest"]
    if others := ",".join(day for day in found["days"].split(",") if day != "PH"):
        yield f"{within}{others}{rest}"
    if dates := ",".join(_written(day) for day in holidays if _falls(day, within)):
        yield f"{dates}{rest}"


def _written(day: date) -> str:
    return f"{day.year} {MONTHS[day.month - 1]} {day.day:02}"


def _falls(day: date, within: str) -> bool:
    """Whether a day is in the season or the week that the rule is for."""
    noon = datetime.combine(day, time(12))
    return not within.strip() or read_osm(f"{within.strip()} 00:00-24:00").is_open(noon)
