"""Software of partners: keys of the API, what is told, what is heard."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.accounts.queries.organisations import organisations_of
from maillage.web.methods import needs, writes
from maillage.web.webhooks.queries.endpoints import endpoints_for
from maillage.web.webhooks.queries.sources import sources_for

from ..actions import keys as actions
from ..forms import KeyForm
from ..queries.keys import find_key, keys_for


@writes()
@needs("partners.keys")
def applications(request: HttpRequest) -> HttpResponse:
    context = {
        "keys": keys_for(request.user, now=timezone.now()),
        "endpoints": endpoints_for(request.user),
        "sources": sources_for(request.user),
    }
    return render(request, "partners/applications.html", context)


@writes("POST")
@needs("partners.keys")
@never_cache
def make_key(request: HttpRequest) -> HttpResponse:
    form = KeyForm(request.POST or None, organisations=organisations_of(request.user, "partners.keys"))
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        key, token = actions.make(**form.said(now), by=request.user, now=now)
        return render(request, "partners/key.html", {"key": key, "token": token})
    return render(request, "partners/key_form.html", {"form": form}, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("partners.keys")
def revoke_key(request: HttpRequest, pk: int) -> HttpResponse:
    key = find_key(pk, request.user, now=timezone.now())
    if key is None:
        raise Http404
    actions.revoke(key=key, by=request.user, now=timezone.now())
    messages.success(request, _("La clé n’ouvre plus rien."))
    return redirect("partners:applications")
