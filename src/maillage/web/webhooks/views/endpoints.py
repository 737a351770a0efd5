"""Software that is told: added, changed, tried out; what it was told."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.accounts.queries.organisations import organisations_of
from maillage.web.marking import _ as N_
from maillage.web.methods import needs, writes

from ..actions import endpoints as actions
from ..forms import EndpointForm
from ..models import Endpoint
from ..queries import endpoints as queries


def _suspend(endpoint: Endpoint, **who: object) -> None:
    actions.suspend(endpoint=endpoint, because=Endpoint.Because.BY_HAND, **who)


# What a button does to an endpoint, and what is said when it is done.
ACTS = {
    "try": (actions.try_out, N_("Un essai part : rechargez cette page dans un instant.")),
    "suspend": (_suspend, N_("L’envoi est suspendu.")),
    "resume": (actions.resume, N_("L’envoi a repris.")),
}


@writes("POST")
@needs("partners.keys")
@never_cache
def enter_endpoint(request: HttpRequest) -> HttpResponse:
    form = EndpointForm(request.POST or None, organisations=organisations_of(request.user, "partners.keys"))
    if request.method == "POST" and form.is_valid():
        made = actions.add(**form.cleaned_data, by=request.user, now=timezone.now())
        return _shown_once(request, made)
    return render(request, "webhooks/endpoint_form.html", {"form": form}, status=422 if form.errors else 200)


@writes("POST")
@needs("partners.keys")
@never_cache
def endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    form = EndpointForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(endpoint=found, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("address", error.messages)
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("webhooks:endpoint", pk)
    context = {"form": form, "endpoint": _get(request, pk), "deliveries": queries.last_deliveries(found)}
    return render(request, "webhooks/endpoint.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("partners.keys")
def act_on_endpoint(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    if act not in ACTS:
        raise Http404
    do, said = ACTS[act]
    do(endpoint=_get(request, pk), by=request.user, now=timezone.now())
    messages.success(request, _(said))
    return redirect("webhooks:endpoint", pk)


@writes("POST", reads=False)
@needs("partners.keys")
@never_cache
def renew_endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    actions.renew_secret(endpoint=found, by=request.user, now=timezone.now())
    return _shown_once(request, found)


@writes("POST", reads=False)
@needs("partners.keys")
def remove_endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    actions.remove(endpoint=_get(request, pk), by=request.user, now=timezone.now())
    messages.success(request, _("Ce logiciel n’est plus prévenu."))
    return redirect("partners:applications")


@writes("POST", reads=False)
@needs("partners.keys")
def send_again(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    delivery = queries.find_delivery(_get(request, pk), number)
    if delivery is None:
        raise Http404
    if actions.send_again(delivery=delivery, by=request.user, now=timezone.now()):
        messages.success(request, _("L’événement repart, sous le même numéro."))
    return redirect("webhooks:endpoint", pk)


def _shown_once(request: HttpRequest, found: Endpoint) -> HttpResponse:
    return render(request, "webhooks/secret.html", {"endpoint": found, "secret": found.secret})


def _get(request: HttpRequest, pk: int) -> Endpoint:
    found = queries.find_endpoint(pk, request.user)
    if found is None:
        raise Http404
    return found
