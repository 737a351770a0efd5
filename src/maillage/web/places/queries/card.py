"""What anybody may know of a place before they come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from maillage.engine.territory.public_holidays import public_holidays
from maillage.engine.territory.time_zone import time_zone
from maillage.web.messages.rules.phone import readable_phone

from ..models import Closing, Place, Reason
from ..rules.hours import together, week_of
from .communes import find_commune
from .listing import state_of
from .moments import date_words, days_words, spans_words
from .places import opened

DAYS_SHOWN = 7


@dataclass(frozen=True)
class Day:
    """``why``: what is special about it, if something is."""

    day: date
    words: str
    hours: str
    why: str = ""
    is_today: bool = False


@dataclass(frozen=True)
class Card:
    """``usual``: (days, hours) of an ordinary week, empty where only the coming days can be told; ``days``: the next
    seven, with holidays and closings."""

    place: Place
    commune: str
    phone: str
    is_open: bool
    state: str
    usual: list[tuple[str, str]]
    days: list[Day]
    closings: list[Closing]
    reasons: list[Reason]


def card(place: Place, *, now: datetime) -> Card:
    today = now.astimezone(time_zone(place.departement)).date()
    state, words = state_of(place, now)
    commune = find_commune(place.commune)
    return Card(
        place=place,
        commune=commune.name if commune else place.commune,
        phone=readable_phone(place.phone),
        is_open=state.is_open,
        state=words,
        usual=usual_hours(place.hours),
        days=coming_days(place, today),
        closings=list(place.closings.filter(last_day__gte=today).order_by("first_day", "pk")),
        reasons=offered_at(place),
    )


def usual_hours(hours: str) -> list[tuple[str, str]]:
    """Days and hours of an ordinary week, in words; nothing for hours that are no plain week."""
    week = week_of(hours)
    if week is None or not any(week.days):
        return []
    lines = [(days_words(days), spans_words(spans) if spans else _("fermé")) for days, spans in together(week)]
    return [*lines, *([] if week.on_holidays else [(_("jours fériés"), _("fermé"))])]


def coming_days(place: Place, today: date) -> list[Day]:
    last = today + timedelta(days=DAYS_SHOWN - 1)
    zone = time_zone(place.departement)
    spans: dict[date, list[tuple[datetime, datetime]]] = {}
    for begin, end in opened(place, first_day=today, last_day=last):
        spans.setdefault(begin.astimezone(zone).date(), []).append((begin.astimezone(zone), end.astimezone(zone)))
    closings = list(place.closings.all())
    found = []
    for day in (today + timedelta(days=ahead) for ahead in range(DAYS_SHOWN)):
        hours = spans_words(spans[day]) if day in spans else _("fermé")
        why = _why(day, place.departement, closings)
        found.append(Day(day, date_words(day), hours, why, is_today=day == today))
    return found


def offered_at(place: Place) -> list[Reason]:
    """What residents may come for."""
    here = Q(places=None) | Q(places=place)
    return list(Reason.objects.filter(here, ended_at=None, is_public=True).order_by("title", "pk").distinct())


def _why(day: date, departement: str, closings: list[Closing]) -> str:
    shut = next((each for each in closings if each.first_day <= day <= each.last_day), None)
    if shut is not None:
        return shut.why or _("fermeture exceptionnelle")
    return _("jour férié") if day in public_holidays(day.year, departement) else ""
