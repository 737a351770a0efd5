"""A commune's card."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.web.methods import writes
from maillage.web.studies.views.public import cached_until_changed

from ..forms import AxisWeightsForm
from ..queries.assessments import Assessed, version
from ..queries.card import card
from .assessed import context_of, on_an_assessment


@login_not_required
@writes()
@cached_until_changed(version)
@on_an_assessment
def page(request: HttpRequest, assessed: Assessed, weights: AxisWeightsForm, code: str) -> HttpResponse:
    """The whole card, or (``?extrait=1``) what the map shows of it when the commune is selected."""
    if code.upper() not in assessed.communes.index:
        raise Http404
    template = "fragility/_card_extract.html" if "extrait" in request.GET else "fragility/card.html"
    return render(request, template, context_of(assessed, weights) | {"card": card(assessed, code.upper())})
