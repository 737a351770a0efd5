"""When a place is open: its week, the days on which it is shut."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.engine.territory.time_zone import time_zone
from maillage.web.affected import StrandingError
from maillage.web.methods import needs, writes

from ..actions import places as actions
from ..forms.openings import ClosingForm, OsmForm, WeekForm
from ..queries.card import coming_days
from ..queries.places import find_closing
from ..rules.hours import week_of
from . import stranding
from .finding import place_for


@writes("POST")
@needs("places.manage")
def hours(request: HttpRequest, pk: int) -> HttpResponse:
    """By the seven lines, or by the text for what they cannot say: whichever form was sent."""
    found, now = place_for(request, pk, "places.manage"), timezone.now()
    by_text = "osm" in request.POST
    week = week_of(found.hours)
    lines = WeekForm(request.POST if request.method == "POST" and not by_text else None, week=week)
    text = OsmForm(request.POST if by_text else None, initial={"osm": found.hours})
    form = text if by_text else lines
    if request.method == "POST" and form.is_valid():
        accepted = stranding.despite(request)
        try:
            actions.change_hours(place=found, hours=form.hours, by=request.user, now=now, despite=accepted)
        except StrandingError as error:
            title = _("Nouveaux horaires de %(name)s") % {"name": found}
            return stranding.ask(request, error, title=title, back=reverse("places:place_hours", args=[pk]))
        messages.success(request, _("C’est enregistré. Voici les jours qui viennent."))
        return redirect("places:place_hours", pk)
    today = now.astimezone(time_zone(found.departement)).date()
    context = {"place": found, "week": week, "lines": lines, "text": text, "days": coming_days(found, today)}
    return render(request, "places/desk/hours.html", context, status=422 if form.errors else 200)


@writes("POST")
@needs("places.manage")
def shut(request: HttpRequest, pk: int) -> HttpResponse:
    found, now = place_for(request, pk, "places.manage"), timezone.now()
    today = now.astimezone(time_zone(found.departement)).date()
    form = ClosingForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        accepted = stranding.despite(request)
        try:
            actions.shut(place=found, **form.cleaned_data, by=request.user, now=now, despite=accepted)
        except StrandingError as error:
            title = _("Fermeture de %(name)s") % {"name": found}
            return stranding.ask(request, error, title=title, back=reverse("places:shut_place", args=[pk]))
        messages.success(request, _("C’est noté : personne ne prend rendez-vous ces jours-là."))
        return redirect("places:shut_place", pk)
    closings = found.closings.filter(last_day__gte=today).order_by("first_day", "pk")
    context = {"place": found, "form": form, "closings": closings}
    return render(request, "places/desk/closings.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("places.manage")
def open_on(request: HttpRequest, pk: int) -> HttpResponse:
    closing = find_closing(pk)
    if closing is None:
        raise Http404
    place_for(request, closing.place_id, "places.manage")
    actions.open_on(closing=closing, by=request.user, now=timezone.now())
    messages.success(request, _("Le lieu ouvre ces jours-là, à ses horaires."))
    return redirect("places:shut_place", closing.place_id)
