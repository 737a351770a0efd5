"""Second factors: what one has, an application, codes on paper."""

from __future__ import annotations

from io import BytesIO

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from maillage.web.authority import authority
from maillage.web.methods import writes

from ..actions import attempts
from ..actions import factors as actions
from ..actions.attempts import LockedError
from ..actions.factors import Factor, WrongCodeError
from ..forms.factors import CodeForm
from ..models import User
from ..models.attempt import behind_the_door
from ..queries.factors import factors_of, needs_second_factor, waiting_key
from ..queries.logins import visitor_address
from ..rules import totp
from ..rules.guesses import Guess
from . import doors
from .login import wait, why_not


@login_not_required
@writes()
@never_cache
@doors.for_who_comes_in
def page(request: HttpRequest, person: User) -> HttpResponse:
    """Also the page of who must have one and has none yet. Who has one and is half in shows it first."""
    factors = factors_of(person)
    if factors.any and not request.user.is_authenticated:
        return redirect("accounts:second_step")
    context = {"factors": factors, "needed": needs_second_factor(person), "person": person}
    return render(request, "accounts/factors.html", context)


@login_not_required
@writes("POST")
@never_cache
@sensitive_post_parameters("code")
@doors.for_who_comes_in
def application(request: HttpRequest, person: User) -> HttpResponse:
    """The key to scan or to type, and the first code in return."""
    _require_right_to_add(request, person)
    key = waiting_key(person)
    if request.method == "POST" and "code" not in request.POST:
        actions.begin_application(by=person, now=timezone.now())
        return redirect("accounts:application")
    if key is None:
        return redirect("accounts:factors")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = _confirmed(request, person, form)
        if codes is not None:
            return _with_application(request, person, codes)
    context = {"form": form, "key": totp.in_groups(key), "address": _otpauth(person, key)}
    return render(request, "accounts/application.html", context, status=422 if form.errors else 200)


@login_not_required
@writes()
@never_cache
@doors.for_who_comes_in
def application_qr(request: HttpRequest, person: User) -> HttpResponse:
    """The key as a drawing, for a telephone's camera. Black on white in the dark as well: cameras want it so."""
    key = waiting_key(person)
    if key is None:
        raise Http404
    drawing = BytesIO()
    segno.make(_otpauth(person, key), error="m").save(drawing, kind="svg", scale=6, border=4, light="#fff")
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


@login_not_required
@writes("POST", reads=False)
@never_cache
@doors.for_who_comes_in
def remove_application(request: HttpRequest, person: User) -> HttpResponse:
    _require_right_to_add(request, person)
    actions.remove_application(by=person, now=timezone.now())
    messages.success(request, _("L’application est retirée."))
    return redirect("accounts:factors")


@login_not_required
@writes("POST", reads=False)
@never_cache
@doors.for_who_comes_in
def card(request: HttpRequest, person: User) -> HttpResponse:
    """A new card, shown once."""
    _require_right_to_add(request, person)
    codes = actions.print_card(person=person, by=person, now=timezone.now())
    return _show(request, person, "card", codes)


@login_not_required
@writes("POST", reads=False)
@never_cache
@doors.for_who_comes_in
def recovery(request: HttpRequest, person: User) -> HttpResponse:
    """New recovery codes, shown once. Alone they are no second factor: they follow one."""
    _require_right_to_add(request, person)
    if not request.user.is_authenticated:
        return redirect("accounts:factors")
    return _show(request, person, "recovery", actions.print_recovery_codes(by=person, now=timezone.now()))


def _require_right_to_add(request: HttpRequest, person: User) -> None:
    """Who is half in and has a second factor shows it before adding another. Raises Http404."""
    if not request.user.is_authenticated and factors_of(person).any:
        raise Http404


def _confirmed(request: HttpRequest, person: User, form: CodeForm) -> tuple[str, ...] | None:
    now = timezone.now()
    code = "".join(form.cleaned_data["code"].split())
    try:
        attempt = attempts.begin(
            guess=Guess.CODE, account=behind_the_door(person), address=visitor_address(request), now=now
        )
        codes = actions.confirm_application(code=code, by=person, now=now)
    except LockedError as locked:
        form.add_error(None, wait(locked.until, now=now))
    except WrongCodeError as wrong:
        form.add_error("code", why_not(wrong))
    else:
        attempts.succeed(attempt=attempt)
        return codes
    return None


def _with_application(request: HttpRequest, person: User, codes: tuple[str, ...]) -> HttpResponse:
    """The first code is as good as any: who was half in is in."""
    if not request.user.is_authenticated:
        how, next_page = doors.what_is_next(request)
        doors.let_in(request, person, how=how, factor=Factor.APPLICATION.value)
    else:
        next_page = "accounts:factors"
    messages.success(request, _("Votre application est prête : elle vous donnera un code à chaque connexion."))
    return _show(request, person, "recovery", codes, next_page=next_page) if codes else redirect(next_page)


def _show(
    request: HttpRequest, person: User, kind: str, codes: tuple[str, ...], *, next_page: str = "accounts:factors"
) -> HttpResponse:
    """Once, on a page that prints on one sheet."""
    numbered = list(enumerate(codes, 1))
    context = {"kind": kind, "codes": numbered, "person": person, "next": next_page, "made_on": timezone.localdate()}
    return render(request, "accounts/codes.html", context)


def _otpauth(person: User, key: str) -> str:
    return totp.address_of(key, account=person.email or str(person.pk), issuer=authority().name or "maillage")
