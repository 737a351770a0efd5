"""Inviting, and being invited."""

from __future__ import annotations

from urllib.parse import unquote

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from maillage.web.methods import needs, writes

from ..actions import attempts
from ..actions import invitations as actions
from ..forms.invitations import CodeForm, JoinForm
from ..forms.people import InviteForm
from ..models import Invitation
from ..queries import invitations as queries
from ..queries.logins import visitor_address
from ..queries.organisations import roles_to_give
from ..rules.guesses import Guess
from ..rules.invitations import SpentInvitationError
from ..rules.logins import minutes_until


@writes("POST")
@needs("accounts.invite")
@never_cache
def invitations(request: HttpRequest) -> HttpResponse:
    """Those that wait, and the form for one more. On paper, the answer is the page to print: the code is never shown
    again."""
    form = InviteForm(request.POST or None, given=roles_to_give(request.user))
    if request.method == "POST" and form.is_valid():
        return _invite(request, form)
    waiting = queries.invitations_for(request.user, now=timezone.now())
    context = {"form": form, "waiting": waiting}
    return render(request, "accounts/invitations.html", context, status=422 if form.errors else 200)


@writes("POST", reads=False)
@needs("accounts.invite")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.find_invitation(pk)
    if found is None:
        raise Http404
    actions.withdraw(invitation=found, by=request.user, now=timezone.now())
    messages.success(request, _("L’invitation est retirée."))
    return redirect("accounts:invitations")


@login_not_required
@writes("POST")
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Where the code of a printed invitation is typed: each try counts."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ticket = _ticket(request, form)
        if ticket:
            return redirect("accounts:join", ticket)
    return render(request, "accounts/invitation_code.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@writes("POST")
@never_cache
@sensitive_post_parameters("password")
def join(request: HttpRequest, ticket: str) -> HttpResponse:
    """Behind the link of an invitation."""
    now = timezone.now()
    try:
        invitation = queries.get_invitation(ticket, now=now)
        if request.user.is_authenticated:
            return _join_as_known(request, invitation)
        return _join_as_new(request, invitation)
    except SpentInvitationError as error:
        context = {"reason": _why(error.reason), "used": error.reason == "used"}
        return render(request, "accounts/invitation_spent.html", context, status=410)


def _invite(request: HttpRequest, form: InviteForm) -> HttpResponse:
    said = {name: form.cleaned_data[name] for name in ("name", "organisation", "role", "place")}
    who = {"by": request.user, "now": timezone.now()}
    if form.cleaned_data["email"]:
        address = request.build_absolute_uri(reverse("accounts:join", args=["{secret}"]))
        by_mail = {"email": form.cleaned_data["email"], "language": form.cleaned_data["language"]}
        sent = actions.send(**said, **by_mail, address_of=unquote(address), **who)
        messages.success(request, _("L’invitation part à l’adresse %(email)s.") % {"email": sent.email})
        return redirect("accounts:invitations")
    invitation, secret = actions.print_code(**said, **who)
    page = request.build_absolute_uri(reverse("accounts:invitation_code"))
    context = {"invitation": invitation, "code": secret, "page": page}
    return render(request, "accounts/invitation_slip.html", context)


def _ticket(request: HttpRequest, form: CodeForm) -> str | None:
    """A link for who typed a code that is open, or a word on the form about why not."""
    now, typed = timezone.now(), form.cleaned_data["code"]
    try:
        attempt = attempts.begin(guess=Guess.INVITATION, account=typed, address=visitor_address(request), now=now)
        ticket = queries.ticket_for(typed, now=now)
    except attempts.LockedError as locked:
        minutes = minutes_until(locked.until, now=now)
        told = ngettext(
            "Trop d’essais. Recommencez dans %(minutes)d minute.",
            "Trop d’essais. Recommencez dans %(minutes)d minutes.",
            minutes,
        )
        form.add_error(None, told % {"minutes": minutes})
        return None
    except SpentInvitationError as error:
        form.add_error("code", _why(error.reason))
        return None
    attempts.succeed(attempt=attempt)
    return ticket


def _join_as_known(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method == "POST":
        actions.join(invitation=invitation, by=request.user, now=timezone.now())
        messages.success(request, _("Vous avez rejoint %(name)s.") % {"name": invitation.organisation.name})
        return redirect("accounts:my_roles")
    return render(request, "accounts/join.html", {"invitation": invitation})


def _join_as_new(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = JoinForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        said = {"email": ""} | form.cleaned_data
        try:
            actions.open_account(invitation=invitation, **said, now=timezone.now())
        except ValidationError as error:
            _put(form, error)
        else:
            messages.success(request, _("Votre compte est ouvert. Connectez-vous."))
            return redirect("accounts:login")
    context = {"invitation": invitation, "form": form}
    return render(request, "accounts/join.html", context, status=422 if form.errors else 200)


def _put(form: JoinForm, error: ValidationError) -> None:
    """Beside the field that it is about: an address that has an account, a password that is too easy."""
    about = getattr(error, "error_dict", None)
    if about is None:
        form.add_error("password", error.messages)
    elif "email" in about:
        taken = _("Cette adresse a déjà un compte. Connectez-vous, puis ouvrez de nouveau l’invitation.")
        form.add_error("email" if "email" in form.fields else None, taken)
    else:
        form.add_error(None, error.messages)


def _why(reason: str) -> str:
    return {
        "unknown": _("Cette invitation n’existe pas. Vérifiez le lien ou le code, ou demandez-en une autre."),
        "used": _("Cette invitation a déjà servi. Si c’était vous, connectez-vous."),
        "withdrawn": _("Cette invitation a été retirée. Demandez-en une autre à qui vous l’a donnée."),
        "late": _("Cette invitation n’est plus valable. Demandez-en une autre à qui vous l’a donnée."),
    }[reason]
