"""What links open beside the page of a practitioner: their calendar, and a new link for one that is too old."""

from __future__ import annotations

from contextlib import suppress

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache

from maillage.web.methods import writes

from ..actions.links import NoAddressError, send_link
from ..models.links import find_by_feed, find_by_link
from ..queries.feed import calendar_of
from ..rules.links import LinkError
from .desk import closed


@login_not_required
@writes()
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Programs ask for it, again and again."""
    try:
        practitioner = find_by_feed(token)
    except LinkError:
        raise Http404 from None
    answer = HttpResponse(calendar_of(practitioner, now=timezone.now()), content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, max-age=300"
    answer.headers["Content-Disposition"] = 'inline; filename="rendez-vous.ics"'
    return answer


@login_not_required
@writes("POST", reads=False)
@never_cache
def new_link(request: HttpRequest, token: str) -> HttpResponse:
    """To the address that the platform knows, not to who asks."""
    try:
        practitioner = find_by_link(token, now=timezone.now(), or_expired=True)
    except LinkError as error:
        return closed(request, error, token)
    with suppress(NoAddressError):
        send_link(practitioner=practitioner, by=None, now=timezone.now(), language=translation.get_language())
    return render(request, "partners/link_sent.html", {"has_address": bool(practitioner.email)})
