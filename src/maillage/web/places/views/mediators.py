"""Mediators: the list, one of them with their week, who they are."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.web.accounts.queries.organisations import organisations_of
from maillage.web.affected import StrandingError
from maillage.web.methods import needs, writes

from ..actions import mediators as actions
from ..forms.mediators import AbsenceForm, HoursForm, LeaveForm, MediatorForm
from ..models import Mediator
from ..queries import mediators as queries
from ..queries.weeks import week_of
from . import stranding

# Weeks are drawn, and days looked at, this far to either side of today.
FARTHEST = timedelta(days=3 * 366)


@writes()
@needs("places.read")
def teams(request: HttpRequest) -> HttpResponse:
    context = {
        "rows": queries.rows_for(request.user, now=timezone.now()),
        "gone": queries.gone(request.user),
        "may_write": organisations_of(request.user, "places.manage").exists(),
        "me": queries.mediator_of(request.user),
    }
    return render(request, "places/teams/mediators.html", context)


@writes("POST")
@needs("places.manage")
def enter_mediator(request: HttpRequest) -> HttpResponse:
    form = MediatorForm(request.POST or None, **_choices(request, None))
    if request.method == "POST" and form.is_valid():
        made = actions.enter(**form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("%(name)s est dans l’équipe. Dites maintenant quand et où.") % {"name": made.name})
        return redirect("places:mediator", made.pk)
    return render(request, "places/teams/mediator_form.html", {"form": form}, status=422 if form.errors else 200)


@writes()
@needs("places.read")
def mediator(request: HttpRequest, pk: int) -> HttpResponse:
    """``?semaine=2026-03-02``: which week is drawn."""
    return page(request, get_mediator(request, pk))


@writes("POST")
@needs("places.manage")
def correct_mediator(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_mediator(request, pk)
    form = MediatorForm(request.POST or None, instance=found, **_choices(request, found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(mediator=found, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("places:mediator", pk)
    context = {"form": form, "mediator": get_mediator(request, pk)}
    return render(request, "places/teams/mediator_form.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("places.manage")
def leave_team(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_mediator(request, pk)
    form = LeaveForm(request.POST, auto_id="leave-%s")
    if not form.is_valid():
        return page(request, found, leave=form, status=422)
    said = {"last_day": form.cleaned_data["last_day"], "by": request.user, "now": timezone.now()}
    try:
        actions.leave(mediator=found, **said, despite=stranding.despite(request))
    except StrandingError as error:
        title = _("Départ de %(name)s") % {"name": found.name}
        return stranding.ask(request, error, title=title, back=reverse("places:mediator", args=[pk]))
    messages.success(request, _("Le départ de %(name)s est noté : ses horaires s’arrêtent.") % {"name": found.name})
    return redirect("places:teams")


@writes("POST", reads=False)
@needs("places.manage")
def rejoin_team(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_mediator(request, pk)
    actions.rejoin(mediator=found, by=request.user, now=timezone.now())
    messages.success(request, _("%(name)s est de nouveau dans l’équipe.") % {"name": found.name})
    return redirect("places:mediator", pk)


def page(request: HttpRequest, mediator: Mediator, *, status: int = 200, **forms: object) -> HttpResponse:
    """``forms``: those that were sent and refused."""
    now = timezone.now()
    today = timezone.localdate(now)
    may_write = request.user.has_perm("places.manage", mediator.organisation)
    context = {
        "mediator": mediator,
        "week": week_of(mediator, queries.monday_of(asked_day(request, "semaine", today))),
        "lines": queries.lines_that_count(mediator, today),
        "absences": queries.absences_to_come(mediator, now),
        "may_write": may_write,
        "may_be_away": may_write or mediator.person_id == request.user.pk,
        "hours": HoursForm(auto_id="hours-%s", places=queries.places_to_staff(request.user)),
        "absence": AbsenceForm(auto_id="absence-%s"),
        "leave": LeaveForm(auto_id="leave-%s"),
        "today": today,
    }
    return render(request, "places/teams/mediator.html", context | forms, status=status)


def get_mediator(request: HttpRequest, pk: int) -> Mediator:
    """One whom the reader may see. Raises Http404."""
    found = queries.find_mediator(pk, request.user)
    if found is None:
        raise Http404
    return found


def get_own(request: HttpRequest, pk: int) -> Mediator:
    """One whose hours the reader keeps. Raises Http404, PermissionDenied."""
    found = get_mediator(request, pk)
    if not request.user.has_perm("places.manage", found.organisation):
        raise PermissionDenied
    return found


def asked_day(request: HttpRequest, name: str, today: date) -> date:
    """Today for what is no day, or one that nobody means."""
    try:
        asked = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return today
    return asked if abs(asked - today) <= FARTHEST else today


def _choices(request: HttpRequest, of: Mediator | None) -> dict[str, object]:
    return {
        "organisations": organisations_of(request.user, "places.manage"),
        "accounts": queries.accounts_to_link(request.user, of=of, now=timezone.now()),
    }
