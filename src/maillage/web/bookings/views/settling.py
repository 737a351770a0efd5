"""What is to be seen to at one's own places."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..queries import to_settle as queries


@writes()
@needs("bookings.read")
@never_cache
def to_settle(request: HttpRequest) -> HttpResponse:
    found = queries.to_settle(reader=request.user, now=timezone.now())
    return render(request, "bookings/agenda/to_settle.html", {"found": found})
