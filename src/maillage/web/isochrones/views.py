"""How far one gets from a place, and who lives there."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from maillage.engine.errors import MaillageError
from maillage.outputs.drawing.svg import standalone
from maillage.web.methods import writes
from maillage.web.networks import modes
from maillage.web.studies.queries.turns import BusyError
from maillage.web.territories.queries import reference_version

from .queries import maps
from .queries.around import Reach, chosen, drawn_areas, reaches, seen
from .queries.places import Asked, Place, asked, examples, may_ask
from .queries.turns import TooManyError, charged_to
from .rules import MINUTES, bands

# A reader who comes back within the hour is not asked to wait again.
KEPT = {"private": True, "max_age": 3600}


@dataclass(frozen=True)
class Refusal:
    """Why there is no answer, and what to do."""

    status: int
    message: str
    minutes: int = 0


@login_not_required
@writes()
def page(request: HttpRequest) -> HttpResponse:
    """``lieu``: a commune, or latitude and longitude; ``commune``: its code; ``mode``: voiture, pied or velo."""
    question = _question(request)
    found, refusal = _answer(request, question.place) if question.place else ([], None)
    reach = chosen(found, request.GET.get("mode", ""))
    context = {
        "asked": question,
        "place": question.place,
        "reaches": found,
        "reach": reach,
        "bands": json.dumps([asdict(band) for band in bands(MINUTES)]),
        "view": seen(question.place, reach),
        "version": reference_version(),
        "refusal": refusal,
        "has_networks": bool(modes()),
        "examples": [] if question.place else examples(),
    }
    answer = render(request, "isochrones/page.html", context, status=refusal.status if refusal else 200)
    if refusal and refusal.minutes:
        answer.headers["Retry-After"] = str(60 * refusal.minutes)
    return answer


def on_a_reach(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the place and the mode of its address; without an answer there is no such drawing."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        place = _question(request).place
        if place is None:
            raise Http404
        found, refusal = _answer(request, place, only=request.GET.get("mode", ""))
        if refusal:
            return HttpResponse(refusal.message, status=refusal.status, content_type="text/plain; charset=utf-8")
        reach = chosen(found, request.GET.get("mode", ""))
        if reach is None:
            raise Http404
        return view(request, place, reach)

    return answer


@login_not_required
@writes()
@cache_control(**KEPT)
@on_a_reach
def drawn_map(request: HttpRequest, place: Place, reach: Reach) -> HttpResponse:
    """The map as one SVG file."""
    return HttpResponse(standalone(maps.drawn(place, reach)), content_type="image/svg+xml")


@login_not_required
@writes()
@cache_control(**KEPT)
@on_a_reach
def areas(request: HttpRequest, place: Place, reach: Reach) -> HttpResponse:
    """The areas as the live map draws them."""
    return JsonResponse(drawn_areas(reach), content_type="application/geo+json")


def _question(request: HttpRequest) -> Asked:
    return asked(request.GET.get("lieu", ""), request.GET.get("commune", ""))


def _answer(request: HttpRequest, place: Place, *, only: str = "") -> tuple[list[Reach], Refusal | None]:
    if not may_ask(place, request.user):
        return [], Refusal(403, _("Ce lieu n’est pas dans un territoire publié. Connectez-vous pour le voir."))
    try:
        return reaches(place, charge=charged_to(request), only=only), None
    except TooManyError as error:
        return [], Refusal(429, error.told(), error.minutes)
    except BusyError:
        return [], Refusal(503, _("Un autre calcul est en cours. Recommencez dans une minute."), 1)
    except MaillageError as error:
        return [], Refusal(422, str(error))
