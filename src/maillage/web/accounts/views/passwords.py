"""A password is changed, or renewed by who forgot it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from maillage.web.methods import needs, writes

from ..actions import attempts, passwords
from ..actions.attempts import LockedError
from ..forms.passwords import ChangePasswordForm, ForgottenForm, NewPasswordForm, PaperResetForm
from ..models.attempt import behind_the_door
from ..queries.logins import visitor_address
from ..rules.guesses import Guess
from ..rules.paper import typed
from .login import wait


@login_not_required
@writes("POST")
@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """The same answer to everybody: who has no account here is not told so."""
    form, now = ForgottenForm(request.POST or None), timezone.now()
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            attempts.begin(guess=Guess.RESET, account=email, address=visitor_address(request), now=now)
        except LockedError as locked:
            form.add_error(None, wait(locked.until, now=now))
        else:
            link = request.build_absolute_uri(reverse("accounts:reset", args=["secret"]))
            passwords.send_link(email=email, address_of=link.removesuffix("secret/") + "{secret}/", now=now)
            return render(request, "accounts/forgotten_sent.html", {"email": email})
    return render(request, "accounts/forgotten.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@writes("POST")
@never_cache
@sensitive_post_parameters("password")
def reset(request: HttpRequest, secret: str) -> HttpResponse:
    """Behind the link of an e-mail."""
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _renewed(request, form, secret):
        return redirect("accounts:login")
    return render(request, "accounts/reset.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@writes("POST")
@never_cache
@sensitive_post_parameters("password", "code")
def reset_by_paper(request: HttpRequest) -> HttpResponse:
    """With a code that an administrator printed."""
    form = PaperResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _renewed(request, form, typed(form.cleaned_data["code"])):
        return redirect("accounts:login")
    context = {"form": form, "by_paper": True}
    return render(request, "accounts/reset.html", context, status=422 if form.errors else 200)


@writes("POST")
@needs("")
@never_cache
@sensitive_post_parameters("present", "password")
def change(request: HttpRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _changed(request, form):
        messages.success(request, _("Votre mot de passe est changé. Vos autres sessions sont fermées."))
        return redirect("accounts:account")
    return render(request, "accounts/change_password.html", {"form": form}, status=422 if form.errors else 200)


def _changed(request: HttpRequest, form: ChangePasswordForm) -> bool:
    """The present password is a guess like any other: an open session is no way to find it out."""
    now, person = timezone.now(), request.user
    account, address = behind_the_door(person), visitor_address(request)
    try:
        attempt = attempts.begin(guess=Guess.PASSWORD, account=account, address=address, now=now)
    except LockedError as locked:
        form.add_error(None, wait(locked.until, now=now))
        return False
    if not person.check_password(form.cleaned_data["present"]):
        attempts.fail(attempt=attempt, person=person, now=now)
        form.add_error("present", _("Ce n’est pas votre mot de passe actuel."))
        return False
    attempts.succeed(attempt=attempt)
    try:
        key = request.session.session_key
        passwords.change(password=form.cleaned_data["password"], by=person, now=now, keep_session=key)
    except ValidationError as error:
        form.add_error("password", error)
        return False
    update_session_auth_hash(request, person)
    return True


def _renewed(request: HttpRequest, form: NewPasswordForm, secret: str) -> bool:
    now = timezone.now()
    try:
        address = visitor_address(request)
        attempt = attempts.begin(guess=Guess.CODE, account=f"reset from {address}", address=address, now=now)
        passwords.renew(secret=secret, password=form.cleaned_data["password"], now=now)
    except LockedError as locked:
        form.add_error(None, wait(locked.until, now=now))
    except passwords.SpentResetError:
        form.add_error(None, _("Ce lien ou ce code a déjà servi, ou il est trop vieux. Demandez-en un autre."))
    except ValidationError as error:
        attempts.take_back(attempt=attempt)
        form.add_error("password", error)
    else:
        attempts.take_back(attempt=attempt)
        messages.success(request, _("Votre nouveau mot de passe est enregistré. Connectez-vous avec lui."))
        return True
    return False
