"""Reasons for coming: the list, one of them and where it can be offered today."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.web.methods import needs, writes

from ..actions import reasons as actions
from ..forms.reasons import ReasonForm
from ..models import Reason
from ..queries import reasons as queries
from ..queries.mediators import places_to_staff
from .mediators import asked_day


@writes()
@needs("places.read")
def visit_reasons(request: HttpRequest) -> HttpResponse:
    context = {
        "rows": queries.rows_for(request.user, now=timezone.now()),
        "ended": queries.ended(),
        "may_write": queries.may_write(request.user),
    }
    return render(request, "places/teams/reasons.html", context)


@writes("POST")
@needs("places.manage")
def enter_reason(request: HttpRequest) -> HttpResponse:
    _require(request)
    form = ReasonForm(request.POST or None, places=places_to_staff(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enter(**form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("title", error.messages)
        else:
            messages.success(request, _("Le motif « %(title)s » est ajouté.") % {"title": made.title})
            return redirect("places:reason", made.pk)
    return render(request, "places/teams/reason_form.html", {"form": form}, status=422 if form.errors else 200)


@writes()
@needs("places.read")
def reason(request: HttpRequest, pk: int) -> HttpResponse:
    """``?jour=2026-03-02``: on which day it could be offered; today if none is named."""
    found = _get(pk)
    today = timezone.localdate()
    day = asked_day(request, "jour", today)
    context: dict[str, Any] = {
        "reason": found,
        "offered": queries.offered(found, request.user, day=day),
        "day": day,
        "is_today": day == today,
        "may_write": queries.may_write(request.user),
    }
    return render(request, "places/teams/reason.html", context)


@writes("POST")
@needs("places.manage")
def correct_reason(request: HttpRequest, pk: int) -> HttpResponse:
    _require(request)
    found = _get(pk)
    form = ReasonForm(request.POST or None, instance=found, places=places_to_staff(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(reason=found, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("title", error.messages)
        else:
            messages.success(request, _("C’est enregistré, pour les rendez-vous pris dès maintenant."))
            return redirect("places:reason", pk)
    context = {"form": form, "reason": _get(pk)}
    return render(request, "places/teams/reason_form.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("places.manage")
def end_reason(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(pk)
    actions.end(reason=found, by=request.user, now=timezone.now())
    messages.success(request, _("Le motif « %(title)s » ne se réserve plus.") % {"title": found.title})
    return redirect("places:visit_reasons")


def _require(request: HttpRequest) -> None:
    if not queries.may_write(request.user):
        raise PermissionDenied


def _get(pk: int) -> Reason:
    found = queries.find_reason(pk)
    if found is None:
        raise Http404
    return found
