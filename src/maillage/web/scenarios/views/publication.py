"""A scenario is shown to everyone, or taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.web.methods import needs, writes

from ..actions import scenarios as actions
from ..models import Scenario
from .found import on_a_scenario, place


@writes("POST", reads=False)
@needs("scenarios.publish")
@on_a_scenario
def publish(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    actions.publish(scenario=scenario, by=request.user, now=timezone.now())
    messages.success(request, _("Le scénario est publié tel qu’il est : tout le monde peut le lire."))
    return redirect("scenarios:bench", *place(scenario))


@writes("POST", reads=False)
@needs("scenarios.publish")
@on_a_scenario
def unpublish(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    actions.unpublish(scenario=scenario, by=request.user)
    messages.success(request, _("Le scénario n’est plus publié."))
    return redirect("scenarios:bench", *place(scenario))
