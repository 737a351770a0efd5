"""What anybody sees: where the places are, which are open, how one comes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maillage.web.methods import writes
from maillage.web.territories.queries import reference_version

from ..queries.card import card
from ..queries.listing import listing, seen
from ..queries.places import find_place, public, visible_to

LONGEST_SEARCH = 80


@login_not_required
@writes()
def places(request: HttpRequest) -> HttpResponse:
    """``q``: a commune, or words of a name; ``ouvert``, ``plain-pied``: only those."""
    asked = {
        "text": request.GET.get("q", "").strip()[:LONGEST_SEARCH],
        "open_only": bool(request.GET.get("ouvert")),
        "step_free": bool(request.GET.get("plain-pied")),
    }
    found = listing(public(), now=timezone.now(), **asked)
    context = {"listing": found, "asked": asked, "version": reference_version(), "view": seen()}
    return render(request, "places/places.html", context)


@login_not_required
@writes()
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """For residents if it is open to them; for who works there in any case."""
    found = find_place(pk)
    shown = visible_to(request.user) if request.user.is_authenticated else public()
    if found is None or not shown.filter(pk=pk).exists():
        raise Http404
    context = {"card": card(found, now=timezone.now()), "version": reference_version()}
    context["may_manage"] = request.user.is_authenticated and request.user.has_perm("places.read", found.organisation)
    return render(request, "places/place.html", context)
