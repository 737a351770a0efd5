"""Pages behind a signed link: a structure answers, a person sees what became of it and may take it back.

Programs that read mail open links by themselves: opening one changes nothing and says nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.web.accounts.actions.attempts import LockedError
from maillage.web.accounts.queries.logins import visitor_address
from maillage.web.bookings.views.leaflets import personal, too_much
from maillage.web.methods import writes
from maillage.web.privacy.models import Means

from ..actions import answers
from ..actions.opening import listen
from ..actions.withdrawing import withdraw
from ..forms.answer import AnswerForm
from ..models import Referral
from ..models.link import PERSON, STRUCTURE, find_by_token
from ..queries import links
from ..queries.referrals import words_of
from ..rules.refusals import RefusedError

OPEN = "open"


def behind(salt: str) -> Callable:
    """Gives the view the referral of its address, or says that the link opens nothing."""

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @personal
        def answer(request: HttpRequest, token: str) -> HttpResponse:
            found = find_by_token(token, salt)
            if found is None:
                return render(request, "referrals/link/unknown.html", status=404)
            return view(request, found, token)

        return answer

    return declare


@login_not_required
@writes("POST")
@behind(STRUCTURE)
def reply(request: HttpRequest, referral: Referral, token: str) -> HttpResponse:
    """Without the name; a button opens it, another answers."""
    now = timezone.now()
    if request.method != "POST":
        return _door(request, referral, token)
    try:
        listen(referral=referral, address=visitor_address(request), now=now)
    except LockedError as locked:
        return _door(request, referral, token, why=too_much(locked, now=now), status=429)
    form = AnswerForm(None if OPEN in request.POST else request.POST, today=timezone.localdate(now))
    try:
        if form.is_bound and form.is_valid():
            answers.answer(referral=referral, reply=form.reply(), by=None, now=now)
            return redirect("referrals:reply", token)
        held = answers.read(referral=referral, now=now)
    except RefusedError as refused:
        return _door(request, referral, token, why=_(refused.words), status=409)
    context = {"referral": held, "words": words_of(held), "form": form, "token": token}
    return render(request, "referrals/link/referral.html", context, status=422 if form.errors else 200)


@login_not_required
@writes("POST")
@behind(PERSON)
def mine(request: HttpRequest, referral: Referral, token: str) -> HttpResponse:
    """What became of it, for the person; a button takes it back."""
    if request.method == "POST":
        withdraw(referral=referral, means=Means.WEB, by=None, now=timezone.now())
        return redirect("referrals:mine", token)
    context = {"referral": referral, "words": words_of(referral), "token": token}
    return render(request, "referrals/link/mine.html", context)


def _door(
    request: HttpRequest, referral: Referral, token: str, *, why: str = "", status: int | None = None
) -> HttpResponse:
    door = links.door(referral.pk, now=timezone.now())
    usual = 410 if door.is_closed else 200
    context = {"door": door, "referral": door.referral, "words": words_of(door.referral), "token": token, "why": why}
    return render(request, "referrals/link/door.html", context, status=status or usual)
