"""Software that tells us: connected, its secret replaced, heard no more."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.accounts.queries.organisations import organisations_of
from maillage.web.methods import needs, writes

from ..actions import sources as actions
from ..forms import SourceForm
from ..models import Source
from ..queries.sources import find_source


@writes("POST")
@needs("partners.keys")
@never_cache
def enter_source(request: HttpRequest) -> HttpResponse:
    form = SourceForm(request.POST or None, organisations=organisations_of(request.user, "partners.keys"))
    if request.method == "POST" and form.is_valid():
        made = actions.add(**form.cleaned_data, by=request.user, now=timezone.now())
        return _shown_once(request, made)
    return render(request, "webhooks/source_form.html", {"form": form}, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("partners.keys")
@never_cache
def renew_source(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    actions.renew_secret(source=found, by=request.user, now=timezone.now())
    return _shown_once(request, found)


@writes("POST", reads=False)
@needs("partners.keys")
def close_source(request: HttpRequest, pk: int) -> HttpResponse:
    actions.close(source=_get(request, pk), by=request.user, now=timezone.now())
    messages.success(request, _("Ce logiciel n’est plus entendu."))
    return redirect("partners:applications")


def _shown_once(request: HttpRequest, found: Source) -> HttpResponse:
    address = settings.URL + reverse("api:partner-events", kwargs={"number": found.number})
    return render(request, "webhooks/secret.html", {"source": found, "secret": found.secret, "address": address})


def _get(request: HttpRequest, pk: int) -> Source:
    found = find_source(pk, request.user)
    if found is None:
        raise Http404
    return found
