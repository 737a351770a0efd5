"""From an address to the scenario that its reader may work on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.engine.errors import MaillageError

from ..forms import OwnListForm, SiteForm
from ..models import Scenario
from ..queries.own_list import read_list
from ..queries.scenarios import find_scenario
from ..queries.terrain import terrain_of


def computable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Says in words why a scenario cannot be computed: its road network is gone, say."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except MaillageError as error:
            return render(request, "scenarios/impossible.html", {"message": error}, status=422)

    return answer


def on_a_scenario(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the scenario of its address, and whether it can be computed."""

    @wraps(view)
    @computable
    def answer(request: HttpRequest, address: str, number: int, *args: object, **kwargs: object) -> HttpResponse:
        return view(request, get_scenario(address, number), *args, **kwargs)

    return answer


def get_scenario(address: str, number: int) -> Scenario:
    found = find_scenario(address, number)
    if found is None:
        raise Http404
    return found


def place(scenario: Scenario) -> tuple[str, int]:
    """What the addresses of its pages are made of."""
    return scenario.diagnosis.address, scenario.number


def own_list_form(scenario: Scenario, *said: Mapping[str, Any]) -> OwnListForm:
    """A file of the authority's own places, read on the ground of the scenario."""
    return OwnListForm(*said, read=partial(read_list, terrain=terrain_of(scenario.diagnosis)))


def site_form(scenario: Scenario, said: Mapping[str, str]) -> SiteForm:
    """What was said of one site, with the places that there are."""
    terrain = terrain_of(scenario.diagnosis)
    return SiteForm(
        said,
        sites=scenario.sites,
        candidates=terrain.candidates,
        commune_at=terrain.commune_at,
        names=terrain.names,
    )
