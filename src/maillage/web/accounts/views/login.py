"""Come in, go out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from maillage.web.methods import writes

from ..actions import logins as actions
from ..forms.login import LoginForm
from ..queries import logins as queries
from ..rules.logins import minutes_until


@login_not_required
@writes("POST")
@never_cache
@sensitive_post_parameters("password")
def login_page(request: HttpRequest) -> HttpResponse:
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _enter(request, form):
        return redirect(_next_page(request))
    context = {"form": form, "next": _next_page(request), "demo": settings.DEMO_ACCOUNT if settings.DEMO else None}
    return render(request, "accounts/login.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@never_cache
def logout_page(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("home")


def _enter(request: HttpRequest, form: LoginForm) -> bool:
    """Opens the session, or says on the form why not. The same words whether the account exists or not."""
    now, email = timezone.now(), form.cleaned_data["email"]
    address = queries.visitor_address(request)
    locked = queries.login_locked_until(email=email, address=address, now=now)
    if locked:
        minutes = minutes_until(locked, now=now)
        form.add_error(
            None,
            ngettext(
                "Trop d’essais. Recommencez dans %(minutes)d minute.",
                "Trop d’essais. Recommencez dans %(minutes)d minutes.",
                minutes,
            )
            % {"minutes": minutes},
        )
        return False
    user = authenticate(request, username=email, password=form.cleaned_data["password"])
    if user is None:
        actions.note_failed_login(email=email, address=address, now=now)
        form.add_error(None, _("Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les et recommencez."))
        return False
    actions.forget_failed_logins(by=user)
    login(request, user)
    return True


def _next_page(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here else settings.LOGIN_REDIRECT_URL
