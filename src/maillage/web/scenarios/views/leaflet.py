"""What everyone may read of a scenario: one page, its map, its files. All of it works without JavaScript."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.outputs.drawing.svg import standalone
from maillage.web.methods import writes

from ..queries import maps
from ..queries.bench import View, view
from ..queries.files import FILES, made
from ..queries.leaflet import leaflet
from .found import computable, get_scenario


@login_not_required
@writes()
@computable
def page(request: HttpRequest, address: str, number: int) -> HttpResponse:
    return render(request, "scenarios/leaflet.html", {"leaflet": leaflet(_readable(address, number))})


@login_not_required
@writes()
@computable
def drawn_map(request: HttpRequest, address: str, number: int) -> HttpResponse:
    shown = _readable(address, number)
    drawing = maps.drawn(shown.terrain, shown.effects, shown.sites.values(), title=shown.settings.name)
    return HttpResponse(standalone(drawing), content_type="image/svg+xml")


@login_not_required
@writes()
@computable
def file(request: HttpRequest, address: str, number: int, form: str) -> HttpResponse:
    """As published for everyone; as it is now for an agent who asks for ``?brouillon=1``."""
    if form not in FILES:
        raise Http404
    draft = "brouillon" in request.GET and request.user.has_perm("scenarios.edit")
    shown = view(get_scenario(address, number)) if draft else _readable(address, number)
    name, content_type = FILES[form]
    attached = f'attachment; filename="scenario-{address}-{number}-{name}"'
    return HttpResponse(made(shown, form), content_type=content_type, headers={"Content-Disposition": attached})


def _readable(address: str, number: int) -> View:
    """As it was published. Raises Http404 for what is not public: nobody learns whether it exists."""
    scenario = get_scenario(address, number)
    if not scenario.is_published:
        raise Http404
    return view(scenario, scenario.published_values)
