"""Map and list of a territory."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control

from maillage.outputs.drawing.svg import standalone
from maillage.web.methods import writes
from maillage.web.territories.queries import reference_version

from ..forms import WeightsForm
from ..queries import maps
from ..queries.atlas import atlas
from ..queries.diagnoses import Sheet, figures_version, national_communes
from ..queries.priority import weighed, weighed_like
from ..queries.roads import network_is_gone
from .public import cached_for_the_public
from .sheets import NotReadableError, get_sheet

FOR_EVER = {"public": True, "max_age": 31_536_000, "immutable": True}


def on_a_sheet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the sheet of its address, under the weights of its address; a reader without one gets the page
    that says how to have one."""

    @wraps(view)
    def answer(request: HttpRequest, address: str, *args: object, **kwargs: object) -> HttpResponse:
        try:
            sheet = get_sheet(request, address)
        except NotReadableError as missing:
            return render(
                request, "studies/unpublished.html", {"address": missing.address, "name": missing.name}, status=404
            )
        form = WeightsForm.asked(request.GET)
        if form is not None and form.is_valid():
            sheet = weighed(sheet, form.weights, form.written)
        return view(request, sheet, *args, **kwargs)

    return answer


@login_not_required
@writes()
@cached_for_the_public
def home(request: HttpRequest) -> HttpResponse:
    """The authority's own territory."""
    return _atlas(request, address=settings.TERRITORY, for_residents=not request.user.is_authenticated)


@login_not_required
@writes()
@cached_for_the_public
def page(request: HttpRequest, address: str) -> HttpResponse:
    return _atlas(request, address=address)


@on_a_sheet
def _atlas(request: HttpRequest, sheet: Sheet, *, for_residents: bool = False) -> HttpResponse:
    form = WeightsForm.asked(request.GET)
    if form is not None and form.is_valid() and request.GET.get("poids") != (sheet.weights or None):
        return redirect(_address_with(request, sheet.weights))
    context = {
        "atlas": atlas(sheet, request.GET, national=weighed_like(sheet, national_communes(request.user))),
        "sheet": sheet,
        "version": reference_version(),
        "outdated": sheet.diagnosis.reference != figures_version(),
        "network_is_gone": network_is_gone(sheet.diagnosis),
        "weights": form or WeightsForm.of(sheet.facts["weights"]),
        "for_residents": for_residents,
    }
    return render(request, "studies/atlas.html", context)


def _address_with(request: HttpRequest, weights: str) -> str:
    """The same page, the weights in one short word that can be shared; in none if they are the diagnosis' own."""
    asked = request.GET.copy()
    for name in [name for name in asked if name.partition("-")[0] == "poids"]:
        del asked[name]
    if weights:
        asked["poids"] = weights
    return f"{request.path}?{asked.urlencode()}"


@login_not_required
@writes()
@cached_for_the_public
@on_a_sheet
def drawn_map(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The map as one SVG file: without JavaScript, for print, for a report."""
    return HttpResponse(standalone(maps.drawn(sheet, request.GET)), content_type="image/svg+xml")


@login_not_required
@writes()
@cached_for_the_public
@on_a_sheet
def drawing(request: HttpRequest, sheet: Sheet, drawing: str) -> HttpResponse:
    """A chart of a page as one SVG file."""
    national = weighed_like(sheet, national_communes(request.user))
    drawn = maps.charted(sheet, request.GET, drawing, national=national)
    if drawn is None:
        raise Http404
    return HttpResponse(standalone(drawn), content_type="image/svg+xml")


@login_not_required
@writes()
@cache_control(**FOR_EVER)
@on_a_sheet
def outlines(request: HttpRequest, sheet: Sheet, version: str) -> HttpResponse:
    """Outlines of the territory and of the communes around it. They depend on the reference figures alone."""
    return HttpResponse(maps.outlines(sheet), content_type="application/geo+json")


@login_not_required
@writes()
@cached_for_the_public
@on_a_sheet
def communes_in_departement(request: HttpRequest, sheet: Sheet, departement: str) -> JsonResponse:
    """Values of the communes of one département, for the map of France when one zooms in."""
    return JsonResponse(maps.bands(sheet, request.GET, departement))
