"""The platform with one page more, which inserts one row for somebody who is signed in: what Django and all that stands
around every page of the platform cost together. The row is that of :mod:`.bare_view`."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from maillage.web import urls
from maillage.web.methods import needs, writes

handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500


@writes("POST")
@needs("bookings.book")
def insert(_request: HttpRequest) -> HttpResponse:
    Session.objects.create(session_key=uuid4().hex, session_data="x" * 200, expire_date=timezone.now())
    return HttpResponse(status=204)


urlpatterns = [path("bare/", insert), *urls.urlpatterns]
