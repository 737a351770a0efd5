"""The workbench of one scenario, and what it asks for while a site is dragged."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from maillage.outputs.drawing.svg import standalone
from maillage.web.methods import needs, writes
from maillage.web.territories.queries import reference_version

from ..actions.scenarios import note_presence
from ..forms import CopyForm, OwnListForm, ReasonsForm, SettingsForm
from ..models import Scenario
from ..queries import maps
from ..queries.bench import bench, tried, view
from ..queries.scenarios import others_there
from ..rules.sites import Site
from . import found
from .found import on_a_scenario, site_form


@writes()
@needs("scenarios.edit")
@on_a_scenario
def page(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """``?site=`` opens the card of one site."""
    return show(request, scenario)


def show(
    request: HttpRequest,
    scenario: Scenario,
    *,
    settings_form: SettingsForm | None = None,
    own_list_form: OwnListForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with what was said wrongly in a form beside its fields."""
    shown = bench(scenario, request.user, chosen=request.GET.get("site"), now=timezone.now())
    settings = shown.view.settings
    context = {
        "bench": shown,
        "view": shown.view,
        "scenario": scenario,
        "settings_form": settings_form or SettingsForm.of(settings, counts=shown.view.terrain.kinds),
        "own_list_form": own_list_form or found.own_list_form(scenario),
        "reasons_form": ReasonsForm(initial={"name": scenario.name, "reasons": settings.reasons}),
        "copy_form": CopyForm(initial={"name": scenario.name}, auto_id="copy_%s"),
        "version": reference_version(),
    }
    return render(request, "scenarios/bench.html", context, status=status)


@writes()
@needs("scenarios.edit")
@on_a_scenario
def effects(request: HttpRequest, scenario: Scenario) -> JsonResponse:
    """Every indicator with one site elsewhere, or one more: ``do``, ``lat``, ``lon`` as for an edit, unwritten."""
    form = site_form(scenario, request.GET)
    if not form.is_valid():
        return JsonResponse({"message": next(iter(form.errors.values()))[0]}, status=422)
    said = form.cleaned_data
    moved: Site = said["to_site"] or said["site"]
    lines, communes = tried(scenario, said["site"], moved)
    told = [line.shown | {"key": line.measure.key, "good": line.good} for line in lines]
    return JsonResponse({"version": scenario.version, "lines": told, **communes, "place": moved.name})


@writes("POST", reads=False)
@needs("scenarios.edit")
@on_a_scenario
def news(request: HttpRequest, scenario: Scenario) -> JsonResponse:
    """Says that the person is there; answers with the present version, and who else is."""
    now = timezone.now()
    note_presence(scenario=scenario, by=request.user, now=now)
    return JsonResponse({"version": scenario.version, "others": others_there(scenario, request.user, now=now)})


@writes()
@needs("scenarios.edit")
@on_a_scenario
def drawn_map(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """The map as one SVG file: without JavaScript, for print."""
    shown = view(scenario)
    drawing = maps.drawn(shown.terrain, shown.effects, shown.sites.values(), title=scenario.name)
    return HttpResponse(standalone(drawing), content_type="image/svg+xml")
