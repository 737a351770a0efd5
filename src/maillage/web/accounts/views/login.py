"""Come in, go out."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from maillage.web.methods import needs, writes

from ..actions import sign_in
from ..actions.attempts import LockedError
from ..actions.factors import WrongCodeError
from ..forms.factors import CodeForm
from ..forms.login import LoginForm
from ..models import User
from ..queries.factors import factors_of
from ..queries.identities import ways_in
from ..queries.logins import visitor_address
from ..rules.logins import minutes_until
from . import doors
from .providers import leave_provider


@login_not_required
@writes("POST")
@never_cache
@sensitive_post_parameters("password")
def login_page(request: HttpRequest) -> HttpResponse:
    """The first door."""
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = _who_knocks(request, form)
        if person is not None:
            return doors.open_door(request, person, how="password", next_page=doors.next_page(request))
    context = {
        "form": form,
        "next": doors.next_page(request),
        "demo": settings.DEMO_ACCOUNT if settings.DEMO else None,
        "ways_in": ways_in(),
        "ended": request.session.pop(doors.ENDED, False) if request.session.session_key else False,
    }
    return render(request, "accounts/login.html", context, status=422 if form.errors else 200)


@login_not_required
@writes("POST")
@never_cache
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    """The second door; who has nothing to open it with is shown what there is."""
    person = doors.who_is_half_in(request)
    if person is None:
        return redirect("accounts:login")
    factors = factors_of(person)
    if not factors.any:
        return redirect("accounts:factors")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        factor = _what_opens(request, person, form)
        if factor is not None:
            how, next_page = doors.what_is_next(request)
            return doors.enter(request, person, how=how, factor=factor, next_page=next_page)
    context = {"form": form, "factors": factors}
    return render(request, "accounts/second_step.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("")
@never_cache
def logout_page(request: HttpRequest) -> HttpResponse:
    """Out of here, and out of the provider's too if one came from there."""
    sign_in.note_left(by=request.user, now=timezone.now())
    came_from = {name: request.session.get(name, "") for name in ("provider", "id_token")}
    logout(request)
    return leave_provider(request, **came_from) if came_from["id_token"] else redirect("home")


def wait(until: datetime, *, now: datetime) -> str:
    """What a person is told whom nobody listens to for the moment."""
    minutes = minutes_until(until, now=now)
    return ngettext(
        "Trop d’essais. Recommencez dans %(minutes)d minute, à %(time)s.",
        "Trop d’essais. Recommencez dans %(minutes)d minutes, à %(time)s.",
        minutes,
    ) % {"minutes": minutes, "time": date_format(timezone.localtime(until), "TIME_FORMAT")}


def _who_knocks(request: HttpRequest, form: LoginForm) -> User | None:
    """The same words whether the account exists or not."""
    now = timezone.now()
    try:
        return sign_in.check_password(**form.cleaned_data, address=visitor_address(request), now=now)
    except LockedError as locked:
        form.add_error(None, wait(locked.until, now=now))
    except sign_in.WrongPasswordError:
        form.add_error(None, _("Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les et recommencez."))
    return None


def _what_opens(request: HttpRequest, person: User, form: CodeForm) -> str | None:
    now = timezone.now()
    try:
        return sign_in.check_code(
            code=form.cleaned_data["code"], address=visitor_address(request), by=person, now=now
        ).value
    except LockedError as locked:
        form.add_error(None, wait(locked.until, now=now))
    except WrongCodeError as wrong:
        form.add_error("code", why_not(wrong))
    return None


def why_not(wrong: WrongCodeError) -> str:
    """What to do next."""
    return {
        "wrong": _("Ce n’est pas le bon code. Vérifiez-le et recommencez."),
        "used": _("Ce code a déjà servi. Attendez que votre application affiche le suivant."),
        "clock": _(
            "Ce code est celui d’un autre moment : l’horloge de votre téléphone n’est pas à l’heure. "
            "Réglez-la sur « automatique », puis recommencez avec le code suivant."
        ),
    }[wrong.reason]
