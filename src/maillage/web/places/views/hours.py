"""A mediator's hours and absences, and a roster that was computed elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.web.affected import StrandingError
from maillage.web.methods import needs, writes

from ..actions import hours as actions
from ..forms.mediators import AbsenceForm, HoursForm, RosterForm, by_name
from ..models import Absence, WorkingHours
from ..queries.mediators import find_absence, find_line, first_week, mediators_to_staff, places_to_staff
from . import stranding
from .mediators import get_mediator, get_own, page


@writes("POST", reads=False)
@needs("places.manage")
def add_hours(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_own(request, pk)
    form = HoursForm(request.POST, auto_id="hours-%s", places=places_to_staff(request.user))
    if form.is_valid():
        try:
            made = actions.add(mediator=found, **form.cleaned_data, by=request.user, now=timezone.now())
        except actions.OverlapError as error:
            form.add_error("begins", _overlap(error.row))
        except ValidationError as error:
            form.add_error(None, error.messages)
    if form.errors:
        return page(request, found, hours=form, status=422)
    messages.success(request, _("Ces horaires sont ajoutés."))
    monday = first_week(made, timezone.localdate())
    return redirect(reverse("places:mediator", args=[pk]) + f"?semaine={monday.isoformat()}")


@writes("POST", reads=False)
@needs("places.manage")
def end_hours(request: HttpRequest, pk: int) -> HttpResponse:
    line = find_line(pk, request.user)
    if line is None:
        raise Http404
    back = reverse("places:mediator", args=[line.mediator_id])
    try:
        actions.end(line=line, by=request.user, now=timezone.now(), despite=stranding.despite(request))
    except StrandingError as error:
        title = _("Retirer des horaires de %(name)s") % {"name": line.mediator.name}
        return stranding.ask(request, error, title=title, back=back)
    messages.success(request, _("Ces horaires s’arrêtent aujourd’hui ; ceux d’avant restent connus."))
    return redirect(back)


@writes("POST", reads=False)
@needs("places.read")
def add_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """By who keeps the hours, or by the mediator."""
    found = get_mediator(request, pk)
    form = AbsenceForm(request.POST, auto_id="absence-%s")
    if form.is_valid():
        starts_at, ends_at = form.span
        span = {"starts_at": starts_at, "ends_at": ends_at}
        who = {"by": request.user, "now": timezone.now()}
        try:
            actions.be_away(mediator=found, **span, **who, despite=stranding.despite(request))
        except actions.OverlapError as error:
            form.add_error("first_day", _overlap(error.row))
        except StrandingError as error:
            title = _("Absence de %(name)s") % {"name": found.name}
            return stranding.ask(request, error, title=title, back=reverse("places:mediator", args=[pk]))
    if form.errors:
        return page(request, found, absence=form, status=422)
    messages.success(request, _("L’absence est notée : aucun rendez-vous ne se prend dans ce temps."))
    return redirect("places:mediator", pk)


@writes("POST", reads=False)
@needs("places.read")
def remove_absence(request: HttpRequest, pk: int) -> HttpResponse:
    absence = find_absence(pk, request.user)
    if absence is None:
        raise Http404
    actions.come_back(absence=absence, by=request.user, now=timezone.now())
    messages.success(request, _("L’absence est retirée."))
    return redirect("places:mediator", absence.mediator_id)


@writes("POST")
@needs("places.manage")
def import_roster(request: HttpRequest) -> HttpResponse:
    """Working weeks as ``maillage hours plan`` computed them: all of the file, or nothing."""
    mine = {each.pk: each for each in mediators_to_staff(request.user)}
    known = {"mediators": by_name(mine.values()), "sites": by_name(places_to_staff(request.user))}
    form = RosterForm(request.POST or None, request.FILES or None, **known)
    stranded: StrandingError | None = None
    if request.method == "POST" and form.is_valid():
        weeks = {mine[number]: lines for number, lines in form.weeks.items()}
        who = {"first_day": form.cleaned_data["first_day"], "by": request.user, "now": timezone.now()}
        try:
            actions.take_over(weeks=weeks, **who, despite=stranding.despite(request))
        except actions.OverlapError as error:
            form.add_error("file", _overlap(error.row))
        except StrandingError as error:
            stranded = error
        else:
            told = ngettext(
                "Le planning de %(count)d personne est repris.",
                "Le planning de %(count)d personnes est repris.",
                len(weeks),
            )
            messages.success(request, told % {"count": len(weeks)})
            return redirect("places:teams")
    context = {"form": form, "stranded": stranded}
    return render(request, "places/teams/roster.html", context, status=422 if form.errors or stranded else 200)


def _overlap(row: WorkingHours | Absence) -> str:
    """What stands there already, in words."""
    if isinstance(row, Absence):
        days = {each: date_format(timezone.localtime(getattr(row, each)), "j F") for each in ("starts_at", "ends_at")}
        return _("Une absence est déjà notée du %(starts_at)s au %(ends_at)s.") % days
    said = {
        "day": row.get_weekday_display(),
        "begins": f"{row.begins:%H:%M}",
        "ends": f"{row.ends:%H:%M}",
        "place": row.place.name,
    }
    return _("Chevauche %(day)s de %(begins)s à %(ends)s, %(place)s.") % said
