"""Come in by a provider of identity, and go out of there."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from authlib.common.security import generate_token
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..actions import identities as actions
from ..models import User
from ..oidc import flow
from ..oidc.errors import ProviderError, RefusedError
from ..oidc.providers import Provider
from ..queries.identities import find_provider, known_about
from ..rules.identity import Way, way_in
from . import doors

log = logging.getLogger(__name__)
JOURNEY, LEAVING = "journey", "leaving"
JOURNEY_FOR = timedelta(minutes=15)


@login_not_required
@writes()
@never_cache
def depart(request: HttpRequest, provider: str) -> HttpResponse:
    """A plain link, not a form: a browser follows no form to another site. Asked for by somebody who is in, it links
    the identity to the account."""
    found = _get(provider)
    try:
        address, journey = flow.depart(found, redirect_uri=_address(request, "accounts:arrive", found))
    except ProviderError as error:
        return _cannot(request, found, error)
    request.session[JOURNEY] = journey.kept() | {
        "next": doors.next_page(request),
        "until": (timezone.now() + JOURNEY_FOR).isoformat(),
        "asking": request.user.pk,
    }
    return redirect(address)


@login_not_required
@writes("GET", reads=False)
@never_cache
def arrive(request: HttpRequest, provider: str) -> HttpResponse:
    """Back from the provider, once for each departure."""
    found, now = _get(provider), timezone.now()
    left = request.session.pop(JOURNEY, None)
    if left is None or left["provider"] != found.name or datetime.fromisoformat(left.pop("until")) <= now:
        messages.error(request, _("Cette connexion a commencé il y a trop longtemps, ou ailleurs. Recommencez."))
        return redirect("accounts:login")
    next_page, asking = left.pop("next"), left.pop("asking")
    try:
        arrival = flow.arrive(found, flow.Journey(**left), request.GET.dict(), now=now)
    except ProviderError as error:
        return _cannot(request, found, error)
    # Who asked to link and logged out meanwhile, or became another, asked for nothing.
    person = request.user if asking is not None and request.user.pk == asking else None
    return _let_in(request, found, arrival, person=person, next_page=next_page)


@login_not_required
@writes()
@never_cache
def left(request: HttpRequest, provider: str) -> HttpResponse:
    """Back from logging out there. The state says that it was asked for here; nothing depends on it any more."""
    _get(provider)
    request.session.pop(LEAVING, None)
    return redirect("home")


@writes("POST", reads=False)
@needs("")
@never_cache
def unlink(request: HttpRequest, provider: str) -> HttpResponse:
    actions.unlink(provider=provider, by=request.user, now=timezone.now())
    messages.success(request, _("Le lien est retiré."))
    return redirect("accounts:account")


def leave_provider(request: HttpRequest, *, provider: str, id_token: str) -> HttpResponse:
    """A page that takes the browser there: a form's answer may not."""
    found, state = find_provider(provider), generate_token(flow.RANDOM_LENGTH)
    try:
        back_to = _address(request, "accounts:left_provider", found) if found else ""
        address = flow.logout_address(found, id_token=id_token, state=state, back_to=back_to) if found else None
    except ProviderError as error:
        log.warning("%s: %s", provider, error.about)
        address = None
    if address is None:
        return redirect("home")
    request.session[LEAVING] = state
    return render(request, "accounts/leaving.html", {"provider": found, "address": address})


def _let_in(
    request: HttpRequest, provider: Provider, arrival: flow.Arrival, *, person: User | None, next_page: str
) -> HttpResponse:
    who, now = arrival.who, timezone.now()
    way = way_in(provider.profile, who, known := known_about(provider, who, asking=person, now=now))
    if way == Way.LINK:
        actions.link(provider=provider.name, who=who, by=person, now=now)
        messages.success(request, _("Votre compte est relié à %(provider)s.") % {"provider": provider.label})
        return redirect("accounts:account")
    if way not in {Way.ENTER, Way.ACCEPT, Way.OPEN}:
        return _not_here(request, provider, way)
    if way == Way.ENTER:
        person = actions.use(provider=provider.name, who=who, now=now)
    elif way == Way.ACCEPT:
        person = actions.accept_invitation(provider=provider.name, who=who, invitation=known.invitation, now=now)
    else:
        person = actions.open_account(provider=provider.name, who=who, name=_unnamed(), now=now)
    if person is None:
        return _not_here(request, provider, Way.UNKNOWN)
    answer = doors.open_door(request, person, how=provider.name, next_page=next_page, strong=who.strong)
    request.session.update({"provider": provider.name, "id_token": arrival.id_token})
    return answer


def _unnamed() -> str:
    """A resident whose name nobody asked for."""
    return _("Personne venue par FranceConnect")


def _get(name: str) -> Provider:
    provider = find_provider(name)
    if provider is None:
        raise Http404
    return provider


def _address(request: HttpRequest, name: str, provider: Provider) -> str:
    """One address whatever the language: providers compare it letter by letter with the one that was declared."""
    with override("fr"):
        return request.build_absolute_uri(reverse(name, args=[provider.name]))


def _not_here(request: HttpRequest, provider: Provider, way: Way) -> HttpResponse:
    """The provider knows the person; the platform does not, or not as that."""
    return render(request, "accounts/not_here.html", {"provider": provider, "way": way.value}, status=403)


def _cannot(request: HttpRequest, provider: Provider, error: ProviderError) -> HttpResponse:
    """What went wrong in words, and the other way in; the details are for the log, and name nobody."""
    log.warning("%s: %s", provider.name, error.about)
    refused = isinstance(error, RefusedError)
    return render(request, "accounts/cannot.html", {"provider": provider, "refused": refused}, status=502)
