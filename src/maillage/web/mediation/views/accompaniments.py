"""Accompaniments: noted in a minute, corrected the same day, taken along as a file."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..actions import accompaniments as actions
from ..forms.accompaniment import NoteForm
from ..models import Accompaniment
from ..queries import accompaniments as queries
from ..queries.scope import REPORT, places_of
from ..rules.refusals import RefusedError

A_YEAR = timedelta(days=365)


@writes()
@needs("mediation.report")
@never_cache
def today(request: HttpRequest) -> HttpResponse:
    """What I noted today."""
    noted = queries.of_today(request.user, now=timezone.now())
    context = {"noted": [(each, _told(each)) for each in noted], "minutes": sum(each.minutes for each in noted)}
    return render(request, "mediation/accompaniments.html", context)


@writes("POST")
@needs("mediation.report")
@never_cache
def note(request: HttpRequest) -> HttpResponse:
    """``?rendez-vous=``: the code of the appointment that it belongs to."""
    now = timezone.now()
    places = places_of(request.user, REPORT)
    known = {
        "place": queries.place_of_last(request.user) or places.values_list("pk", flat=True).first(),
        "appointment": request.GET.get("rendez-vous", "").replace("\0", ""),
    }
    appointments = queries.appointments_of_today(places, now=now)
    form = NoteForm(request.POST or None, now=now, places=places, appointments=appointments, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note(said=actions.Note(**form.cleaned_data), by=request.user, now=now)
        except RefusedError as refused:
            form.add_error(None, _(refused.words))
        else:
            messages.success(request, _("C’est noté."))
            return redirect("mediation:note" if "again" in request.POST else "mediation:accompaniments")
    return _page(request, form)


@writes("POST")
@needs("mediation.report")
@never_cache
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The appointment that it belongs to stays linked."""
    found, now = _get(request, pk), timezone.now()
    places = places_of(request.user, REPORT)
    form = NoteForm(request.POST or None, now=now, places=places, initial=NoteForm.as_it_is(found))
    if request.method == "POST" and form.is_valid():
        said = actions.Note(**form.cleaned_data, appointment=found.appointment)
        try:
            actions.correct(accompaniment=found, said=said, by=request.user, now=now)
        except RefusedError as refused:
            form.add_error(None, _(refused.words))
        else:
            messages.success(request, _("C’est corrigé."))
            return redirect("mediation:accompaniments")
    return _page(request, form, found)


@writes("POST", reads=False)
@needs("mediation.report")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        actions.take_back(accompaniment=_get(request, pk), by=request.user, now=timezone.now())
        messages.success(request, _("C’est retiré."))
    except RefusedError as refused:
        messages.error(request, _(refused.words))
    return redirect("mediation:accompaniments")


@writes()
@needs("mediation.report")
@never_cache
def file(request: HttpRequest) -> HttpResponse:
    """All that was noted at my places, ``?du=`` to ``?au=``; the last year, unless said otherwise."""
    last = _day(request.GET.get("au", "")) or timezone.localdate()
    first = _day(request.GET.get("du", "")) or last - A_YEAR
    headers = {"Content-Disposition": f'attachment; filename="accompagnements-{first}-{last}.csv"'}
    text = queries.file_of(request.user, first=first, last=last)
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _page(request: HttpRequest, form: NoteForm, found: Accompaniment | None = None) -> HttpResponse:
    place = found.place if found else places_of(request.user, REPORT).filter(pk=form["place"].value() or None).first()
    context = {"form": form, "communes": queries.communes_near(place) if place else [], "accompaniment": found}
    return render(request, "mediation/note.html", context, status=422 if form.errors else 200)


def _told(each: Accompaniment) -> str:
    return ", ".join(queries.said(each.themes, queries.THEMES))


def _get(request: HttpRequest, pk: int) -> Accompaniment:
    found = queries.find_own(pk, request.user)
    if found is None:
        raise Http404
    return found


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2020 <= day.year <= 2099 else None
