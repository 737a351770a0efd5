"""Long computations of a scenario: begun, followed, abandoned, taken up."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.outputs.drawing.svg import standalone
from maillage.web.methods import needs, writes

from ..actions import computations as actions
from ..actions import editing
from ..forms import ComputationForm
from ..models import Computation, Scenario, SetAside
from ..models.edit import Verb
from ..queries.computations import find_computation, latest, plan_of
from ..queries.fronts import front_of
from ..rules.sites import adopt as adopting
from .found import on_a_scenario, place


@writes("POST", reads=False)
@needs("scenarios.edit")
@on_a_scenario
def start(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """A proposal for the scenario's goal, or the front of two goals."""
    form = ComputationForm(request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect("scenarios:bench", *place(scenario))
    asked = {"values": scenario.values, "language": get_language(), "goals": form.goals}
    actions.ask(scenario=scenario, kind=form.kind_asked, asked=asked, by=request.user, now=timezone.now())
    return redirect("scenarios:bench", *place(scenario))


@writes()
@needs("scenarios.edit")
@on_a_scenario
def state(request: HttpRequest, scenario: Scenario, pk: int) -> JsonResponse:
    """How far it is, for a page that waits."""
    found = _get(scenario, pk)
    return JsonResponse({"status": found.status, "open": found.is_open, "progress": found.progress})


@writes("POST", reads=False)
@needs("scenarios.edit")
@on_a_scenario
def cancel(request: HttpRequest, scenario: Scenario, pk: int) -> HttpResponse:
    actions.abandon(computation=_get(scenario, pk), by=request.user, now=timezone.now())
    return redirect("scenarios:bench", *place(scenario))


@writes("POST", reads=False)
@needs("scenarios.edit")
@on_a_scenario
def adopt(request: HttpRequest, scenario: Scenario, pk: int) -> HttpResponse:
    """Opens the sites of a proposal, or of the plan number ``plan`` of a front. It undoes like any other edit."""
    plan = plan_of(_get(scenario, pk), request.POST.get("plan", "0"))
    if plan is None:
        raise Http404
    done = editing.edit(
        scenario=scenario,
        verb=Verb.ADOPT,
        wish=lambda values: adopting(values, plan),
        made_on=None,
        by=request.user,
        now=timezone.now(),
    )
    if done is None:
        messages.info(request, _("Le scénario a déjà ces sites."))
    assert not isinstance(done, SetAside)
    return redirect("scenarios:bench", *place(scenario))


@writes()
@needs("scenarios.edit")
@on_a_scenario
def drawn_front(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """The chart of the last front as one SVG file."""
    found = latest(scenario, Computation.Kind.FRONT, now=timezone.now())
    front = front_of(found) if found else None
    if front is None:
        raise Http404
    return HttpResponse(standalone(front.drawing), content_type="image/svg+xml")


def _get(scenario: Scenario, pk: int) -> Computation:
    found = find_computation(scenario, pk, now=timezone.now())
    if found is None:
        raise Http404
    return found
