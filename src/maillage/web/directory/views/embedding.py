"""The directory on the site of a town: a page made for a frame, and the page that writes the lines to paste."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

from maillage.web.accounts.rules.appearance import style_sheet
from maillage.web.headers import permissions
from maillage.web.methods import writes

from ..forms.embedding import EmbeddingForm
from ..forms.search import SearchForm
from ..queries.tiles import first_tiles, other_tiles
from ..rules.tints import TINTS
from .kept import NEVER, kept_until_changed
from .public import NOT_INDEXED, look_up, says_where

# Any site may frame this page and no other: it is read without an account, and nothing can be done in it.
FRAMED_ANYWHERE = settings.SECURE_CSP | {"frame-ancestors": ["*"]}
FRAMES_OURSELVES = settings.SECURE_CSP | {"frame-src": [CSP.SELF]}
A_DAY = 86_400


@login_not_required
@writes()
@csp_override(FRAMED_ANYWHERE)
@xframe_options_exempt
@kept_until_changed
def framed(request: HttpRequest) -> HttpResponse:
    """As `public.directory`, without what stands around it; ``couleur``: a name of ``TINTS``."""
    form = SearchForm(request.GET)
    asked = form.asked()
    tint = request.GET.get("couleur", "")
    context = {"form": form, "here": request.path, "framed": True, "tint": tint if tint in TINTS else ""}
    if asked.is_nothing and not form.refused:
        context |= {"first": first_tiles(), "others": other_tiles()}
        response = render(request, "directory/public/framed_start.html", context)
    else:
        context |= look_up(form, asked)
        response = render(request, "directory/public/framed.html", context, status=422 if form.refused else 200)
    response.headers["X-Robots-Tag"] = NOT_INDEXED
    response.headers["Permissions-Policy"] = permissions("geolocation")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if says_where(asked):
        response.headers["Cache-Control"] = NEVER
    return response


@login_not_required
@writes()
@cache_control(public=True, max_age=A_DAY)
def tint(request: HttpRequest, name: str) -> HttpResponse:
    """One colour of the safe list, light and dark."""
    if name not in TINTS:
        raise Http404
    return HttpResponse(style_sheet(TINTS[name][1]), content_type="text/css")


@login_not_required
@writes()
@csp_override(FRAMES_OURSELVES)
@kept_until_changed
def embed(request: HttpRequest) -> HttpResponse:
    """For who looks after the site of a town: the lines to paste, and what they will show."""
    form = EmbeddingForm(request.GET)
    path = reverse("directory:framed")
    path = f"{path}?{form.query}" if form.query else path
    context = {"form": form, "path": path, "address": f"{settings.URL}{path}", "height": form.height}
    return render(request, "directory/public/embed.html", context)
