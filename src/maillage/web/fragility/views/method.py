"""Method and sources."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.web.methods import writes
from maillage.web.studies.views.public import cached_until_changed

from ..forms import AxisWeightsForm
from ..queries.assessments import Assessed, version
from ..queries.method import method
from .assessed import context_of, on_an_assessment


@login_not_required
@writes()
@cached_until_changed(version)
@on_an_assessment
def page(request: HttpRequest, assessed: Assessed, weights: AxisWeightsForm) -> HttpResponse:
    return render(request, "fragility/method.html", context_of(assessed, weights) | {"method": method(assessed)})
