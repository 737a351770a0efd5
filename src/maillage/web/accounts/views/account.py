"""My account: what is known of me, how I come in, where I am in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..actions import account as actions
from ..actions import sessions
from ..forms.account import AccountForm
from ..queries.account import account


@writes("POST")
@needs("")
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """``POST`` corrects name and language."""
    person, now = request.user, timezone.now()
    form = AccountForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if request.method == "POST" and form.is_valid():
        actions.correct(**form.cleaned_data, by=person, now=now)
        messages.success(request, _("C’est enregistré."))
        return redirect("accounts:account")
    shown = account(person, session_key=request.session.session_key, now=now)
    return render(
        request, "accounts/account.html", {"form": form, "account": shown}, status=422 if form.errors else 200
    )


@writes("POST", reads=False)
@needs("")
@never_cache
def close_session(request: HttpRequest) -> HttpResponse:
    """Which one is told by a number of the page, for a key in a page could be stolen from it."""
    sessions.close(mark=request.POST.get("session", ""), by=request.user, now=timezone.now())
    messages.success(request, _("La session est fermée."))
    return redirect("accounts:account")


@writes("POST", reads=False)
@needs("")
@never_cache
def close_other_sessions(request: HttpRequest) -> HttpResponse:
    closed = sessions.close_others(keep=request.session.session_key, by=request.user, now=timezone.now())
    messages.success(
        request,
        ngettext("%(count)d autre session est fermée.", "%(count)d autres sessions sont fermées.", closed)
        % {"count": closed},
    )
    return redirect("accounts:account")
