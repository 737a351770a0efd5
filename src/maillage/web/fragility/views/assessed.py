"""From an address to the assessment that its reader may see, or to the page that says what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.engine.errors import TerritoryError
from maillage.web.studies.queries.diagnoses import name_of

from ..forms import AxisWeightsForm
from ..queries.assessments import Assessed, axes_known, find_assessed


def on_an_assessment(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the assessment of its address under the weights of its address, and the form of these. Public or
    not by the rule of the diagnosis: a reader who may not see that gets the page that says how to."""

    @wraps(view)
    def answer(request: HttpRequest, address: str, *args: object, **kwargs: object) -> HttpResponse:
        weights = AxisWeightsForm(request.GET, axes_known())
        try:
            assessed = find_assessed(address, request.user, weights.weights)
            if assessed is None:
                context = {"address": address, "name": name_of(address)}
                return render(request, "studies/unpublished.html", context, status=404)
        except TerritoryError as error:
            raise Http404(error) from error
        return view(request, assessed, weights, *args, **kwargs)

    return answer


def context_of(assessed: Assessed, weights: AxisWeightsForm) -> dict[str, object]:
    """What every page has."""
    return {"assessed": assessed, "sheet": assessed.sheet, "weights": weights, "query": weights.query}
