"""Find a territory; give its outlines."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control

from maillage.engine.errors import TerritoryError
from maillage.engine.territory.names import Place
from maillage.web.methods import writes

from . import queries

FOR_EVER = {"public": True, "max_age": 31_536_000, "immutable": True}


@login_not_required
@writes()
def search_page(request: HttpRequest) -> HttpResponse:
    """Works without JavaScript; the search box of the frame leads here on Enter."""
    text = request.GET.get("q", "").strip()
    found = [_row(place) for place in queries.search(text, limit=30)]
    nearest = [] if found or not text else queries.gazetteer().nearest(text)
    return render(request, "territories/search.html", {"text": text, "found": found, "nearest": nearest})


@login_not_required
@writes()
@cache_control(public=True, max_age=3600)
def suggestions(request: HttpRequest) -> JsonResponse:
    """The first matches, for the search box."""
    return JsonResponse({"places": [_row(place) for place in queries.search(request.GET.get("q", "")[:80])]})


@login_not_required
@writes()
@cache_control(**FOR_EVER)
def departements_outlines(request: HttpRequest, version: str) -> HttpResponse:
    return HttpResponse(queries.departements_geojson(), content_type="application/geo+json")


@login_not_required
@writes()
@cache_control(**FOR_EVER)
def communes_outlines(request: HttpRequest, version: str, departement: str) -> HttpResponse:
    try:
        outlines = queries.departement_geojson(departement)
    except TerritoryError as error:
        raise Http404(error) from error
    return HttpResponse(outlines, content_type="application/geo+json")


def _row(place: Place) -> dict[str, object]:
    """A commune is read in the diagnosis of its département."""
    if place.kind == "commune":
        url = reverse("studies:card", args=[queries.departement_of(place.code), place.code])
    else:
        url = reverse("studies:atlas", args=[place.code])
    return {"name": place.name, "context": place.context, "code": place.code, "kind": place.kind, "url": url}
