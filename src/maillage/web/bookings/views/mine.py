"""An appointment, behind its link. Looking changes nothing: programs that read mail open links by themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.web.methods import writes

from ..actions import appointments as actions
from ..actions.reminding import choose_reminders
from ..models import Appointment
from ..queries import offers
from ..queries.links import LinkError, find_by_link
from ..queries.own import calendar_of, chosen, own
from ..queries.tickets import TicketError, slot_of
from ..rules.refusals import RefusedError, TakenError
from .leaflets import personal


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the appointment of its address, or says why the link opens none."""

    @wraps(view)
    @personal
    def answer(request: HttpRequest, token: str, **kwargs: object) -> HttpResponse:
        try:
            appointment = find_by_link(token, now=timezone.now())
        except LinkError as error:
            status = 404 if error.code == "forged" else 410
            return render(request, "bookings/public/no_link.html", {"why": _(error.words)}, status=status)
        return view(request, appointment, token=token, **kwargs)

    return answer


@login_not_required
@writes()
@by_link
def mine(request: HttpRequest, appointment: Appointment, token: str) -> HttpResponse:
    context = {"own": own(appointment, now=timezone.now()), "token": token}
    return render(request, "bookings/public/mine.html", context)


@login_not_required
@writes()
@by_link
def calendar(request: HttpRequest, appointment: Appointment, token: str) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="rendez-vous.ics"'}
    return HttpResponse(calendar_of(appointment), content_type="text/calendar; charset=utf-8", headers=headers)


@login_not_required
@writes("POST", reads=False)
@by_link
def cancel(request: HttpRequest, appointment: Appointment, token: str) -> HttpResponse:
    try:
        actions.cancel(appointment=appointment, because="person", by=None, now=timezone.now())
    except RefusedError as error:
        messages.info(request, _(error.words))
    return redirect("bookings:mine", token)


@login_not_required
@writes("POST", reads=False)
@by_link
def remind(request: HttpRequest, appointment: Appointment, token: str) -> HttpResponse:
    """``rappels``: oui or non."""
    wanted = request.POST.get("rappels") == "oui"
    try:
        choose_reminders(appointment=appointment, wanted=wanted, by=None, now=timezone.now())
    except RefusedError as error:
        messages.info(request, _(error.words))
    return redirect("bookings:mine", token)


@login_not_required
@writes("POST")
@by_link
def move(request: HttpRequest, appointment: Appointment, token: str) -> HttpResponse:
    """Other moments for the same reason, there and nearby; then the one that was chosen."""
    now = timezone.now()
    shown = own(appointment, now=now)
    if not shown.may_change:
        return redirect("bookings:mine", token)
    refused = _move(request, appointment) if request.method == "POST" else ""
    if refused is None:
        messages.success(request, _("C’est déplacé."))
        return redirect("bookings:mine", token)
    others = offers.instead(appointment.place, appointment.reason, now=now)
    context = {"own": shown, "token": token, "others": others, "refused": refused}
    return render(request, "bookings/public/move.html", context, status=409 if refused else 200)


def _move(request: HttpRequest, appointment: Appointment) -> str | None:
    """Why it was not moved; None if it was."""
    try:
        to = slot_of(request.POST.get("ticket", ""))
        if to.reason != appointment.reason_id or chosen(to) is None:
            raise TicketError(is_late=False)
        actions.move(appointment=appointment, to=to, by=None, now=timezone.now())
    except TicketError:
        return _("Ces horaires ont changé entre-temps : choisissez de nouveau.")
    except TakenError:
        return _("Quelqu’un vient de prendre ce moment : choisissez-en un autre. Votre rendez-vous n’a pas changé.")
    except RefusedError as error:
        return _(error.words)
    return None
