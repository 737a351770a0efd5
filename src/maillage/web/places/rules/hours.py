"""Hours that a person typed: those that cannot be right are refused, and most are a week of seven lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise

from opening_hours import State

from maillage.web.marking import _

from .holidays import with_dates
from .osm import read_osm

type Span = tuple[time, time]

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
SPANS_A_DAY = 2
# Nights end before it; what ends later the next day was typed the wrong way round.
LATEST_END_OF_A_NIGHT = time(6)
# A Monday, of a week without a public holiday.
SOME_MONDAY = date(2001, 1, 8)

REFUSALS = {
    "unreadable": _(
        "Ces horaires ne se lisent pas. Écrivez-les comme : Mo-Fr 09:00-12:30,13:30-18:00; Sa 09:00-12:00; PH off"
    ),
    "reversed": _("« %(part)s » finit avant de commencer."),
    "overlap": _("« %(part)s » : deux plages se chevauchent."),
    "school": _("Les vacances scolaires (SH) ne se lisent pas : ajoutez ces jours aux fermetures."),
    "sun": _("Écrivez des heures : le lever et le coucher du soleil ne se lisent pas."),
    "end": _("« %(part)s » n’a pas de fin : écrivez jusqu’à quelle heure."),
    "around": _("« %(part)s » : les jours avant ou après un jour férié ne se lisent pas."),
}
_SPAN = re.compile(r"\b(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)\b")
_SPANS = re.compile(rf"{_SPAN.pattern}(?:\s*,\s*{_SPAN.pattern})*")
_WRONG = {
    "school": re.compile(r"\bSH\b"),
    "sun": re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b"),
    "end": re.compile(r"\d\d:\d\d\+"),
    "around": re.compile(r"\bPH\s*[-+]\s*\d+\s*days?\b"),
}
_WEEKDAYS = rf"(?:{'|'.join(DAYS)})"
_WEEK_RULE = re.compile(rf"{_WEEKDAYS}(?:[-,]{_WEEKDAYS})* (?:off|closed|\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)")
_HOLIDAYS_OFF = ("PH off", "PH closed")


class HoursError(ValueError):
    """``reason``: a key of REFUSALS; ``part``: of the text, what it is about."""

    def __init__(self, reason: str, part: str = "") -> None:
        super().__init__(f"{reason} {part}".strip())
        self.reason, self.part = reason, part


@dataclass(frozen=True)
class Week:
    """From Monday to Sunday, the hours of each day in order; ``on_holidays``: public holidays are days like others."""

    days: tuple[tuple[Span, ...], ...] = ((),) * 7
    on_holidays: bool = False


def normal_hours(text: str) -> str:
    """What is kept of what was typed. Raises HoursError for what nobody could be sure to read aright.

    >>> normal_hours(" Mo-Fr  09:00-12:00 ; PH off;")
    'Mo-Fr 09:00-12:00; PH off'
    """
    hours = "; ".join(filter(None, (" ".join(rule.split()) for rule in text.split(";"))))
    if not hours:
        return ""
    said = re.sub(r'"[^"]*"', "", hours)
    for reason, pattern in _WRONG.items():
        if found := pattern.search(said):
            raise HoursError(reason, found[0])
    _check_spans(said)
    try:
        read_osm(with_dates(hours, [SOME_MONDAY]))
    except ValueError as error:
        raise HoursError("unreadable") from error
    return hours


def _check_spans(said: str) -> None:
    for listed in _SPANS.finditer(said):
        spans = [_minutes(found) for found in _SPAN.finditer(listed[0])]
        night = LATEST_END_OF_A_NIGHT.hour * 60
        for (begin, end), found in zip(spans, _SPAN.finditer(listed[0]), strict=True):
            if begin == end or (end < begin and end > night):
                raise HoursError("reversed", found[0])
        ends = [(begin, end if begin < end else end + 24 * 60) for begin, end in sorted(spans)]
        if any(later[0] < earlier[1] for earlier, later in pairwise(ends)):
            raise HoursError("overlap", listed[0])


def _minutes(span: re.Match[str]) -> tuple[int, int]:
    hour, minute, end_hour, end_minute = map(int, span.groups())
    return hour * 60 + minute, end_hour * 60 + end_minute


def week_of(hours: str) -> Week | None:
    """The seven lines that say the same; None where only their text does.

    >>> week_of("Mo 09:00-12:00; PH off").days[0]
    ((datetime.time(9, 0), datetime.time(12, 0)),)
    """
    rules = [rule.strip() for rule in hours.split(";") if rule.strip()]
    lines = [rule for rule in rules if rule not in _HOLIDAYS_OFF]
    if not all(map(_WEEK_RULE.fullmatch, lines)):
        return None
    if not lines:
        return Week()
    found = tuple(tuple(_spans(lines, SOME_MONDAY + timedelta(days=day))) for day in range(7))
    fits = all(len(spans) <= SPANS_A_DAY and all(begin < end for begin, end in spans) for spans in found)
    return Week(found, on_holidays=len(lines) == len(rules)) if fits else None


def _spans(rules: Sequence[str], day: date) -> Iterator[Span]:
    midnight = datetime.combine(day, time.min)
    for begin, end, state, _said in read_osm("; ".join(rules)).intervals(midnight, midnight + timedelta(days=1)):
        if state == State.OPEN:
            yield begin.time(), end.time()


def written(week: Week) -> str:
    """In OpenStreetMap's syntax.

    >>> written(Week((((time(9), time(12)),),) * 5 + ((), ())))
    'Mo-Fr 09:00-12:00; PH off'
    """
    rules = [f"{_named(days)} {_clocks(spans)}" for days, spans in together(week) if spans]
    return "; ".join([*rules, "PH off"] if rules and not week.on_holidays else rules)


def together(week: Week) -> list[tuple[list[int], tuple[Span, ...]]]:
    """Days that follow each other with the same hours, as one."""
    grouped = groupby(range(7), key=lambda day: week.days[day])
    return [(list(days), spans) for spans, days in grouped]


def _named(days: Sequence[int]) -> str:
    return DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}-{DAYS[days[-1]]}"


def _clocks(spans: Sequence[Span]) -> str:
    return ",".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in spans)
