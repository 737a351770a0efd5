"""Map and list of digital fragility."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.outputs.drawing.svg import standalone
from maillage.web.methods import writes
from maillage.web.studies.views.public import cached_until_changed
from maillage.web.territories.queries import reference_version

from ..forms import AxisWeightsForm
from ..queries import departements, maps
from ..queries.assessments import Assessed, version
from ..queries.atlas import atlas
from .assessed import context_of, on_an_assessment


@login_not_required
@writes()
@cached_until_changed(version)
def home(request: HttpRequest) -> HttpResponse:
    """The authority's own territory."""
    return _atlas(request, address=settings.TERRITORY)


@login_not_required
@writes()
@cached_until_changed(version)
def page(request: HttpRequest, address: str) -> HttpResponse:
    return _atlas(request, address=address)


@on_an_assessment
def _atlas(request: HttpRequest, assessed: Assessed, weights: AxisWeightsForm) -> HttpResponse:
    context = context_of(assessed, weights)
    if assessed.sheet.is_france:
        # Its 35,000 communes are read by département.
        return render(request, "fragility/france.html", context | {"rows": departements.departements(assessed)})
    context |= {"atlas": atlas(assessed, request.GET), "version": reference_version()}
    return render(request, "fragility/atlas.html", context, status=422 if weights.errors else 200)


@login_not_required
@writes()
@cached_until_changed(version)
@on_an_assessment
def drawn_map(request: HttpRequest, assessed: Assessed, weights: AxisWeightsForm) -> HttpResponse:
    """The map as one SVG file: without JavaScript, for print, for a report."""
    return HttpResponse(standalone(maps.drawn(assessed, request.GET)), content_type="image/svg+xml")
