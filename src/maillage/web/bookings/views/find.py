"""A resident finds a moment: what for, where from, when."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _

from maillage.web.headers import permissions
from maillage.web.methods import writes
from maillage.web.places.models import Place, Reason

from ..forms.search import SearchForm
from ..queries import offers
from ..queries.travel import UnknownOriginError
from .leaflets import lives_in

# What is offered changes with every booking; what people come for, with the seasons.
SECONDS_KEPT = 60


@login_not_required
@writes()
def find(request: HttpRequest) -> HttpResponse:
    """``motif``, ``lieu``, ``ou``, ``commune``, ``des``, ``acces``, ``loin``: see SearchForm. Nothing of it is kept."""
    form = SearchForm(request.GET)
    reason, place = offers.find_reason(form.said("motif")), offers.find_place(form.said("lieu"))
    if reason is None:
        return _reasons(request, place)
    response = _at(request, form, reason, place) if place else _near(request, form, reason)
    response.headers["Permissions-Policy"] = permissions("geolocation")
    add_never_cache_headers(response)
    return response


def _reasons(request: HttpRequest, place: Place | None) -> HttpResponse:
    context = {"reasons": offers.reasons(place), "place": place}
    response = render(request, "bookings/public/reasons.html", context)
    if request.user.is_authenticated:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, public=True, max_age=SECONDS_KEPT)
    return response


def _at(request: HttpRequest, form: SearchForm, reason: Reason, place: Place) -> HttpResponse:
    found = offers.at(place, reason, now=timezone.now(), since=form.said("des"))
    context = {"reason": reason, "at": found, "asked": form.words(), "tail": lives_in(form.said("commune") or "")}
    return render(request, "bookings/public/at.html", context)


def _near(request: HttpRequest, form: SearchForm, reason: Reason) -> HttpResponse:
    context = {"form": form, "reason": reason, "asked": form.words()}
    if not (form.said("ou") or form.said("commune")):
        return render(request, "bookings/public/where.html", context, status=422 if form.errors else 200)
    try:
        origin = offers.where(form.said("ou") or "", form.said("commune") or "")
    except UnknownOriginError as unknown:
        if not unknown.suggestions:
            form.add_error(
                "ou", _("Nous ne connaissons pas cette commune. Vérifiez son nom, ou tapez son code postal.")
            )
        context |= {"suggestions": unknown.suggestions}
        return render(request, "bookings/public/where.html", context, status=422 if form.errors else 200)
    step_free, far = form.said("acces"), form.said("loin")
    context |= {"origin": origin, "far": far, "tail": lives_in(origin.commune)}
    context["near"] = offers.near(origin, reason, now=timezone.now(), step_free=step_free, far=far)
    return render(request, "bookings/public/near.html", context)
