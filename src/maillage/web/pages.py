"""Pages that belong to no module: the accessibility statement, and what is said when a page cannot be shown."""

from __future__ import annotations

import sys

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .logs import request_id
from .methods import writes
from .outages import Outage, outage_of


@login_not_required
@writes()
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html")


@login_not_required
@writes("POST", "PUT", "PATCH", "DELETE")
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


@login_not_required
@writes("POST", "PUT", "PATCH", "DELETE")
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """``exception.args[0]`` may be a TerritoryError, whose suggestions are then shown."""
    cause = exception.args[0] if exception and exception.args else None
    suggestions = getattr(cause, "suggestions", ())
    return render(request, "404.html", {"suggestions": suggestions}, status=404)


@login_not_required
@writes("POST", "PUT", "PATCH", "DELETE")
def broken(request: HttpRequest) -> HttpResponse:
    """No database, no session, no computed frame: whatever broke may be one of them. Django calls this while it handles
    the error; one that passes by itself is answered with 503 and how long to wait."""
    outage = outage_of(sys.exception())
    if outage is None:
        return render(None, "500.html", {"request_id": request_id.get()}, status=500)
    told = {"full": outage is Outage.FULL, "request_id": request_id.get()}
    answer = render(None, "503.html", told, status=503)
    answer.headers["Retry-After"] = str(outage.value)
    return answer
