"""Whoever has a slip of paper and no link finds the appointment by its code, and by what only they and we know."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.web.accounts.actions import attempts
from maillage.web.accounts.queries.logins import visitor_address
from maillage.web.accounts.rules.guesses import Guess
from maillage.web.accounts.rules.logins import minutes_until
from maillage.web.methods import writes

from ..forms.residents import LostForm
from ..queries.links import token_of
from ..queries.own import find_own
from .leaflets import personal


@login_not_required
@writes("POST")
@personal
def lost(request: HttpRequest) -> HttpResponse:
    """Each try counts."""
    form = LostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token = _found(request, form)
        if token:
            return redirect("bookings:mine", token)
    return render(request, "bookings/public/lost.html", {"form": form}, status=422 if form.errors else 200)


def _found(request: HttpRequest, form: LostForm) -> str:
    """A link, or a word on the form about why there is none: the same whether code or contact is wrong."""
    now, said = timezone.now(), form.cleaned_data
    try:
        attempt = attempts.begin(
            guess=Guess.APPOINTMENT, account=said["code"], address=visitor_address(request), now=now
        )
    except attempts.LockedError as locked:
        minutes = minutes_until(locked.until, now=now)
        told = ngettext(
            "Trop d’essais. Recommencez dans %(minutes)d minute.",
            "Trop d’essais. Recommencez dans %(minutes)d minutes.",
            minutes,
        )
        form.add_error(None, told % {"minutes": minutes})
        return ""
    appointment = find_own(said["code"], said["contact"], now=now)
    if appointment is None:
        form.add_error(None, _("Nous ne trouvons pas de rendez-vous sous ce code et ce contact. Appelez le lieu."))
        return ""
    attempts.succeed(attempt=attempt)
    return token_of(appointment)
