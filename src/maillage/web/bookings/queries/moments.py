"""Days and hours as people say them, in the language of the page. Moments are by the clock of the place already."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def day_words(day: date, *, today: date | None = None) -> str:
    """« lundi 2 mars », and « demain, mardi 3 mars » where ``today`` is known."""
    french = get_language() != "en"
    words = date_format(day, r"l j\e\r F" if french and day.day == 1 else "l j F")
    if today == day:
        return _("aujourd’hui, %(day)s") % {"day": words}
    if today == day - timedelta(days=1):
        return _("demain, %(day)s") % {"day": words}
    return words


def hour_words(moment: datetime | time) -> str:
    """« 9 h 05 », « 10 h »; 9:05 and 10:00 in English. The spaces do not break."""
    if get_language() == "en":
        return f"{moment.hour}:{moment.minute:02}"
    return f"{moment.hour}\u00a0h\u00a0{moment.minute:02}" if moment.minute else f"{moment.hour}\u00a0h"


def moment_words(moment: datetime) -> str:
    """« lundi 2 mars à 9 h 05 »."""
    return _("%(day)s à %(hour)s") % {"day": day_words(moment.date()), "hour": hour_words(moment)}
