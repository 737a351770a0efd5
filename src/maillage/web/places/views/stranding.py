"""Before appointments are left without what they need, whoever decides sees which ones."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.web.affected import StrandingError

SHOWN = 30
# Said anew by the page that asks.
OWN_FIELDS = {"csrfmiddlewaretoken", "despite"}


def despite(request: HttpRequest) -> int:
    """How many appointments the person was shown and accepts."""
    said = request.POST.get("despite", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else 0


def ask(request: HttpRequest, error: StrandingError, *, title: str, back: str) -> HttpResponse:
    """The page that names them; its button sends the same form again, with their number."""
    fields = [(name, value) for name, values in request.POST.lists() if name not in OWN_FIELDS for value in values]
    context = {
        "title": title,
        "back": back,
        "fields": fields,
        "count": len(error.appointments),
        "appointments": error.appointments[:SHOWN],
        "hidden": max(0, len(error.appointments) - SHOWN),
    }
    return render(request, "places/teams/stranding.html", context, status=HTTPStatus.CONFLICT)
