"""What if a point of help opened here."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.web.methods import writes
from maillage.web.studies.views.public import cached_until_changed

from ..forms import AxisWeightsForm, OpeningForm
from ..queries.assessments import Assessed, version
from ..queries.opening import communes_to_choose, opening, points_to_close
from .assessed import context_of, on_an_assessment


@login_not_required
@writes()
@cached_until_changed(version)
@on_an_assessment
def page(request: HttpRequest, assessed: Assessed, weights: AxisWeightsForm) -> HttpResponse:
    """``?commune=`` opens at a town hall, ``?fermer=`` closes a point; both may be repeated."""
    form = OpeningForm(request.GET, communes_to_choose(assessed), points_to_close(assessed))
    asked = form.cleaned_data if form.is_valid() else {"commune": [], "fermer": []}

    def link(code: str) -> str:
        """The page with one more commune."""
        more = request.GET.copy()
        more.setlist("commune", [*dict.fromkeys([*asked["commune"], code])])
        return f"{request.path}?{more.urlencode()}"

    shown = opening(assessed, opened=asked["commune"], closed=asked["fermer"], link=link)
    context = context_of(assessed, weights) | {
        "form": form,
        "shown": shown,
        "best": [(code, name, people, link(code)) for code, name, people in shown.best],
    }
    return render(request, "fragility/opening.html", context, status=422 if form.errors else 200)
