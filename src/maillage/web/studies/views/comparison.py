"""Two territories side by side."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.engine.errors import TerritoryError
from maillage.web.methods import writes

from ..queries.comparison import compare, find_side
from .public import cached_for_the_public


@login_not_required
@writes()
@cached_for_the_public
def page(request: HttpRequest) -> HttpResponse:
    """``a`` and ``b``: names or codes, as one types them. What is not found is said beside its field."""
    asked = {side: request.GET.get(side, "").strip() for side in ("a", "b")}
    sides, missing = {}, {}
    for side, text in asked.items():
        try:
            sides[side] = find_side(text, request.user) if text else None
        except TerritoryError as error:
            sides[side], missing[side] = None, error.suggestions
    both = all(sides.values())
    context = {
        "a": sides["a"],
        "b": sides["b"],
        "fields": [(side, asked[side], sides[side], missing.get(side)) for side in asked],
        "comparison": compare(sides["a"], sides["b"]) if both else None,
    }
    return render(request, "studies/compare.html", context)
