"""A resident for whom nothing is free waits, is offered a moment, takes it or not, and leaves."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.web.accounts.actions.attempts import LockedError
from maillage.web.accounts.queries.logins import visitor_address
from maillage.web.methods import writes
from maillage.web.places.models import Place, Reason
from maillage.web.privacy.queries.held import days_kept

from ..actions import waiting as actions
from ..actions.online import wait_once
from ..forms.residents import WaitForm
from ..forms.search import SearchForm
from ..models import Appointment
from ..queries import offers
from ..queries.links import LinkError
from ..queries.own_wait import find_wait, own_wait, places_to_wait, waiting_token
from ..queries.slots import Origin
from ..queries.travel import UnknownOriginError
from ..rules.refusals import RefusedError
from .leaflets import personal, too_much
from .mine import by_link

TICKED = 3


@login_not_required
@writes("POST")
@personal
def join(request: HttpRequest) -> HttpResponse:
    """``motif``, ``lieu``, ``ou``, ``commune``: as on the page where nothing was free."""
    asked = SearchForm(request.GET)
    reason, origin = offers.find_reason(asked.said("motif")), _origin(asked)
    if reason is None:
        return redirect("bookings:find")
    places = places_to_wait(reason, place=asked.said("lieu"), origin=origin)
    first = {"language": get_language(), "places": [place.pk for place in places[:TICKED]]}
    named = [(place.pk, place.name) for place in places]
    form = WaitForm(request.POST or None, places=named, initial=first)
    if request.method == "POST" and form.is_valid():
        return _join(request, form, reason, places, origin)
    return _shown(request, form, reason)


@login_not_required
@writes("POST")
@personal
def waits(request: HttpRequest, token: str) -> HttpResponse:
    """POST: they leave."""
    try:
        waiting = find_wait(token)
    except LinkError as error:
        status = 404 if error.code == "forged" else 410
        return render(request, "bookings/public/no_link.html", {"why": _(error.words)}, status=status)
    if request.method == "POST":
        try:
            actions.leave(waiting=waiting, by=None, now=timezone.now())
        except RefusedError as error:
            messages.info(request, _(error.words))
        return redirect("bookings:my_wait", token)
    return render(request, "bookings/public/waits.html", {"own": own_wait(waiting), "token": token})


@login_not_required
@writes("POST", reads=False)
@by_link
def answer(request: HttpRequest, appointment: Appointment, token: str, act: str) -> HttpResponse:
    """Of the moment that is kept for them: they take it, wait for the next, or leave."""
    if act not in ANSWERS:
        raise Http404
    waiting = getattr(appointment, "waiting", None)
    try:
        if waiting is None:
            raise RefusedError("answered")
        ANSWERS[act](waiting=waiting, by=None, now=timezone.now())
    except RefusedError as error:
        messages.info(request, _(error.words))
        return redirect("bookings:mine", token)
    if act == "accepter":
        return redirect("bookings:mine", token)
    return redirect("bookings:my_wait", waiting_token(waiting))


ANSWERS = {"accepter": actions.accept, "refuser": actions.refuse, "quitter": actions.leave}


def _join(
    request: HttpRequest, form: WaitForm, reason: Reason, places: list[Place], origin: Origin | None
) -> HttpResponse:
    now, said = timezone.now(), form.cleaned_data
    try:
        made = wait_once(
            reason=reason,
            places=[place for place in places if place.pk in said["places"]],
            person=form.person(commune=origin.commune if origin else ""),
            until=timezone.localdate(now) + timedelta(days=reason.horizon_days),
            weekdays=said["weekdays"],
            **form.hours(),
            key=said["key"],
            address=visitor_address(request),
            now=now,
        )
    except RefusedError as error:
        form.add_error(None, _(error.words))
        return _shown(request, form, reason)
    except LockedError as locked:
        form.add_error(None, too_much(locked, now=now))
        return _shown(request, form, reason, status=429)
    return redirect("bookings:my_wait", waiting_token(made))


def _shown(request: HttpRequest, form: WaitForm, reason: Reason, *, status: int = 0) -> HttpResponse:
    context = {"form": form, "reason": reason, "kept": days_kept("bookings_waiting"), "asked": {}}
    return render(request, "bookings/public/join.html", context, status=status or (422 if form.errors else 200))


def _origin(asked: SearchForm) -> Origin | None:
    try:
        return offers.where(asked.said("ou") or "", asked.said("commune") or "")
    except UnknownOriginError:
        return None
