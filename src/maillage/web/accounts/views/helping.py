"""Somebody cannot come in any more, and is helped at a desk."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..actions import attempts, factors, passwords, sign_in_rules
from ..forms.helping import SecondFactorForm
from ..models import User
from ..queries.entering import find_active
from ..queries.factors import chosen_roles
from ..queries.helping import find_people
from ..queries.identities import ways_in
from ..rules.abilities import ROLES
from ..rules.second_factor import ALWAYS


@writes()
@needs("accounts.help_in")
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Find the person, see what keeps them out, help."""
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:120]
    context = {
        "words": words,
        "people": find_people(words, by=request.user, now=timezone.now()),
        "form": SecondFactorForm(initial={"roles": chosen_roles()}),
        "always": [_(ROLES[role].name) for role in ROLES if role in ALWAYS],
        "ways_in": ways_in(),
    }
    return render(request, "accounts/helping.html", context)


@writes("POST", reads=False)
@needs("accounts.settings")
def choose(request: HttpRequest) -> HttpResponse:
    form = SecondFactorForm(request.POST)
    if not form.is_valid():
        raise PermissionDenied
    sign_in_rules.choose_second_factor_roles(roles=form.cleaned_data["roles"], by=request.user, now=timezone.now())
    messages.success(request, _("C’est enregistré."))
    return redirect("accounts:helping")


@writes("POST", reads=False)
@needs("accounts.unlock")
def unlock(request: HttpRequest, number: int) -> HttpResponse:
    attempts.unlock(person=_get(number), by=request.user, now=timezone.now())
    messages.success(request, _("La personne peut recommencer tout de suite."))
    return redirect("accounts:helping")


@writes("POST", reads=False)
@needs("accounts.help_in")
@never_cache
def card(request: HttpRequest, number: int) -> HttpResponse:
    """A card to hand over, shown once."""
    person = _get(number)
    codes = factors.print_card(person=person, by=request.user, now=timezone.now())
    return _show(request, person, {"kind": "card", "codes": list(enumerate(codes, 1))})


@writes("POST", reads=False)
@needs("accounts.help_in")
@never_cache
def password(request: HttpRequest, number: int) -> HttpResponse:
    """A code with which the person chooses a new password, shown once."""
    person = _get(number)
    code = passwords.print_code(person=person, by=request.user, now=timezone.now())
    return _show(request, person, {"kind": "reset", "codes": [(1, code)], "days": passwords.CODE_OPEN_FOR.days})


@writes("POST", reads=False)
@needs("accounts.help_in")
def forget(request: HttpRequest, number: int) -> HttpResponse:
    factors.forget_factors(person=_get(number), by=request.user, now=timezone.now())
    messages.success(request, _("À sa prochaine connexion, la personne choisira une nouvelle seconde étape."))
    return redirect("accounts:helping")


def _show(request: HttpRequest, person: User, shown: dict[str, object]) -> HttpResponse:
    context = {"person": person, "next": "accounts:helping", "made_on": timezone.localdate(), "handed_over": True}
    return render(request, "accounts/codes.html", context | shown)


def _get(number: int) -> User:
    person = find_active(number)
    if person is None:
        raise Http404
    return person
