"""Where scenarios are listed and begun."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from maillage.web.methods import needs, writes

from ..actions import scenarios as actions
from ..forms import BeginForm, CopyForm
from ..models import Scenario
from ..queries.scenarios import scenarios_for
from .found import on_a_scenario, place


@login_not_required
@writes()
def page(request: HttpRequest) -> HttpResponse:
    """What may be read, and for agents the form that begins one more."""
    return _desk(request, BeginForm())


@writes("POST", reads=False)
@needs("scenarios.edit")
def begin(request: HttpRequest) -> HttpResponse:
    form = BeginForm(request.POST)
    if not form.is_valid():
        return _desk(request, form, status=422)
    said = form.cleaned_data
    begun = actions.begin(diagnosis=said["diagnosis"], name=said["name"], by=request.user, now=timezone.now())
    return redirect("scenarios:bench", *place(begun))


@writes("POST", reads=False)
@needs("scenarios.edit")
@on_a_scenario
def copy(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """Another scenario that starts from what this one says."""
    form = CopyForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else scenario.name
    begun = actions.begin(
        diagnosis=scenario.diagnosis, name=name, by=request.user, now=timezone.now(), values=scenario.values
    )
    return redirect("scenarios:bench", *place(begun))


def _desk(request: HttpRequest, form: BeginForm, *, status: int = 200) -> HttpResponse:
    context = {"scenarios": scenarios_for(request.user), "form": form}
    return render(request, "scenarios/desk.html", context, status=status)
