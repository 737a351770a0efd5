"""Opening hours within another form: seven lines, or the text of OpenStreetMap for what lines cannot say."""

from __future__ import annotations

from django.http import HttpRequest

from maillage.web.places.forms.openings import OsmForm, WeekForm
from maillage.web.places.rules.hours import week_of


def hours_form(request: HttpRequest, hours: str) -> WeekForm | OsmForm:
    """Lines, unless the hours of today do not fit into them or the reader asked for the text (``?horaires=texte``)."""
    data = request.POST if request.method == "POST" else None
    week = week_of(hours)
    if "osm" in request.POST or request.GET.get("horaires") == "texte" or (hours and week is None):
        return OsmForm(data, initial={"osm": hours})
    return WeekForm(data, week=week)


def hours_of(form: WeekForm | OsmForm, known: str) -> str:
    """What was typed; the hours as they are ``known``, if the same is meant."""
    same = form.hours and week_of(form.hours) is not None and week_of(form.hours) == week_of(known)
    return known if same else form.hours
