"""Where to accompany first, and the hours that it takes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.web.methods import writes
from maillage.web.studies.views.public import cached_until_changed

from ..forms import AxisWeightsForm, MediationForm
from ..queries.accompaniment import accompaniment
from ..queries.assessments import Assessed, version
from .assessed import context_of, on_an_assessment


@login_not_required
@writes()
@cached_until_changed(version)
@on_an_assessment
def page(request: HttpRequest, assessed: Assessed, weights: AxisWeightsForm) -> HttpResponse:
    """``?part=``, ``?seances=``, ``?minutes=``, ``?heures=``: the assumptions; ``?toutes=1``: the whole list."""
    form = MediationForm(request.GET)
    shown = accompaniment(assessed, form.mediation, whole="toutes" in request.GET)
    context = context_of(assessed, weights) | {"form": form, "shown": shown}
    return render(request, "fragility/accompaniment.html", context, status=422 if form.errors else 200)
