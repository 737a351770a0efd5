"""Hours and days of opening as people say them, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..rules.open_now import OpenNow, open_now
from ..rules.openings import DAY, Interval, midnight
from ..rules.weeks import DAYS

# Lines break after a dash, even before a space that does not break: the word joiner holds them.
DASH = "\u00a0–\u2060\u00a0"


def hour_words(clock: time | datetime) -> str:
    """« 9 h 05 », « 10 h »; 9:05 and 10:00 in English. The spaces do not break."""
    if get_language() == "en":
        return f"{clock.hour}:{clock.minute:02}"
    return f"{clock.hour}\u00a0h\u00a0{clock.minute:02}" if clock.minute else f"{clock.hour}\u00a0h"


def spans_words(spans: Iterable[tuple[time | datetime, time | datetime]]) -> str:
    """« 9 h – 12 h 30, 14 h – 18 h »."""
    return ", ".join(f"{hour_words(begin)}{DASH}{hour_words(end)}" for begin, end in spans)


def days_words(days: Sequence[int]) -> str:
    """« mardi », « mardi et mercredi », « lundi à vendredi »."""
    first, last = _(DAYS[days[0]][1]), _(DAYS[days[-1]][1])
    if len(days) == 1:
        return first
    return (_("%(first)s et %(last)s") if len(days) == 2 else _("%(first)s à %(last)s")) % {
        "first": first,
        "last": last,
    }


def date_words(day: date) -> str:
    """« lundi 2 mars »."""
    first_of_month = get_language() != "en" and day.day == 1
    return date_format(day, r"l j\e\r F" if first_of_month else "l j F")


def state_between(intervals: Sequence[Interval], now: datetime, *, last_day: date, zone: tzinfo) -> tuple[OpenNow, str]:
    """By the clocks of ``zone``, whether a place is open, and in words. ``intervals``: in order, until the end of
    ``last_day``."""
    state = open_now(intervals, now, horizon=midnight(last_day + DAY, zone)).by_clocks_of(zone)
    return state, state_words(state, now=now.astimezone(zone))


def state_words(state: OpenNow, *, now: datetime) -> str:
    """« Ouvert, ferme à 18 h »: moments by the clocks of the place, ``now`` too."""
    if state.is_open:
        return _("Ouvert, ferme à %(hour)s") % {"hour": hour_words(state.until)} if state.until else _("Ouvert")
    if state.next_at is None:
        return _("Fermé")
    hour, away = hour_words(state.next_at), state.next_at.date() - now.date()
    if away == timedelta(0):
        return _("Fermé, ouvre à %(hour)s") % {"hour": hour}
    if away == timedelta(days=1):
        return _("Fermé, ouvre demain à %(hour)s") % {"hour": hour}
    return _("Fermé, ouvre %(day)s à %(hour)s") % {"hour": hour, "day": date_words(state.next_at.date())}
