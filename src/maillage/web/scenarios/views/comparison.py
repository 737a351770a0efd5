"""Scenarios side by side."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.web.methods import writes

from ..queries.comparison import compare, readable
from ..queries.scenarios import scenarios_for
from .found import computable


@login_not_required
@writes()
@computable
def page(request: HttpRequest) -> HttpResponse:
    """``s``: two to four scenarios, each as "78/1". Without them, the page lets one choose."""
    views = readable(request.GET.getlist("s"), request.user)
    context = {
        "comparison": compare(views) if len(views) > 1 else None,
        "scenarios": scenarios_for(request.user),
        "chosen": {(each.scenario.pk) for each in views},
    }
    return render(request, "scenarios/compare.html", context)
