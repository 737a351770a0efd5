"""Days and hours as people say them, in the language of the page. Moments are by the clock of the place already."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from maillage.web.places.queries.moments import date_words, hour_words


def day_words(day: date, *, today: date | None = None) -> str:
    """« lundi 2 mars », and « demain, mardi 3 mars » where ``today`` is known."""
    words = date_words(day)
    if today == day:
        return _("aujourd’hui, %(day)s") % {"day": words}
    if today == day - timedelta(days=1):
        return _("demain, %(day)s") % {"day": words}
    return words


def moment_words(moment: datetime) -> str:
    """« lundi 2 mars à 9 h 05 »."""
    return _("%(day)s à %(hour)s") % {"day": day_words(moment.date()), "hour": hour_words(moment)}
