"""The page about the API, for who writes a program."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.web.methods import writes

from .service import api


@login_not_required
@writes()
def page(request: HttpRequest) -> HttpResponse:
    """Read from the same description that programs read."""
    described = api.get_openapi_schema(path_prefix="/api/v1/")
    operations = [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    return render(request, "api/page.html", {"operations": operations})
